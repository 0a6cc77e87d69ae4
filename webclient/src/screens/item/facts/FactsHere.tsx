import type { Fact } from "../../../api";
import { kindOf } from "../../../facts/kinds";
import { headline } from "../../../facts/words";
import { useT } from "../../../i18n";
import classes from "./facts.module.css";

/** So many facts of a passage are named. */
const MOST = 24;

/** The facts of which words stand in the selected passage, each by its kind and words. */
export function FactsHere({
  facts,
  open,
  show,
}: {
  facts: readonly Fact[];
  open: Fact | null;
  show: (fact: Fact) => void;
}) {
  const t = useT();
  if (facts.length === 0) return null;
  return (
    <div className={classes.here} role="group" aria-label={t("facts.here")}>
      {facts.slice(0, MOST).map((fact) => {
        const kind = kindOf(fact);
        if (kind === null) return null;
        return (
          <button
            key={fact.id}
            type="button"
            aria-current={fact === open}
            onClick={() => {
              show(fact);
            }}
          >
            <span className={classes.sample} data-kind={kind}>{t(`kind.${kind}`)}</span>{" "}
            <bdi>{headline(fact)}</bdi>
          </button>
        );
      })}
      {facts.length > MOST && <span className={classes.dim}>{t("facts.more", { count: facts.length - MOST })}</span>}
    </div>
  );
}
