import { useRef, useState } from "react";
import type { PointerEvent } from "react";

import type { Fact, PageSize, Rect } from "../../../api";
import { placeOf } from "../../../facts/kinds";
import { headline } from "../../../facts/words";
import classes from "./facts.module.css";

function share(value: number, whole: number): string {
  return `${((value / whole) * 100).toFixed(4)}%`;
}

function styleOf([left, top, right, bottom]: Rect, page: PageSize) {
  return {
    left: share(left, page.width),
    top: share(top, page.height),
    width: share(right - left, page.width),
    height: share(bottom - top, page.height),
  };
}

/** What people noticed on a page, each as a box that opens it. */
export function NoticedBoxes({
  facts,
  page,
  open,
}: {
  facts: readonly Fact[];
  page: PageSize;
  open: (fact: Fact) => void;
}) {
  return facts.flatMap((fact) => {
    const place = placeOf(fact);
    if (place?.kind !== "page" || place.page !== page.page) return [];
    return place.rects.map((rect) => (
      <button
        key={`${fact.id} ${rect.join()}`}
        type="button"
        className={classes.noticedBox}
        style={styleOf(rect, page)}
        onClick={() => {
          open(fact);
        }}
      >
        <span dir="auto">{headline(fact)}</span>
      </button>
    ));
  });
}

/** A page on which a box can be drawn; who cannot draw writes its edges into the form. */
export function Drawing({
  page,
  rect,
  drawn,
}: {
  page: PageSize;
  rect: Rect | null;
  drawn: (rect: Rect) => void;
}) {
  const sheet = useRef<HTMLDivElement>(null);
  const [from, setFrom] = useState<readonly [number, number] | null>(null);
  const at = (event: PointerEvent): [number, number] => {
    const box = sheet.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    const part = (value: number, whole: number, size: number): number =>
      Math.round((Math.min(Math.max(value, 0), whole) / whole) * size);
    return [
      part(event.clientX - box.left, box.width, page.width),
      part(event.clientY - box.top, box.height, page.height),
    ];
  };
  const tell = (event: PointerEvent): void => {
    if (from === null) return;
    const [x, y] = at(event);
    const made: Rect = [Math.min(from[0], x), Math.min(from[1], y), Math.max(from[0], x), Math.max(from[1], y)];
    if (made[2] > made[0] && made[3] > made[1]) drawn(made);
  };
  return (
    <div
      ref={sheet}
      className={classes.drawing}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setFrom(at(event));
      }}
      onPointerMove={tell}
      onPointerUp={(event) => {
        tell(event);
        setFrom(null);
      }}
    >
      {rect !== null && <div className={classes.drawn} style={styleOf(rect, page)} />}
    </div>
  );
}
