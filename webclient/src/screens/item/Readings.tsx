import { useIntl } from "react-intl";

import type { Item, ReadingSummary } from "../../api";
import { useT } from "../../i18n";
import { Exact } from "../../parts/Copy";
import { Facts } from "../../parts/Facts";
import { languageName } from "../../parts/sizes";
import { StateBadge } from "../../parts/StateBadge";
import classes from "./item.module.css";
import { Warnings } from "./Warnings";

/** Each reading with the recipe by which it can be made again. */
export function Readings({ item, current }: { item: Item; current: string | null }) {
  const t = useT();
  return (
    <div className={classes.sheetOfFacts} data-scrolls tabIndex={0} role="region" aria-label={t("side.readings")}>
      <p className={classes.dim}>{t("readings.meaning")}</p>
      {item.readings.length === 0 && <p>{t("readings.none")}</p>}
      {[...item.readings].reverse().map((reading) => (
        <ReadingCard key={reading.key} reading={reading} shown={reading.key === current} />
      ))}
    </div>
  );
}

function ReadingCard({ reading, shown }: { reading: ReadingSummary; shown: boolean }) {
  const t = useT();
  const intl = useIntl();
  const { recipe } = reading;
  return (
    <section className={classes.reading}>
      <h2>
        <code dir="ltr">{reading.key.slice(0, 12)}</code> <StateBadge state={reading.state} />
        {shown && <span className={classes.shown}>{t("readings.shown")}</span>}
      </h2>
      <Warnings list={reading.warnings} />
      <Facts
        rows={[
          [t("readings.key"), <Exact key="key" value={reading.key} label={t("readings.key")} />],
          [t("readings.tool"), <span key="tool" dir="ltr">{`${recipe.tool} ${recipe.version}`}</span>],
          [
            t("readings.libraries"),
            <span key="libraries" dir="ltr">
              {recipe.libraries.map(([name, version]) => `${name} ${version}`).join(", ") || "–"}
            </span>,
          ],
          [
            t("readings.environment"),
            <span key="environment" dir="ltr">{recipe.environment.join(", ") || "–"}</span>,
          ],
          [t("original.kind"), <code key="type" dir="ltr">{reading.media_type}</code>],
          [t("readings.encoding"), <span key="encoding" dir="ltr">{reading.encoding ?? "–"}</span>],
          [
            t("items.language"),
            reading.language === null ? "–" : languageName(intl, reading.language),
          ],
        ]}
      />
    </section>
  );
}
