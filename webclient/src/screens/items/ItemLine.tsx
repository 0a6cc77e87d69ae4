import { Link } from "@tanstack/react-router";
import { useIntl } from "react-intl";

import type { ItemRow } from "../../api";
import { useT } from "../../i18n";
import { noticeWords } from "../../parts/notices";
import { RawName } from "../../parts/RawName";
import { Restrictions } from "../../parts/Restrictions";
import { Said } from "../../parts/Said";
import { languageName, size } from "../../parts/sizes";
import { StateBadge } from "../../parts/StateBadge";
import { When, day } from "../../parts/When";
import classes from "./items.module.css";

/** One item as a row; a restricted one stands there with the reason and without its content. */
export function ItemLine({ row, kinds }: { row: ItemRow; kinds: boolean }) {
  const t = useT();
  const intl = useIntl();
  return (
    <tr className={classes.row} data-hidden={row.hidden}>
      <th scope="row">
        <Link to="/items/$ref" params={{ ref: row.ref }} className={classes.title} dir="auto" data-row>
          {row.hidden ? t("items.hidden") : <RawName name={row.title ?? row.name ?? row.ref} />}
        </Link>
        <div className={classes.under}>
          <span dir="ltr" className={classes.ref}>{row.ref}</span>
          {row.title !== null && row.name !== null && <RawName name={row.name} />}
          {row.articles !== null && row.articles > 1 && (
            <span>{t("items.articles", { count: row.articles })}</span>
          )}
          {(row.inside ?? 0) > 0 && (
            <Link to="/items/$ref" params={{ ref: row.ref }} search={{ side: "inside" }}>
              {t("items.inside", { count: row.inside ?? 0 })}
            </Link>
          )}
          {row.restricted && <Restrictions list={row.restrictions} />}
        </div>
        {row.hidden && <p className={classes.why}>{t("items.hidden.why")}</p>}
      </th>
      <td>
        {row.state !== null && <StateBadge state={row.state} />}
        {row.erased !== null && (
          <p className={classes.reason}>
            {t("erased.told", { day: day(intl, row.erased.at), order: String(row.erased.order) })}
          </p>
        )}
        {row.erased === null && row.reason !== null && (
          <p className={classes.reason} dir="auto">{noticeWords(intl, row.code, row.reason)}</p>
        )}
      </td>
      {kinds ? (
        <td>{row.media_type !== null && <code dir="ltr" className={classes.kind}>{row.media_type}</code>}</td>
      ) : (
        <td>{row.language !== null && languageName(intl, row.language)}</td>
      )}
      <td>{row.source !== null && <Said text={row.source} />}</td>
      <td className={classes.when}>{row.acquired_at !== null && <When at={row.acquired_at} short />}</td>
      <td className={classes.number}>{row.size !== null && row.state !== "erased" && size(intl, row.size)}</td>
    </tr>
  );
}
