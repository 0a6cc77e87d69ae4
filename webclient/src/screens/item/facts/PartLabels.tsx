import { useEffect, useState } from "react";
import type { RefObject } from "react";
import { useIntl } from "react-intl";

import type { Fact } from "../../../api";
import { partsOf } from "../../../facts/kinds";
import { fieldName } from "../../../facts/words";
import { pageRanges } from "../selection";
import classes from "./facts.module.css";

interface Label {
  name: string;
  top: number;
  left: number;
  right: number;
  rtl: boolean;
}

/**
 * Names the parts of the open fact above their words. The panel beside tells the same to those who
 * listen.
 */
export function PartLabels({
  root,
  fact,
  shown,
}: {
  root: RefObject<HTMLElement | null>;
  fact: Fact;
  shown: unknown;
}) {
  const intl = useIntl();
  const [labels, setLabels] = useState<readonly Label[]>([]);
  useEffect(() => {
    const pane = root.current;
    if (pane === null) return;
    const measure = (): void => {
      setLabels(labelsOf(pane, fact));
    };
    // Once more when far words, whose height was guessed, have been drawn.
    const again = setTimeout(measure, 250);
    const watch = new ResizeObserver(measure);
    watch.observe(pane);
    measure();
    return () => {
      clearTimeout(again);
      watch.disconnect();
    };
  }, [root, fact, shown]);
  return (
    <div className={classes.labels} aria-hidden dir="ltr">
      {labels.map((label) => (
        <span
          key={`${label.name} ${label.top} ${label.left}`}
          className={classes.label}
          style={label.rtl ? { top: label.top, right: label.right } : { top: label.top, left: label.left }}
        >
          {fieldName(intl, fact.kind, label.name)}
        </span>
      ))}
    </div>
  );
}

function labelsOf(pane: HTMLElement, fact: Fact): Label[] {
  const find = pageRanges(pane);
  const frame = pane.getBoundingClientRect();
  return partsOf(fact).flatMap(({ name, span }): Label[] => {
    const range = name === "span" ? undefined : find(span)[0];
    const box = range?.getClientRects()[0];
    if (range === undefined || box === undefined) return [];
    const around = range.startContainer.parentElement;
    return [
      {
        name,
        top: box.top - frame.top + pane.scrollTop,
        left: box.left - frame.left + pane.scrollLeft,
        right: frame.left + pane.clientWidth - box.right,
        rtl: around !== null && around.matches(":dir(rtl)"),
      },
    ];
  });
}
