import { useIntl } from "react-intl";

import type { Item } from "../../api";
import { useT } from "../../i18n";
import { noticeWords } from "../../parts/notices";
import { StateBadge } from "../../parts/StateBadge";
import { WhatToDo } from "../../parts/WhatToDo";
import { day } from "../../parts/When";
import { ReadAgain } from "../../reading/ReadAgain";
import classes from "./item.module.css";
import { Warnings } from "./Warnings";

/** Why there is no text to show, and what can be done. */
export function NoText({ item }: { item: Item }) {
  const t = useT();
  const intl = useIntl();
  if (item.state === null) return null;
  return (
    <section className={classes.noText} aria-label={t("side.text")}>
      <StateBadge state={item.state} />
      <p>{t(`state.${item.state}.meaning`)}</p>
      {item.erased !== null && (
        <p>
          {t("erased.told", { day: day(intl, item.erased.at), order: String(item.erased.order) })}
        </p>
      )}
      {item.erased === null && item.reason !== null && (
        <p dir="auto">
          <b>{t("item.reason")}</b> {noticeWords(intl, item.code, item.reason)}
        </p>
      )}
      <Warnings
        list={(item.readings.at(-1)?.warnings ?? []).filter(({ detail }) => detail !== item.reason)}
      />
      {item.state !== "read" && item.state !== "partly-read" && (
        <p>
          <WhatToDo state={item.state} code={item.code} />
        </p>
      )}
      {item.state !== "erased" && item.state !== "preserved" && (
        <ReadAgain wanted={{ refs: [item.ref] }} count={1} locked={item.state === "encrypted"} />
      )}
    </section>
  );
}
