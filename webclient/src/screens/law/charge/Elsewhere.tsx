import type { Matrix } from "../../../law/api";
import { useT } from "../../../i18n";
import { Provision, useLabel } from "../Labelled";
import { StatedBy } from "../StatedBy";
import classes from "./charge.module.css";
import { LinkedOne } from "./LinkedOne";
import { HeldMark } from "./Marks";

/** What was entered for the charge and fits none of its rows any more: nothing of it is lost. */
export function Elsewhere({ matrix }: { matrix: Matrix }) {
  const t = useT();
  const label = useLabel();
  const { elsewhere, elsewhere_assessments: assessed } = matrix;
  if (elsewhere.length + assessed.length === 0) return null;
  return (
    <section className={classes.elsewhere} aria-label={t("law.elsewhere")}>
      <h2>{t("law.elsewhere")}</h2>
      <p className={classes.dim}>{t("law.elsewhere.meaning")}</p>
      {elsewhere.map((link) => (
        <div key={link.stated.number}>
          <p><Provision id={link.element} /></p>
          <LinkedOne link={link} />
        </div>
      ))}
      {assessed.map((each) => (
        <article key={each.stated.number} className={classes.assessed}>
          <p><Provision id={each.element} /> · <HeldMark held={each.held} /> · {label(each.standard_label)}</p>
          <StatedBy {...each.stated} />
        </article>
      ))}
    </section>
  );
}
