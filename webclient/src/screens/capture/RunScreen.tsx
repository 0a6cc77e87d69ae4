import { Button, Progress } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { IconPlayerStop } from "@tabler/icons-react";
import { useState } from "react";
import { useIntl } from "react-intl";

import { runs, stopRun } from "../../capture/queries";
import { counted } from "../../capture/runs";
import type { Following, RunRow } from "../../capture/runs";
import { useRun } from "../../capture/useRun";
import { messageId, useT } from "../../i18n";
import { Pager } from "../../parts/Pager";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { ProblemError } from "../../client/problem";
import { RawName } from "../../parts/RawName";
import { Ref } from "../../parts/Ref";
import { size } from "../../parts/sizes";
import { StateBadge } from "../../parts/StateBadge";
import { Tell } from "../../parts/Tell";
import { Waiting } from "../../parts/Waiting";
import { CaptureFrame } from "./CaptureFrame";
import classes from "./capture.module.css";
import { LookedBadge, OutcomeBadge } from "./OutcomeBadge";

const PER_PAGE = 100;

/** A run of captures, page by page, as the server tells it. */
export function RunScreen() {
  const { key } = useParams({ from: "/capture/runs/$key" });
  const t = useT();
  const following = useRun(key);
  const { data: listed } = useQuery(runs);
  const run = listed?.find((each) => each.key === key);
  const stopped = useMutation({ mutationFn: () => stopRun(key) });
  const going = following.end === null && following.broken === null;
  const stopping = stopped.isSuccess || run?.stopping === true;
  return (
    <CaptureFrame
      title={t(run?.kind === "watch" ? "run.watch.title" : "run.title")}
      aside={
        going && (
          <Button
            size="xs"
            variant="default"
            disabled={stopping}
            loading={stopped.isPending}
            leftSection={<IconPlayerStop size={15} aria-hidden />}
            onClick={() => {
              stopped.mutate();
            }}
          >
            {t("run.stop")}
          </Button>
        )
      }
    >
      <p className={classes.lead}>{t(going ? (stopping ? "run.stopping.meaning" : "run.going.meaning") : "run.ended.meaning")}</p>
      {stopped.isError && <ProblemNotice error={stopped.error} />}
      {following.broken !== null && <ProblemNotice error={new ProblemError(following.broken)} />}
      {going && following.rows.length === 0 && <Waiting />}
      {following.rows.length > 0 && <Summary following={following} going={going} />}
      {following.left.length > 0 && (
        <section className={classes.runs}>
          <h2>{t("run.left")}</h2>
          <ul>
            {following.left.map(({ ref, reason }, index) => (
              <li key={index}>
                {ref !== null && <Ref value={ref} />}
                {reason !== null && <span dir="auto">{reason}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Rows rows={following.rows} />
      {following.end !== null && (
        <p className={classes.onward}>
          <Link to="/capture/pages">{t("run.another")}</Link>
          <Link to="/items">{t("nav.items")}</Link>
          <Link to="/capture/watches">{t("watch.title")}</Link>
        </p>
      )}
    </CaptureFrame>
  );
}

function Summary({ following, going }: { following: Following; going: boolean }) {
  const t = useT();
  const { done, lost } = counted(following);
  const all = following.rows.length;
  const said = t("run.done", { done, all, lost });
  const interrupted = following.end?.interrupted === true;
  return (
    <div className={classes.progress}>
      <p className={classes.summary}>
        {said} {interrupted && <b>{t("run.interrupted")}</b>}
      </p>
      {going && <Progress value={(done / all) * 100} size={6} aria-label={said} />}
      <Tell text={going ? "" : said} />
    </div>
  );
}

function Rows({ rows }: { rows: readonly RunRow[] }) {
  const t = useT();
  const [page, setPage] = useState(1);
  return (
    <>
      <ol className={classes.rows}>
        {rows.slice((page - 1) * PER_PAGE, page * PER_PAGE).map((row) => (
          <RunLine key={row.page} row={row} />
        ))}
      </ol>
      <Pager page={page} perPage={PER_PAGE} total={rows.length} what={t("run.pages")} go={setPage} />
    </>
  );
}

function RunLine({ row }: { row: RunRow }) {
  const t = useT();
  const intl = useIntl();
  return (
    <li className={classes.runRow} data-done={row.done}>
      <p className={classes.address}>
        {row.url === null ? <span className={classes.dim}>{t("run.hidden")}</span> : <RawName name={row.url} />}
      </p>
      <p className={classes.said}>
        {!row.done && <span className={classes.step} data-step={row.step !== null}>{stepWords(t, row.step)}</span>}
        {row.outcome !== null && <OutcomeBadge outcome={row.outcome} />}
        {row.looked !== null && <LookedBadge looked={row.looked} />}
        {row.status !== null && <span>{t("capture.status", { status: String(row.status) })}</span>}
        {row.requests > 0 && !row.done && (
          <span>{t("run.sofar", { requests: row.requests, bytes: size(intl, row.bytes) })}</span>
        )}
        {row.ref !== null && <Ref value={row.ref} />}
        {row.entry !== null && <span className={classes.dim}>{t("entry.index", { index: String(row.entry) })}</span>}
        {row.ref !== null && (row.state === null ? <span className={classes.dim}>{t("stage.reading")}</span> : <StateBadge state={row.state} />)}
        {row.watch !== null && (
          <Link to="/capture/watches/$key" params={{ key: row.watch }}>{t("run.watched")}</Link>
        )}
      </p>
      {row.done && row.ref === null && <p className={classes.wrong}>{t("run.lost")}</p>}
      {row.reason !== null && <p className={classes.wrong} dir="auto">{row.reason}</p>}
    </li>
  );
}

function stepWords(t: ReturnType<typeof useT>, step: string | null): string {
  if (step === null) return t("step.queued");
  return t(messageId("step", step) ?? "step.working");
}
