import { Progress } from "@mantine/core";
import { useIntl } from "react-intl";

import { useT } from "../../i18n";
import { ProblemBox } from "../../parts/ProblemNotice";
import { Ref } from "../../parts/Ref";
import { size } from "../../parts/sizes";
import { StateBadge } from "../../parts/StateBadge";
import { Tell } from "../../parts/Tell";
import classes from "./add.module.css";
import type { Batch, Row } from "./batch";

/** One batch, file by file, as the server tells it. */
export function BatchTable({ batch }: { batch: Batch }) {
  const t = useT();
  const { end, broken, sent } = batch;
  const summary =
    end === null
      ? ""
      : t("batch.end", { preserved: end.preserved, held: end.already_held, failed: end.failed });
  return (
    <section className={classes.batch} aria-label={t("batch")}>
      {end === null && broken === null && (
        <div className={classes.sending}>
          <span>{t(sent < 1 ? "batch.sending" : "batch.sent")}</span>
          <Progress value={sent * 100} size={5} aria-label={t("batch.sending")} />
        </div>
      )}
      {end !== null && <p className={classes.summary}>{summary}</p>}
      <Tell text={summary} />
      {broken !== null && <ProblemBox problem={broken} />}
      <ul className={classes.rows}>
        {batch.rows.map((row) => (
          <RowLine key={row.id} row={row} />
        ))}
      </ul>
    </section>
  );
}

function RowLine({ row }: { row: Row }) {
  const t = useT();
  const intl = useIntl();
  return (
    <li className={classes.row} data-stage={row.stage}>
      <div className={classes.rowName}>
        <bdi>{row.name}</bdi> <span className={classes.dim}>{size(intl, row.size)}</span>
      </div>
      <div className={classes.rowStage}>
        <span className={classes.stage} data-stage={row.stage}>
          {row.stage === "preserved" && row.entry !== null
            ? t("stage.preservedAs", { index: String(row.entry) })
            : t(`stage.${row.stage}`)}
        </span>
        {row.ref !== null && <Ref value={row.ref} />}
        {row.stage === "preserved" &&
          (row.state === null || row.state === "preserved" ? (
            <span className={classes.dim}>{t("stage.reading")}</span>
          ) : (
            <StateBadge state={row.state} />
          ))}
      </div>
      {row.reason !== null && <p className={classes.rowReason} dir="auto">{row.reason}</p>}
      {row.stage === "unknown" && <p className={classes.rowReason}>{t("stage.unknown.next")}</p>}
    </li>
  );
}
