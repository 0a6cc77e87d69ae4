import { Link } from "@tanstack/react-router";

import { T, useT } from "../../i18n";
import { When } from "../../parts/When";
import classes from "./law.module.css";

/** Who entered something and when, with its reason and the entry of the log. */
export function StatedBy({
  by,
  at,
  reason,
  number,
  withdrawn = null,
  replaced = null,
}: {
  by: string;
  at: string;
  reason: string;
  number: number;
  withdrawn?: number | null | undefined;
  replaced?: number | null | undefined;
}) {
  const t = useT();
  return (
    <div className={classes.stated}>
      <p dir="auto" className={classes.reason}>{reason}</p>
      <p className={classes.dim}>
        <T id="law.statedBy" values={{ by: <bdi>{by}</bdi>, at: <When at={at} short /> }} />{" · "}
        <Link to="/custody" search={{ before: number + 1 }}>{t("entry.index", { index: String(number) })}</Link>
        {withdrawn !== null && <> · <b>{t("law.withdrawnBy", { number: String(withdrawn) })}</b></>}
        {withdrawn === null && replaced !== null && <> · <b>{t("law.replacedBy", { number: String(replaced) })}</b></>}
      </p>
    </div>
  );
}
