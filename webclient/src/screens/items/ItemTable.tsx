import type { ItemRow } from "../../api";
import { useT } from "../../i18n";
import { useListKeys } from "../../parts/useListKeys";
import { ItemLine } from "./ItemLine";
import classes from "./items.module.css";

/** Items in rows; with `kinds`, what kind of bytes each is instead of its language. */
export function ItemTable({ rows, stale, kinds = false }: { rows: readonly ItemRow[]; stale: boolean; kinds?: boolean }) {
  const t = useT();
  const list = useListKeys<HTMLTableSectionElement>();
  return (
    <div className={classes.tableBox}>
      <table className={classes.table} data-stale={stale}>
        <thead>
          <tr>
            <th scope="col">{t("items.item")}</th>
            <th scope="col">{t("items.state")}</th>
            <th scope="col">{t(kinds ? "original.kind" : "items.language")}</th>
            <th scope="col">{t("field.source")}</th>
            <th scope="col">{t("items.acquired")}</th>
            <th scope="col" className={classes.number}>{t("items.size")}</th>
          </tr>
        </thead>
        <tbody ref={list}>
          {rows.map((row) => (
            <ItemLine key={row.ref} row={row} kinds={kinds} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
