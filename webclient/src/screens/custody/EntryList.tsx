import { UnstyledButton } from "@mantine/core";
import { useDisclosure, useId } from "@mantine/hooks";
import { useIntl } from "react-intl";

import type { Entry, Json } from "../../api";
import { useT } from "../../i18n";
import { TimeOfDay, day } from "../../parts/When";
import classes from "./custody.module.css";
import { EntrySentence } from "./EntrySentence";

/** Entries newest first, day by day, each as a sentence with its fields underneath on demand. */
export function EntryList({
  entries,
  heading: Heading,
}: {
  entries: readonly Entry[];
  heading: "h2" | "h3";
}) {
  const intl = useIntl();
  const days = byDay(entries);
  return days.map(([date, those]) => (
    <section key={date} className={classes.day} aria-label={day(intl, date)}>
      <Heading className={classes.date}>{day(intl, date)}</Heading>
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
  const [opened, fields] = useDisclosure(false);
  const id = useId();
  return (
    <li className={classes.entry} data-type={entry.type}>
      <div className={classes.entryHead}>
        <span className={classes.index}>{t("entry.index", { index: String(entry.index) })}</span>
        <span>{t(`entryType.${entry.type}`)}</span>
        <TimeOfDay at={entry.at} />
        {entry.actor?.verified === false && (
          <span className={classes.unverified} title={t(`actor.${entry.actor.basis}`)}>
            {t("actor.unverifiedNamed")}
          </span>
        )}
        <UnstyledButton
          className={classes.toggle}
          aria-expanded={opened}
          aria-controls={id}
          onClick={fields.toggle}
        >
          {t(opened ? "entry.hideFields" : "entry.fields")}
        </UnstyledButton>
      </div>
      <p className={classes.sentence}>
        <EntrySentence entry={entry} />
      </p>
      <dl id={id} className={classes.fields} dir="ltr" hidden={!opened}>
        {Object.entries(entry.fields).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{plainly(value)}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

function plainly(value: Json): string {
  if (value === null) return "–";
  return typeof value === "string" ? value : JSON.stringify(value, null, 1);
}
