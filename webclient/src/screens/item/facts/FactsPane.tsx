import { Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { memo, useEffect, useRef, useState } from "react";
import { useIntl } from "react-intl";

import type { Fact } from "../../../api";
import { KINDS, kindOf } from "../../../facts/kinds";
import type { Kind } from "../../../facts/kinds";
import { headline, subline } from "../../../facts/words";
import type { Names } from "../../../facts/words";
import { useT } from "../../../i18n";
import { ProblemNotice } from "../../../parts/ProblemNotice";
import { Waiting } from "../../../parts/Waiting";
import item from "../item.module.css";
import classes from "./facts.module.css";
import { HeldBadge } from "./HeldBadge";

/** So many facts of a kind are listed until somebody asks for more. */
const AT_ONCE = 100;

/** The facts of an item by kind; each opens the passage that it was found in. */
export function FactsPane({
  query,
  facts,
  names,
  open,
}: {
  query: UseQueryResult<Fact[]>;
  /** Those of the reading that is shown, in text order. */
  facts: readonly Fact[];
  names: Names;
  open: (fact: Fact) => void;
}) {
  const t = useT();
  if (query.isPending) return <Waiting />;
  if (query.isError) {
    return <ProblemNotice error={query.error} retry={() => void query.refetch()} />;
  }
  const others = query.data.some((fact) => kindOf(fact) !== null) && facts.length === 0;
  return (
    <>
      <p className={item.dim}>{t("facts.meaning")}</p>
      {facts.length === 0 && <p>{t(others ? "facts.otherReading" : "facts.none")}</p>}
      {KINDS.map((kind) => (
        <OfKind
          key={kind}
          kind={kind}
          facts={facts.filter((fact) => fact.kind === kind)}
          names={names}
          open={open}
        />
      ))}
    </>
  );
}

interface OfKindProps {
  kind: Kind;
  facts: Fact[];
  names: Names;
  open: (fact: Fact) => void;
}

function OfKind({ kind, facts, names, open }: OfKindProps) {
  const t = useT();
  const [all, setAll] = useState(false);
  if (facts.length === 0) return null;
  const shown = all ? facts : facts.slice(0, AT_ONCE);
  return (
    <section className={classes.ofKind} aria-labelledby={`facts-${kind}`}>
      <h2 id={`facts-${kind}`}>
        <span className={classes.sample} data-kind={kind}>{t(`kinds.${kind}`)}</span>{" "}
        <span className={classes.count}>{facts.length}</span>
      </h2>
      <ul>
        {shown.map((fact) => (
          <Row key={fact.id} fact={fact} names={names} open={open} />
        ))}
      </ul>
      {shown.length < facts.length && (
        <Button size="xs" variant="default" onClick={() => { setAll(true); }}>
          {t("facts.more", { count: facts.length - shown.length })}
        </Button>
      )}
    </section>
  );
}

const Row = memo(function Row({ fact, names, open }: { fact: Fact; names: Names; open: (fact: Fact) => void }) {
  const intl = useIntl();
  const t = useT();
  return (
    <li className={classes.row}>
      <button type="button" data-row data-fact={fact.id} onClick={() => { open(fact); }}>
        <span className={classes.rowWords} dir="auto">{headline(fact)}</span>
        <span className={classes.rowMore}>{subline(intl, fact, names)}</span>
        <span className={classes.rowHeld}>
          <HeldBadge fact={fact} />
          {fact.corrects !== undefined && <span className={classes.held}>{t("held.corrected")}</span>}
        </span>
      </button>
    </li>
  );
});

/** Brings the row of a fact that was just closed back into view. */
export function useRowInView(closed: string | null): void {
  const done = useRef<string | null>(null);
  useEffect(() => {
    if (closed === null || done.current === closed) return;
    done.current = closed;
    const row = document.querySelector<HTMLElement>(`[data-fact="${closed}"]`);
    row?.scrollIntoView({ block: "center" });
    row?.focus({ preventScroll: true });
  }, [closed]);
}
