import { Button } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { IconPlus } from "@tabler/icons-react";
import { useIntl } from "react-intl";

import { isDay } from "../../../law/address";
import { ofKind, standingOf } from "../../../law/matters";
import type { LegalProceeding, MatterKind, Situation, Standing } from "../../../law/matters";
import { nameOf } from "../../../law/names";
import { around, daysOf } from "../../../law/proceedings";
import { matters, status, timeline } from "../../../law/queries";
import { useT } from "../../../i18n";
import { ProblemNotice } from "../../../parts/ProblemNotice";
import { isolated } from "../../../parts/sizes";
import { Waiting } from "../../../parts/Waiting";
import { day } from "../../../parts/When";
import { edtfDay } from "../../item/edtf";
import { ChargeCard } from "../charge/ChargesScreen";
import { LawFrame } from "../LawFrame";
import { useLabel } from "../Labelled";
import law from "../law.module.css";
import { MatterForm } from "../MatterForm";
import { States } from "../States";
import { StatedBy } from "../StatedBy";
import { KnownOn } from "./KnownOn";
import classes from "./situation.module.css";
import { StatusCard } from "./StatusCard";
import { Timeline } from "./Timeline";

/** Everything that is shown here, so that a new version of it can be entered. */
const HERE: readonly MatterKind[] = [
  "situation", "person", "incident", "proceeding", "step", "undertaking", "charge", "conclusion",
];
/** What is entered in a situation, in the order in which it is needed. */
const ENTERED = ["person", "proceeding", "step", "incident", "undertaking", "charge", "conclusion"] as const;

/** A situation: its timeline and its proceedings, both as known on a day. */
export function SituationScreen() {
  const t = useT();
  const label = useLabel();
  const { key } = useParams({ from: "/law/situations/$key" });
  const found = useQuery(matters(HERE));
  const known = standingOf(found.data ?? []);
  const standing = ofKind(known, "situation").find(({ matter }) => matter.key === key);
  return (
    <LawFrame title={standing === undefined ? t("law.situationNamed", { key }) : nameOf(standing.matter, label)}>
      {found.isPending && <Waiting />}
      {found.isError && <ProblemNotice error={found.error} retry={() => void found.refetch()} />}
      {found.isSuccess && standing === undefined && (
        <div className={law.empty}>
          <p>{t("law.situation.missing")}</p>
          <p><Link to="/law/situations">{t("law.situations")}</Link></p>
        </div>
      )}
      {standing !== undefined && <Opened key={key} standing={standing} known={known} />}
    </LawFrame>
  );
}

function Opened({ standing, known }: { standing: Standing<Situation>; known: ReadonlyMap<string, Standing> }) {
  const t = useT();
  const intl = useIntl();
  const view = useSearch({ from: "/law/situations/$key" });
  const navigate = useNavigate({ from: "/law/situations/$key" });
  const { matter } = standing;
  const today = new Date().toISOString().slice(0, 10);
  const asked = view.known_on !== undefined && isDay(view.known_on) ? view.known_on : today;
  const ever = useQuery(timeline(matter.key, today));
  const then = useQuery(timeline(matter.key, asked));
  const days = daysOf(ever.data ?? []);
  const go = (change: { known_on?: string | undefined; enter?: string | undefined }): void => {
    void navigate({ replace: true, resetScroll: false, search: (old) => ({ ...old, ...change }) });
  };
  const charges = ofKind(known, "charge").filter((each) => each.matter.situation === matter.key);
  const proceedings = ofKind(known, "proceeding").filter((each) => each.matter.situation === matter.key);
  return (
    <>
      <p className={classes.head}>
        {[matter.body, matter.reference].filter((each) => each !== undefined && each !== "").map((each) => <bdi key={each}>{each}</bdi>)}
        {(matter.states ?? []).length > 0 && <States codes={matter.states ?? []} />}
        {matter.period != null && <bdi>{edtfDay(intl, matter.period)}</bdi>}
        <Link to="/law/situations/$key" params={{ key: matter.key }} search={(old) => ({ ...old, enter: matter.key })}>
          {t("law.newVersion")}
        </Link>
      </p>
      <KnownOn
        key={asked}
        day={asked}
        isToday={asked === today}
        around={around(days, asked)}
        choose={(next) => { go({ known_on: next === today ? undefined : next }); }}
      />
      <Entering situation={matter.key} known={known} enter={view.enter} go={(enter) => { go({ enter }); }} />
      <div className={classes.columns}>
        <section aria-label={t("law.timeline")}>
          <h2>{t("law.timeline")}</h2>
          {then.isPending && <Waiting />}
          {then.isError && <ProblemNotice error={then.error} retry={() => void then.refetch()} />}
          {then.isSuccess && (
            <Timeline
              moments={then.data}
              known={known}
              later={ever.isSuccess ? ever.data.length - then.data.length : 0}
              isToday={asked === today}
              correct={(key) => { go({ enter: key }); }}
            />
          )}
        </section>
        <section aria-label={t("law.statuses", { date: isolated(day(intl, asked)) })}>
          <h2>{t("law.statuses", { date: isolated(day(intl, asked)) })}</h2>
          <Statuses proceedings={proceedings} known_on={asked} />
          <h2>{t("law.charges")}</h2>
          {charges.length === 0 && <p className={law.dim}>{t("law.charges.noneHere")}</p>}
          <ul className={classes.cards}>
            {charges.map((each) => <ChargeCard key={each.matter.key} standing={each} known={known} />)}
          </ul>
          <h2 className={classes.entered}>{t("law.entered")}</h2>
          <StatedBy by={standing.by} at={standing.at} reason={matter.reason} number={standing.number} />
        </section>
      </div>
    </>
  );
}

function Statuses({
  proceedings,
  known_on,
}: {
  proceedings: readonly Standing<LegalProceeding>[];
  known_on: string;
}) {
  const t = useT();
  const all = useQueries({ queries: proceedings.map(({ matter }) => status(matter.key, known_on)) });
  if (proceedings.length === 0) return <p className={law.dim}>{t("law.proceedings.none")}</p>;
  return all.map((each, at) => {
    const key = proceedings[at]?.matter.key;
    if (each.isError) return <ProblemNotice key={key} error={each.error} retry={() => void each.refetch()} />;
    if (!each.isSuccess) return <Waiting key={key} />;
    return <StatusCard key={key} status={each.data} />;
  });
}

/** The forms of what belongs to a situation; `enter` is a kind, or the key of what is entered anew. */
function Entering({
  situation,
  known,
  enter,
  go,
}: {
  situation: string;
  known: ReadonlyMap<string, Standing>;
  enter: string | undefined;
  go: (enter: string | undefined) => void;
}) {
  const t = useT();
  const kind = ENTERED.find((each) => each === enter);
  const before = enter === undefined || kind !== undefined ? undefined : known.get(enter)?.matter;
  const leave = (): void => {
    go(undefined);
  };
  if (kind !== undefined) {
    return (
      <MatterForm
        key={kind}
        kind={kind}
        given={{ situation }}
        fixed={["situation"]}
        done={() => { go(kind === "step" ? "step" : undefined); }}
        cancel={leave}
      />
    );
  }
  if (before !== undefined) {
    return <MatterForm key={before.key} kind={before.decision} before={before} done={leave} cancel={leave} />;
  }
  return (
    <p className={law.deeds}>
      {ENTERED.map((each) => (
        <Button
          key={each}
          size="xs"
          variant="default"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => { go(each); }}
        >
          {t(`law.enter.${each}`)}
        </Button>
      ))}
    </p>
  );
}
