import type { Linked } from "../../../law/api";
import { stands } from "../../../law/matrix";
import { useT } from "../../../i18n";
import { EffectMark } from "../EffectMark";
import { Passage } from "../Passage";
import { StatedBy } from "../StatedBy";
import classes from "./charge.module.css";

/** One link: what it does to the element, its passages, who linked it and why. */
export function LinkedOne({ link }: { link: Linked }) {
  const t = useT();
  const { stated, concluded, conclusion, effect, scope } = link;
  return (
    <article className={classes.linked} data-effect={effect} data-stands={stands(stated)}>
      <p>
        <EffectMark effect={effect} />
        {scope === "situation" && <span className={classes.scope}>{t("law.scope.situation")}</span>}
      </p>
      {stated.passages.map((passage, at) => <Passage key={at} cite={passage} />)}
      {concluded !== null && (
        <div className={classes.concluded}>
          <p className={classes.dim}>{t("law.conclusion")}</p>
          <p dir="auto">{concluded.text}</p>
          {concluded.stated.passages.map((passage, at) => <Passage key={at} cite={passage} />)}
          <StatedBy {...concluded.stated} />
        </div>
      )}
      {conclusion !== null && concluded === null && (
        <p className={classes.dim}>{t("law.conclusion.notShown", { key: conclusion })}</p>
      )}
      <StatedBy {...stated} />
    </article>
  );
}
