import { Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import { useIntl } from "react-intl";

import { isDay } from "../../../law/address";
import { useT } from "../../../i18n";
import { isolated } from "../../../parts/sizes";
import { day as inWords } from "../../../parts/When";
import { DayInput } from "../DayInput";
import classes from "./situation.module.css";

/** Chooses the day as of which all is told; what became known later is not shown. */
export function KnownOn({
  day,
  isToday,
  around: [before, after],
  choose,
}: {
  day: string;
  isToday: boolean;
  around: [before: string | null, after: string | null];
  choose: (day: string | undefined) => void;
}) {
  const t = useT();
  const intl = useIntl();
  const [written, write] = useState(day);
  return (
    <form
      className={classes.control}
      onSubmit={(event) => {
        event.preventDefault();
        if (isDay(written)) choose(written);
      }}
    >
      <DayInput label={t("law.knownOn")} value={written} set={write} />
      <Button type="submit" size="sm" variant="default" disabled={!isDay(written) || written === day}>
        {t("law.knownOn.show")}
      </Button>
      <div className={classes.days} role="group" aria-label={t("law.knownOn.days")}>
        <Button
          size="sm"
          variant="default"
          disabled={before === null}
          leftSection={<IconChevronLeft size={15} aria-hidden className={classes.turns} />}
          onClick={() => { choose(before ?? undefined); }}
        >
          {before === null ? t("law.knownOn.first") : inWords(intl, before)}
        </Button>
        <Button
          size="sm"
          variant="default"
          disabled={after === null}
          rightSection={<IconChevronRight size={15} aria-hidden className={classes.turns} />}
          onClick={() => { choose(after ?? undefined); }}
        >
          {after === null ? t("law.knownOn.last") : inWords(intl, after)}
        </Button>
        {!isToday && (
          <Button size="sm" variant="subtle" onClick={() => { choose(undefined); }}>{t("law.knownOn.today")}</Button>
        )}
      </div>
      <p>
        {isToday
          ? t("law.knownOn.isToday")
          : t("law.knownOn.meaning", { date: isolated(inWords(intl, day)) })}
      </p>
    </form>
  );
}
