import { useIntl } from "react-intl";

import type { Item } from "../../api";
import { T, useT } from "../../i18n";
import { StateBadge } from "../../parts/StateBadge";
import { day } from "../../parts/When";
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
          <b>{t("item.reason")}</b> {item.reason}
        </p>
      )}
      <Warnings list={item.readings.flatMap(({ warnings }) => warnings)} />
      {item.state !== "read" && item.state !== "partly-read" && (
        <p>
          <T id={`state.${item.state}.next`} />
        </p>
      )}
    </section>
  );
}
