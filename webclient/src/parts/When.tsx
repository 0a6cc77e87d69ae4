import { useIntl } from "react-intl";
import type { IntlShape } from "react-intl";

/** A moment in UTC, to the second: archives are read in every time zone. */
export function moment(intl: IntlShape, at: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  const told = intl.formatDate(date, {
    timeZone: "UTC",
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  return `${told} UTC`;
}

export function day(intl: IntlShape, at: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  return intl.formatDate(date, { timeZone: "UTC", year: "numeric", month: "short", day: "numeric" });
}

/** A moment as people read it; the exact microseconds are in the title. */
export function When({ at, short = false }: { at: string; short?: boolean }) {
  const intl = useIntl();
  return (
    <time dateTime={at} title={at}>
      {short ? day(intl, at) : moment(intl, at)}
    </time>
  );
}

/** The time alone, where the day stands above it. */
export function TimeOfDay({ at }: { at: string }) {
  const intl = useIntl();
  const date = new Date(at);
  const told = Number.isNaN(date.getTime())
    ? at
    : intl.formatDate(date, { timeZone: "UTC", timeStyle: "medium", hourCycle: "h23" });
  return (
    <time dateTime={at} title={at}>
      {told} UTC
    </time>
  );
}
