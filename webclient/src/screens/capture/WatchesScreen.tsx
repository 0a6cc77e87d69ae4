import { Button, Switch } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { IconPlayerPlay, IconPlus } from "@tabler/icons-react";

import type { Watch } from "../../capture/api";
import { runWatches, watches } from "../../capture/queries";
import { T, useT } from "../../i18n";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { RawName } from "../../parts/RawName";
import { Restrictions } from "../../parts/Restrictions";
import { Said } from "../../parts/Said";
import { useListKeys } from "../../parts/useListKeys";
import { Waiting } from "../../parts/Waiting";
import { When } from "../../parts/When";
import { CaptureFrame } from "./CaptureFrame";
import classes from "./capture.module.css";
import { LookedBadge } from "./OutcomeBadge";
import { useEvery } from "./PlanTable";
import { RunList } from "./RunList";
import { WatchForm } from "./WatchForm";

/** Pages that are looked at again and again: what is due and most at risk first. */
export function WatchesScreen() {
  const t = useT();
  const view = useSearch({ from: "/capture/watches" });
  const navigate = useNavigate({ from: "/capture/watches" });
  const found = useQuery(watches(view.ended === 1));
  const list = useListKeys<HTMLUListElement>();
  const run = useMutation({
    mutationFn: () => runWatches([]),
    onSuccess: ({ key }) => void navigate({ to: "/capture/runs/$key", params: { key } }),
  });
  const due = (found.data ?? []).filter(({ waiting }) => waiting).length;
  const entering = view.enter === "watch";
  return (
    <CaptureFrame
      title={t("watch.title")}
      aside={
        !entering && (
          <Button
            size="xs"
            leftSection={<IconPlus size={15} aria-hidden />}
            onClick={() => void navigate({ search: (old) => ({ ...old, enter: "watch" }) })}
          >
            {t("watch.add")}
          </Button>
        )
      }
    >
      <p className={classes.lead}>{t("watch.lead")}</p>
      {entering && <WatchForm done={() => void navigate({ search: (old) => ({ ...old, enter: undefined }) })} />}
      <RunList />
      <div className={classes.tools}>
        <Button
          size="xs"
          variant="default"
          disabled={due === 0}
          loading={run.isPending}
          leftSection={<IconPlayerPlay size={15} aria-hidden />}
          onClick={() => {
            run.mutate();
          }}
        >
          {t("watch.runDue", { count: due })}
        </Button>
        <Switch
          size="xs"
          label={t("watch.showEnded")}
          checked={view.ended === 1}
          onChange={(event) => {
            const ended = event.currentTarget.checked ? 1 : undefined;
            void navigate({ search: (old) => ({ ...old, ended }) });
          }}
        />
      </div>
      {due > 0 && <p className={classes.dim}>{t("watch.run.warning")}</p>}
      {run.isError && <ProblemNotice error={run.error} />}
      {found.isPending && <Waiting />}
      {found.isError && <ProblemNotice error={found.error} retry={() => void found.refetch()} />}
      {found.isSuccess && found.data.length === 0 && !entering && (
        <p className={classes.empty}>
          <T id="watch.none" values={{ add: t("watch.add") }} />
        </p>
      )}
      {found.isSuccess && (
        <ul className={classes.watches} ref={list}>
          {found.data.map((watch) => (
            <WatchLine key={watch.name} watch={watch} />
          ))}
        </ul>
      )}
    </CaptureFrame>
  );
}

function WatchLine({ watch }: { watch: Watch }) {
  const t = useT();
  const every = useEvery();
  const { last } = watch;
  return (
    <li className={classes.watch} data-due={watch.waiting} data-ended={watch.ended_at !== null}>
      <p className={classes.address}>
        <Link to="/capture/watches/$key" params={{ key: watch.name }} data-row>
          {watch.url === null ? t("watch.hidden") : <RawName name={watch.url} />}
        </Link>
      </p>
      <p className={classes.said}>
        <Standing watch={watch} />
        <span className={classes.risk} data-risk={watch.risk}>{t(`risk.${watch.risk}`)}</span>
        <span>{every(watch.every)}</span>
        {last !== null && <LookedBadge looked={last.outcome} />}
        {last !== null && <span><T id="watch.last" values={{ at: <When key="at" at={last.at} /> }} /></span>}
        {watch.restrictions.length > 0 && <Restrictions list={watch.restrictions} />}
        {watch.note !== null && <Said text={watch.note} />}
      </p>
    </li>
  );
}

/** When it is looked at next, or when it ended; of a hidden one neither is told. */
function Standing({ watch: { due, ended_at, waiting } }: { watch: Watch }) {
  const t = useT();
  if (ended_at !== null) {
    return <span><T id="watch.ended" values={{ at: <When key="at" at={ended_at} short /> }} /></span>;
  }
  if (due === null && !waiting) return null;
  return (
    <span className={classes.state} data-going={waiting}>
      {waiting || due === null ? t("watch.due.now") : <T id="watch.due" values={{ at: <When key="at" at={due} /> }} />}
    </span>
  );
}
