import { IconCheck, IconX } from "@tabler/icons-react";
import { useState } from "react";

import type { PlannedRow } from "../../capture/api";
import { useT } from "../../i18n";
import { Pager } from "../../parts/Pager";
import { RawName } from "../../parts/RawName";
import { Said } from "../../parts/Said";
import { pauseIn, verdicts } from "./asked";
import classes from "./capture.module.css";

const PER_PAGE = 100;

/** What would be asked for, row by row; what cannot be used stands first. */
export function PlanTable({ rows, stale }: { rows: readonly PlannedRow[]; stale: boolean }) {
  const t = useT();
  const [page, setPage] = useState(1);
  const { good, wrong, watched } = verdicts(rows);
  const ordered = [...rows].sort((a, b) => Number(a.wrong === null) - Number(b.wrong === null));
  const last = Math.max(1, Math.ceil(rows.length / PER_PAGE));
  const shown = Math.min(page, last);
  return (
    <section className={classes.plan} aria-label={t("capture.plan")} data-stale={stale}>
      <p className={classes.summary} role="status">
        {t("capture.plan.good", { count: good })}
        {wrong > 0 && <b> {t("capture.plan.wrong", { count: wrong })}</b>}
        {watched > 0 && ` ${t("capture.plan.watched", { count: watched })}`}
      </p>
      <p className={classes.dim}>{t("capture.plan.meaning")}</p>
      <ol className={classes.rows}>
        {ordered.slice((shown - 1) * PER_PAGE, shown * PER_PAGE).map((row) => (
          <PlanLine key={row.line} row={row} />
        ))}
      </ol>
      <Pager page={shown} perPage={PER_PAGE} total={rows.length} what={t("capture.plan")} go={setPage} />
    </section>
  );
}

function PlanLine({ row }: { row: PlannedRow }) {
  const t = useT();
  const every = useEvery();
  return (
    <li className={classes.row} data-tone={row.wrong === null ? "good" : "bad"}>
      {row.wrong === null ? <IconCheck size={16} aria-hidden /> : <IconX size={16} aria-hidden />}
      <div>
        <p className={classes.address}>
          <span className={classes.dim}>{t("capture.plan.line", { line: row.line })}</span>{" "}
          {row.url !== null && <RawName name={row.url} />}
        </p>
        {row.wrong === null ? (
          <p className={classes.said}>
            {row.risk !== null && <span>{t(`risk.${row.risk}`)}</span>}
            {row.every !== null && <span>{every(row.every)}</span>}
            {row.restrictions > 0 && <span>{t("capture.plan.restricted", { count: row.restrictions })}</span>}
            {row.source !== null && <Said text={row.source} />}
            {row.note !== null && <Said text={row.note} />}
          </p>
        ) : (
          <p className={classes.wrong} dir="auto">{row.wrong}</p>
        )}
      </div>
    </li>
  );
}

/** Says a pause between two looks: “every 6 hours”. */
export function useEvery(): (seconds: number) => string {
  const t = useT();
  return (seconds) => {
    const { unit, count } = pauseIn(seconds);
    return t(`watch.every.${unit}`, { count });
  };
}
