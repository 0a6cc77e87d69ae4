import type { Fact } from "../../../api";
import { IN_TEXT, kindOf } from "../../../facts/kinds";
import type { Kind } from "../../../facts/kinds";
import { useT } from "../../../i18n";
import classes from "./facts.module.css";

/** The kinds of facts with a sample of how each is marked; each can be switched off, also by its key. */
export function Legend({
  facts,
  off,
  turn,
}: {
  facts: readonly Fact[];
  off: ReadonlySet<Kind>;
  turn: (kind: Kind) => void;
}) {
  const t = useT();
  const counts = new Map<Kind, number>();
  for (const fact of facts) {
    const kind = kindOf(fact);
    if (kind !== null) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return (
    <div className={classes.legend} role="group" aria-label={t("facts.legend")}>
      {IN_TEXT.map((kind, at) =>
        counts.has(kind) ? (
          <button
            key={kind}
            type="button"
            className={classes.toggle}
            data-kind={kind}
            aria-pressed={!off.has(kind)}
            aria-keyshortcuts={String(at + 1)}
            title={`${t("facts.show", { kind: t(`kinds.${kind}`) })} (${String(at + 1)})`}
            onClick={() => {
              turn(kind);
            }}
          >
            <span className={classes.sample} data-kind={kind}>{t(`kinds.${kind}`)}</span>
            <span className={classes.count}>{counts.get(kind)}</span>
          </button>
        ) : null,
      )}
    </div>
  );
}
