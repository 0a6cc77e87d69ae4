import type { Matrix } from "../../../law/api";
import { against } from "../../../law/matrix";
import { useT } from "../../../i18n";
import { useLabel } from "../Labelled";
import classes from "./charge.module.css";
import { LinkedOne } from "./LinkedOne";

/** All that may speak for the person, before everything else. It cannot be closed or filtered. */
export function Against({ matrix, open }: { matrix: Matrix; open: (element: string) => void }) {
  const t = useT();
  const label = useLabel();
  const found = against(matrix);
  return (
    <section className={classes.against} aria-label={t("law.against")}>
      <h2>{t("law.against")} <span className={classes.number}>{found.length}</span></h2>
      <p className={classes.dim}>{t(found.length === 0 ? "law.against.none" : "law.against.meaning")}</p>
      <ol>
        {found.map(({ link, row }) => (
          <li key={link.stated.number}>
            {row !== null && (
              <p>
                <button type="button" className={classes.toElement} onClick={() => { open(row.element); }}>
                  <code dir="ltr">{row.element}</code> <bdi>{label(row.label)}</bdi>
                </button>
              </p>
            )}
            <LinkedOne link={link} />
          </li>
        ))}
      </ol>
    </section>
  );
}
