import { Tabs } from "@mantine/core";
import type { ReactNode } from "react";

import { SIDES } from "../../address";
import type { Side } from "../../address";
import type { Item } from "../../api";
import { useT } from "../../i18n";
import classes from "./item.module.css";

/** What stands beside the text, one at a time; on a narrow screen the text is one of them. */
export function SideTabs({
  item,
  narrow,
  shown,
  facts,
  choose,
  children,
}: {
  item: Item;
  narrow: boolean;
  shown: Side;
  /** How many facts there are. */
  facts: number;
  choose: (side: Side) => void;
  children: Record<Side, ReactNode>;
}) {
  const t = useT();
  const counts: Partial<Record<Side, number>> = {
    ...((item.inside ?? 0) > 0 && { inside: item.inside ?? 0 }),
    ...(facts > 0 && { facts }),
    readings: item.readings.length,
    custody: item.entries.length,
  };
  return (
    <Tabs
      value={shown}
      keepMounted={false}
      className={classes.tabs}
      onChange={(next) => {
        const side = SIDES.find((known) => known === next);
        if (side !== undefined) choose(side);
      }}
    >
      <Tabs.List className={classes.tabList}>
        {SIDES.filter((side) => shows(side, item, narrow) || side === shown).map((side) => (
          <Tabs.Tab key={side} value={side}>
            {t(`side.${side}`)}
            {counts[side] !== undefined && <span className={classes.tabCount}>{counts[side]}</span>}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={shown} className={classes.tabPanel}>
        {children[shown]}
      </Tabs.Panel>
    </Tabs>
  );
}

/** The text has a pane of its own where there is room; what cannot be there has no tab. */
function shows(side: Side, item: Item, narrow: boolean): boolean {
  if (side === "text") return narrow;
  if (side === "law") return false; // it has a tab while somebody uses a passage there
  if (side === "capture") return isCapture(item);
  if (side === "facts") return item.state !== "erased";
  if (side === "inside") return (item.inside ?? 0) > 0;
  return side !== "alike" || item.readings.length > 0;
}

/** A page that was captured: what its bundle tells has a tab of its own. */
export function isCapture(item: Item): boolean {
  return item.media_type === "application/wacz" && item.form.method === "web-capture" && item.state !== "erased";
}
