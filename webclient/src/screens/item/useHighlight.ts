/** Paints ranges without touching the elements of the page, so that a selection stays selected. */

import { useEffect } from "react";
import type { RefObject } from "react";

/**
 * Keeps the highlight `name` on what `find` returns for the element and brings the first into view.
 * `deps` say when to look again.
 */
export function useHighlight<E extends Element>(
  name: string,
  root: RefObject<E | null>,
  find: (root: E) => Range[],
  deps: readonly unknown[],
): void {
  useEffect(() => {
    const ranges = root.current === null ? [] : find(root.current);
    const first = ranges[0];
    if (first === undefined) return;
    if ("highlights" in CSS) CSS.highlights.set(name, new Highlight(...ranges));
    bringIntoView(first);
    // What was far away had only a guessed height; once drawn, it may have moved.
    const again = requestAnimationFrame(() => requestAnimationFrame(() => { bringIntoView(first); }));
    return () => {
      cancelAnimationFrame(again);
      if ("highlights" in CSS) CSS.highlights.delete(name);
    };
    // The caller says what the ranges depend on; `find` is new on every drawing.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [name, root, ...deps]);
}

/** Scrolls the frame of the range so that it stands in the upper part, unless it is in view. */
function bringIntoView(range: Range): void {
  const found = range.startContainer.parentElement?.closest<HTMLElement>("[data-scrolls]") ?? null;
  const frame = found !== null && found.scrollHeight > found.clientHeight + 1 ? found : null;
  const { top, bottom } = frame?.getBoundingClientRect() ?? { top: 0, bottom: globalThis.innerHeight };
  const place = range.getBoundingClientRect();
  if (place.top >= top + 40 && place.bottom <= bottom - 24) return;
  (frame ?? globalThis).scrollBy({ top: place.top - top - (bottom - top) / 3 });
}
