import { useIntl } from "react-intl";

import type { Entry, Json } from "../../api";
import { useT } from "../../i18n";
import { When, day } from "../../parts/When";
import classes from "./custody.module.css";
import { EntrySentence } from "./EntrySentence";

/** Entries newest first, day by day, each as a sentence with its fields underneath on demand. */
export function EntryList({ entries }: { entries: readonly Entry[] }) {
  const intl = useIntl();
  const days = byDay(entries);
  return days.map(([date, those]) => (
    <section key={date} className={classes.day} aria-label={day(intl, date)}>
      <h3>{day(intl, date)}</h3>
      <ol className={classes.entries}>
        {those.map((entry) => (
          <EntryRow key={entry.index} entry={entry} />
        ))}
      </ol>
    </section>
  ));
}

/** Neighbours of one UTC day; the order of the log is kept even if a clock ran backward. */
function byDay(entries: readonly Entry[]): [day: string, entries: Entry[]][] {
  const days: [string, Entry[]][] = [];
  for (const entry of entries) {
    const date = entry.at.slice(0, 10);
    const last = days.at(-1);
    if (last?.[0] === date) last[1].push(entry);
    else days.push([date, [entry]]);
  }
  return days;
}

function EntryRow({ entry }: { entry: Entry }) {
  const t = useT();
  return (
    <li className={classes.entry} data-type={entry.type}>
      <div className={classes.entryHead}>
        <span className={classes.index}>{t("entry.index", { index: String(entry.index) })}</span>
        <span>{t(`entryType.${entry.type}`)}</span>
        <When at={entry.at} />
        {entry.actor?.verified === false && (
          <span className={classes.unverified} title={t(`actor.${entry.actor.basis}`)}>
            {t("actor.unverifiedNamed")}
          </span>
        )}
      </div>
      <p className={classes.sentence}>
        <EntrySentence entry={entry} />
      </p>
      <details className={classes.fields}>
        <summary>{t("entry.fields")}</summary>
        <dl dir="ltr">
          {Object.entries(entry.fields).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir="auto">{plainly(value)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  );
}

function plainly(value: Json): string {
  if (value === null) return "–";
  return typeof value === "string" ? value : JSON.stringify(value, null, 1);
}
