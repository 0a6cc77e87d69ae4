/** The facts of an item on its screen: which are shown, which is open, what somebody is writing. */

import { useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { useMemo, useState } from "react";

import type { Fact, FactPlace, Item } from "../../../api";
import type { ItemView } from "../../../address";
import { factsOf } from "../../../client/queries";
import { correctionOf, newDraft, noticedAt } from "../../../facts/draft";
import type { Draft } from "../../../facts/draft";
import type { Chosen } from "../../../facts/fields";
import { IN_TEXT, byPlace, kindOf, spellOff, switchedOff } from "../../../facts/kinds";
import type { Kind } from "../../../facts/kinds";
import { namesOf } from "../../../facts/words";
import type { Names } from "../../../facts/words";

export interface FactsView {
  query: UseQueryResult<Fact[]>;
  /** Those of the reading that is shown, in text order. */
  facts: readonly Fact[];
  names: Names;
  off: ReadonlySet<Kind>;
  /** The fact that is open, or null; `gone` where the address names one that is not there. */
  open: Fact | null;
  gone: boolean;
  /** The fact that was closed last. */
  closed: string | null;
  draft: Draft | null;
  turn: (kind: Kind) => void;
  turnAll: () => void;
  show: (fact: Fact) => void;
  showId: (id: string) => void;
  /** Opens a fact that was just made, and may not be known here yet. */
  goTo: (id: string) => void;
  close: () => void;
  step: (by: 1 | -1) => void;
  write: (draft: Draft | null) => void;
  /** Begins to write a new fact on words, on a place of the original, or a corrected version. */
  add: (words: Chosen | null) => void;
  addAt: (place: FactPlace) => void;
  correct: () => void;
}

export interface Change {
  off?: string | undefined;
  fact?: string | undefined;
  range?: { char_start: number; char_end: number };
  side?: "facts" | "text";
}

/** So much of an id names a fact in an address. */
const NAMED = 16;

export function useFacts(
  item: Item,
  reading: string | undefined,
  view: ItemView,
  range: { char_start: number } | null,
  go: (change: Change) => void,
): FactsView {
  const query = useQuery({ ...factsOf(item.ref), enabled: item.state !== "erased" });
  const [draft, write] = useState<Draft | null>(null);
  const [closed, setClosed] = useState<string | null>(null);
  const facts = useMemo(
    () =>
      (query.data ?? [])
        .filter((fact) => kindOf(fact) !== null)
        .filter((fact) => fact.kind === "noticed" || reading === undefined || fact.reading === reading)
        .sort(byPlace),
    [query.data, reading],
  );
  const names = useMemo(() => namesOf(facts), [facts]);
  const off = useMemo(() => switchedOff(view.off), [view.off]);
  const named = view.fact;
  const open = named === undefined ? null : (facts.find(({ id }) => id.startsWith(named)) ?? null);

  const show = (fact: Fact): void => {
    write(null);
    go({ fact: fact.id.slice(0, NAMED), side: "facts", ...(fact.span !== undefined && { range: fact.span }) });
  };
  const step = (by: 1 | -1): void => {
    const shown = facts.filter((fact) => !off.has(fact.kind as Kind));
    const from = range?.char_start ?? -1;
    const after = shown.findIndex((fact) => (fact.span?.char_start ?? Infinity) > from);
    const at =
      open === null
        ? by === 1 ? after : (after === -1 ? shown.length : after) - 1
        : shown.indexOf(open) + by;
    const next = shown[at];
    if (next !== undefined) show(next);
  };
  return {
    query,
    facts,
    names,
    off,
    open,
    gone: named !== undefined && open === null && query.isSuccess,
    closed,
    draft,
    turn: (kind) => {
      const next = new Set(off);
      if (!next.delete(kind)) next.add(kind);
      go({ off: spellOff(next) });
    },
    turnAll: () => {
      go({ off: off.size === 0 ? spellOff(new Set(IN_TEXT)) : undefined });
    },
    show,
    showId: (id) => {
      const found = facts.find((fact) => fact.id === id);
      if (found !== undefined) show(found);
    },
    goTo: (id) => {
      go({ fact: id.slice(0, NAMED), side: "facts" });
    },
    close: () => {
      setClosed(open?.id ?? null);
      write(null);
      go({ fact: undefined });
    },
    step,
    write,
    add: (words) => {
      write(newDraft("mention", words));
      go({ side: "facts" });
    },
    addAt: (place) => {
      write(noticedAt(place));
    },
    correct: () => {
      if (open === null) return;
      write(correctionOf(open));
      go({ side: "facts" });
    },
  };
}
