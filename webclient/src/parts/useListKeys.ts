/** j and k go through the rows of a list; Enter opens the one that has the focus. */

import { useRef } from "react";

import { useKeys } from "../frame/useKeys";

/** Rows are the links marked `data-row` inside the element that the returned ref is put on. */
export function useListKeys<E extends HTMLElement = HTMLOListElement>() {
  const list = useRef<E>(null);
  const step = (by: 1 | -1): void => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
    const at = rows.findIndex((row) => row === document.activeElement);
    const next = at === -1 ? rows[by === 1 ? 0 : rows.length - 1] : rows[at + by];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  useKeys({
    next: () => {
      step(1);
    },
    previous: () => {
      step(-1);
    },
  });
  return list;
}
