/** Paints facts in the text, each kind in a way of its own (`facts.css`), and the open one strongly. */

import { useEffect } from "react";
import type { RefObject } from "react";

import type { Fact } from "../../../api";
import { PAINTS, kindOf, paintOf, partsOf } from "../../../facts/kinds";
import type { Kind } from "../../../facts/kinds";
import { pageRanges } from "../selection";

export interface Painted {
  facts: readonly Fact[];
  off: ReadonlySet<Kind>;
  open: Fact | null;
}

/** `shown` says what of the text is on the page: when that is another thing, all is found anew. */
export function useFactPaint(
  root: RefObject<HTMLElement | null>,
  { facts, off, open }: Painted,
  shown: unknown,
): void {
  useEffect(() => {
    if (root.current === null || !("highlights" in CSS)) return;
    const find = pageRanges(root.current);
    const found = new Map<string, Range[]>();
    for (const fact of facts) {
      const kind = kindOf(fact);
      if (kind === null || off.has(kind)) continue;
      for (const [paint, span] of paintOf(fact)) {
        const ranges = found.get(paint) ?? [];
        ranges.push(...find(span));
        found.set(paint, ranges);
      }
    }
    // What is painted later lies above: the words of a claim below what stands in them.
    PAINTS.forEach((paint, at) => {
      const ranges = found.get(paint);
      if (ranges === undefined || ranges.length === 0) return;
      const highlight = new Highlight(...ranges);
      highlight.priority = at;
      CSS.highlights.set(paint, highlight);
    });
    return () => {
      for (const paint of PAINTS) CSS.highlights.delete(paint);
    };
  }, [root, facts, off, shown]);

  useEffect(() => {
    if (root.current === null || open === null || !("highlights" in CSS)) return;
    const find = pageRanges(root.current);
    const ranges = partsOf(open).flatMap(({ span }) => find(span));
    if (ranges.length === 0) return;
    const highlight = new Highlight(...ranges);
    highlight.priority = PAINTS.length + 2;
    CSS.highlights.set("fact-open", highlight);
    return () => {
      CSS.highlights.delete("fact-open");
    };
  }, [root, open, shown]);
}
