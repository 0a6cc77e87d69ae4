/** Paints a range without touching the elements of the page, so that a selection stays selected. */

import { useEffect } from "react";
import type { RefObject } from "react";

/**
 * Keeps the highlight `name` on what `find` returns for the element and brings it into view.
 * `deps` say when to look again.
 */
export function useHighlight<E extends Element>(
  name: string,
  root: RefObject<E | null>,
  find: (root: E) => Range | null,
  deps: readonly unknown[],
): void {
  useEffect(() => {
    const range = root.current === null ? null : find(root.current);
    if (range === null) return;
    if ("highlights" in CSS) CSS.highlights.set(name, new Highlight(range));
    bringIntoView(range);
    return () => {
      if ("highlights" in CSS) CSS.highlights.delete(name);
    };
    // The caller says what the range depends on; `find` is new on every drawing.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [name, root, ...deps]);
}

/** Scrolls the nearest scrolling ancestor so that the range stands in its upper half, if unseen. */
function bringIntoView(range: Range): void {
  const start = range.startContainer.parentElement;
  const frame = start?.closest<HTMLElement>("[data-scrolls]");
  if (start === null || start === undefined) return;
  const place = range.getBoundingClientRect();
  const box = frame?.getBoundingClientRect();
  const scrolls = frame !== null && frame !== undefined && frame.scrollHeight > frame.clientHeight + 1;
  const top = scrolls && box !== undefined ? box.top : 0;
  const bottom = scrolls && box !== undefined ? box.bottom : globalThis.innerHeight;
  if (place.top >= top + 40 && place.bottom <= bottom - 24) return;
  const by = place.top - top - (bottom - top) / 3;
  if (scrolls) frame.scrollBy({ top: by });
  else globalThis.scrollBy({ top: by });
}
