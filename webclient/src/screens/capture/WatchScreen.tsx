import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useState } from "react";

import type { Look, Watch } from "../../capture/api";
import { endWatch, runWatches, watchOf } from "../../capture/queries";
import { T, useT } from "../../i18n";
import { Facts } from "../../parts/Facts";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { RawName } from "../../parts/RawName";
import { Ref } from "../../parts/Ref";
import { Restrictions } from "../../parts/Restrictions";
import { Said } from "../../parts/Said";
import { useListKeys } from "../../parts/useListKeys";
import { Waiting } from "../../parts/Waiting";
import { When } from "../../parts/When";
import { CaptureFrame } from "./CaptureFrame";
import classes from "./capture.module.css";
import { DifferenceView } from "./DifferenceView";
import { LookedBadge, OutcomeBadge } from "./OutcomeBadge";
import { useEvery } from "./PlanTable";
import { useMeasures } from "./measures";

/** One watched page: every look at it, and how one capture differs from the one before. */
export function WatchScreen() {
  const { key } = useParams({ from: "/capture/watches/$key" });
  const view = useSearch({ from: "/capture/watches/$key" });
  const t = useT();
  const found = useQuery(watchOf(key));
  return (
    <CaptureFrame title={t("watch.one")} aside={<Link to="/capture/watches">{t("watch.all")}</Link>}>
      {found.isPending && <Waiting />}
      {found.isError && <ProblemNotice error={found.error} retry={() => void found.refetch()} />}
      {found.isSuccess && <About watch={found.data} />}
      {found.isSuccess && <History watch={found.data} shown={view.look} />}
      {found.isSuccess && view.look !== undefined && <DifferenceView key={view.look} watch={key} place={view.look} />}
    </CaptureFrame>
  );
}

function About({ watch }: { watch: Watch }) {
  const t = useT();
  const every = useEvery();
  const navigate = useNavigate();
  const run = useMutation({
    mutationFn: () => runWatches([watch.name]),
    onSuccess: ({ key }) => void navigate({ to: "/capture/runs/$key", params: { key } }),
  });
  return (
    <section className={classes.about}>
      <h2 className={classes.address}><RawName name={watch.url ?? watch.name} /></h2>
      <Facts
        rows={[
          [t("watch.pause"), every(watch.every)],
          [t("risk"), t(`risk.${watch.risk}`)],
          [t("watch.since"), <T key="v" id="watch.setBy" values={{ at: <When key="at" at={watch.at} />, by: <bdi key="by">{watch.by}</bdi> }} />],
          ...(watch.ended_at === null
            ? [[t("watch.next"), watch.waiting ? t("watch.due.now") : watch.due === null ? t("none") : <When key="v" at={watch.due} />] as const]
            : [[t("watch.endedAt"), <span key="v"><When at={watch.ended_at} /> {watch.reason !== null && <Said text={watch.reason} />}</span>] as const]),
          ...(watch.note === null ? [] : ([[t("watch.note"), <Said key="v" text={watch.note} />]] as const)),
          ...(watch.restrictions.length === 0 ? [] : ([[t("field.restrictions"), <Restrictions key="v" list={watch.restrictions} />]] as const)),
        ]}
      />
      {watch.ended_at === null && (
        <>
          <div className={classes.tools}>
            <Button
              size="xs"
              loading={run.isPending}
              leftSection={<IconPlayerPlay size={15} aria-hidden />}
              onClick={() => {
                run.mutate();
              }}
            >
              {t("watch.runNow")}
            </Button>
            <span className={classes.dim}>{t("watch.run.warning")}</span>
          </div>
          {run.isError && <ProblemNotice error={run.error} />}
          <End watch={watch} />
        </>
      )}
    </section>
  );
}

function End({ watch }: { watch: Watch }) {
  const t = useT();
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const end = useMutation({ mutationFn: () => endWatch(watch.name, reason.trim()) });
  return (
    <details className={classes.end}>
      <summary>{t("watch.end")}</summary>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (reason.trim() !== "") end.mutate();
        }}
      >
        <TextInput
          label={t("watch.end.reason")}
          description={t("watch.end.meaning")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          required
          dir="auto"
          value={reason}
          error={asked && reason.trim() === "" ? t("watch.end.missing") : undefined}
          onChange={(event) => {
            setReason(event.currentTarget.value);
          }}
        />
        {end.isError && <ProblemNotice error={end.error} />}
        <Button type="submit" size="xs" variant="default" loading={end.isPending}>{t("watch.end")}</Button>
      </form>
    </details>
  );
}

function History({ watch, shown }: { watch: Watch; shown: number | undefined }) {
  const t = useT();
  const list = useListKeys();
  return (
    <section className={classes.looked} aria-label={t("watch.history")}>
      <h2>{t("watch.history")}</h2>
      {watch.looks.length === 0 && <p>{t("watch.history.none")}</p>}
      <ol className={classes.looks} ref={list}>
        {[...watch.looks].reverse().map((look) => (
          <LookLine key={look.place} watch={watch.name} look={look} shown={look.place === shown} />
        ))}
      </ol>
    </section>
  );
}

function LookLine({ watch, look, shown }: { watch: string; look: Look; shown: boolean }) {
  const t = useT();
  const measures = useMeasures();
  const said = measures(look.measures);
  return (
    <li className={classes.look} data-shown={shown}>
      <p className={classes.said}>
        <LookedBadge looked={look.outcome} />
        <When at={look.at} />
        {look.state !== null && look.state !== "captured" && <OutcomeBadge outcome={look.state} />}
        {look.item !== null && <Ref value={look.item} />}
        <span className={classes.dim}>{t("entry.index", { index: String(look.number) })}</span>
        {look.compared !== null && (
          <Link
            to="/capture/watches/$key"
            params={{ key: watch }}
            search={shown ? {} : { look: look.place }}
            resetScroll={false}
            data-row
            {...(shown && { "aria-current": "true" as const })}
          >
            {t(shown ? "watch.difference.close" : "watch.difference.show")}
          </Link>
        )}
      </p>
      <p className={classes.dim}>
        {t(`looked.${look.outcome}.meaning`)} {said.join(" ")}
      </p>
    </li>
  );
}
