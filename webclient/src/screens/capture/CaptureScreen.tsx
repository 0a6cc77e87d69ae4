import { Button, NativeSelect } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { RISKS } from "../../capture/api";
import { capture, plan } from "../../capture/queries";
import { session } from "../../client/queries";
import { T, useT } from "../../i18n";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { AcquisitionForm } from "../add/AcquisitionForm";
import { blankForm, lacksEmbargoDate } from "../add/form";
import { PAUSES, askedPages, verdicts } from "./asked";
import type { Draft } from "./asked";
import { CaptureFrame } from "./CaptureFrame";
import classes from "./capture.module.css";
import { ListField } from "./ListField";
import { PlanTable } from "./PlanTable";
import { RunList } from "./RunList";
import { WayChoice } from "./WayChoice";

/** A list must rest this long before the server is asked what it says of it. */
const RESTED_MS = 500;

/** Pages are asked for: which, under which form, by which way. */
export function CaptureScreen() {
  const t = useT();
  const navigate = useNavigate();
  const { data: known } = useQuery(session);
  const [draft, setDraft] = useState<Draft>(() => ({
    pages: "",
    form: blankForm(known?.actor.name ?? ""),
    profile: null,
    risk: "normal",
    every: null,
    warned: false,
  }));
  const [asked, setAsked] = useState(false);
  const change = (some: Partial<Draft>): void => {
    setDraft((old) => ({ ...old, ...some }));
  };
  const planned = usePlan(draft);
  const begun = useMutation({
    mutationFn: () => capture(askedPages(draft)),
    onSuccess: (run) => void navigate({ to: "/capture/runs/$key", params: { key: run.key } }),
  });
  const empty = draft.pages.trim() === "";
  const { good, wrong } = verdicts(planned.rows);
  const submit = (): void => {
    setAsked(true);
    if (!empty && draft.warned && good > 0 && wrong === 0 && planned.settled && !lacksEmbargoDate(draft.form)) {
      begun.mutate();
    }
  };
  return (
    <CaptureFrame title={t("capture.title")}>
      <p className={classes.lead}>{t("capture.lead")}</p>
      <RunList />
      <form
        noValidate
        className={classes.columns}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className={classes.left}>
          <ListField pages={draft.pages} missing={asked && empty} change={(pages) => { change({ pages }); }} />
          {planned.error !== null && !empty && <ProblemNotice error={planned.error} />}
          {planned.rows.length > 0 && <PlanTable rows={planned.rows} stale={!planned.settled} />}
          <div className={classes.pair}>
            <RiskChoice draft={draft} change={change} />
            <PauseChoice draft={draft} change={change} />
          </div>
          <WayChoice profile={draft.profile} warned={draft.warned} asked={asked} change={change} />
          {begun.isError && <ProblemNotice error={begun.error} />}
          <div className={classes.go}>
            <Button type="submit" loading={begun.isPending}>
              {t("capture.go", { count: good })}
            </Button>
            <p>
              {asked && wrong > 0 ? (
                <b className={classes.wrong}>{t("capture.go.wrong", { count: wrong })}</b>
              ) : (
                <T id="capture.go.meaning" />
              )}
            </p>
          </div>
        </div>
        <AcquisitionForm form={draft.form} change={(form) => { change({ form }); }} asked={asked} capture />
      </form>
    </CaptureFrame>
  );
}

interface Choosing {
  draft: Draft;
  change: (some: Partial<Draft>) => void;
}

function RiskChoice({ draft, change }: Choosing) {
  const t = useT();
  return (
    <NativeSelect
      label={t("risk")}
      description={t("risk.for")}
      inputWrapperOrder={["label", "input", "description"]}
      value={draft.risk}
      onChange={(event) => {
        const risk = RISKS.find((each) => each === event.currentTarget.value);
        if (risk !== undefined) change({ risk });
      }}
    >
      {RISKS.map((risk) => (
        <option key={risk} value={risk}>{t(`risk.${risk}`)}</option>
      ))}
    </NativeSelect>
  );
}

function PauseChoice({ draft, change }: Choosing) {
  const t = useT();
  return (
    <NativeSelect
      label={t("capture.watch")}
      description={t("capture.watch.for")}
      inputWrapperOrder={["label", "input", "description"]}
      value={draft.every ?? ""}
      onChange={(event) => {
        change({ every: PAUSES.find((each) => each === event.currentTarget.value) ?? null });
      }}
    >
      <option value="">{t("capture.watch.not")}</option>
      {PAUSES.map((pause) => (
        <option key={pause} value={pause}>{t(`pause.${pause}`)}</option>
      ))}
    </NativeSelect>
  );
}

/** What the server says of the list as it is written; nothing is asked of anybody else for it. */
function usePlan(draft: Draft) {
  const [rested] = useDebouncedValue(draft, RESTED_MS);
  const empty = rested.pages.trim() === "" || draft.pages.trim() === "";
  const asked = askedPages({ ...rested, warned: false });
  const found = useQuery({
    queryKey: ["captures", "plan", asked],
    queryFn: () => plan(asked),
    enabled: !empty && !lacksEmbargoDate(rested.form),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  return {
    rows: empty || found.isError ? [] : (found.data ?? []),
    error: found.isError ? found.error : null,
    settled: rested.pages === draft.pages && found.isSuccess && !found.isPlaceholderData,
  };
}
