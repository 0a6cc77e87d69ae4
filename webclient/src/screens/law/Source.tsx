import { useIntl } from "react-intl";

import { useT } from "../../i18n";
import { isolated } from "../../parts/sizes";
import { day } from "../../parts/When";
import classes from "./law.module.css";

/**
 * Where a fact of law can be read, and whether it was held against that. It is no link: this page
 * asks nobody else anything, and whoever opens the source elsewhere decides that.
 */
export function Source({
  source,
  retrieved,
  verified,
}: {
  source: string;
  retrieved?: string;
  verified?: boolean;
}) {
  const t = useT();
  const intl = useIntl();
  return (
    <p className={classes.source}>
      <bdi dir="auto">{source}</bdi>
      {retrieved !== undefined && retrieved !== "" && (
        <span>{t("law.source.retrieved", { date: isolated(day(intl, retrieved)) })}</span>
      )}
      {verified === false && <span className={classes.unchecked}>{t("law.source.unchecked")}</span>}
    </p>
  );
}
