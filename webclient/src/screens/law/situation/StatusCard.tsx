import { IconAlertTriangle, IconMessageQuestion } from "@tabler/icons-react";
import { useIntl } from "react-intl";

import type { Flag, Status, TakenStep, TrackStatus } from "../../../law/proceedings";
import { useT } from "../../../i18n";
import { edtfDay } from "../../item/edtf";
import { Provision, useLabel } from "../Labelled";
import law from "../law.module.css";
import classes from "./situation.module.css";

/** The status of one proceeding as known on the day: what stands, and what is only said. */
export function StatusCard({ status }: { status: Status }) {
  const t = useT();
  const intl = useIntl();
  const label = useLabel();
  const steps = new Map([...status.steps, ...status.ahead].map((step) => [step.key, step]));
  const named = (keys: readonly string[]): TakenStep[] =>
    keys.flatMap((key) => steps.get(key) ?? []);
  const told = status.tracks.filter((track) => track.told && track.track !== "main");
  return (
    <article className={classes.status} aria-label={label(status.name)}>
      <h3><bdi>{label(status.name)}</bdi></h3>
      <p className={classes.state}>
        <b>{label(status.label)}</b>
        {status.since !== null && <span className={law.dim}>{t("law.since", { date: edtfDay(intl, status.since) })}</span>}
      </p>
      <p>{label(status.says)}</p>
      {status.claimed.length > 0 && (
        <section className={classes.claimed}>
          <h4><IconMessageQuestion size={15} aria-hidden /> {t("law.claimed")}</h4>
          <Steps steps={named(status.claimed)} />
        </section>
      )}
      {status.ahead.length > 0 && (
        <section>
          <h4>{t("law.ahead")}</h4>
          <Steps steps={status.ahead} />
        </section>
      )}
      {told.length > 0 && <Tracks title={t("law.tracks")} tracks={told} />}
      {status.beside.filter(({ tracks }) => tracks.length > 0).map(({ proceeding, tracks }) => (
        <Tracks key={proceeding} title={t("law.beside")} tracks={tracks} />
      ))}
      {status.remarks.length > 0 && (
        <ul className={classes.remarks}>
          {status.remarks.map((remark) => (
            <li key={remark.code}>{label(remark.says)} <Provisions of={remark.provisions} /></li>
          ))}
        </ul>
      )}
      {status.enforcement !== null && (
        <section>
          <h4>{t("law.enforcement")}</h4>
          <p>{label(status.enforcement.says)}</p>
          {status.enforcement.duties.flatMap((duty) =>
            duty.says.map((says, at) => <p key={`${duty.key} ${at}`}>{label(says)}</p>),
          )}
        </section>
      )}
      <Flags flags={status.flags} />
      {status.superseded.length > 0 && (
        <section>
          <h4>{t("law.superseded")}</h4>
          <Steps steps={named(status.superseded.map(({ key }) => key))} />
        </section>
      )}
    </article>
  );
}

function Steps({ steps }: { steps: readonly TakenStep[] }) {
  const label = useLabel();
  return (
    <ul className={classes.stepList}>
      {steps.map((step) => (
        <li key={step.key}>
          <a href={`#m-${step.key}`}><bdi>{label(step.says)}</bdi></a>
        </li>
      ))}
    </ul>
  );
}

function Tracks({ title, tracks }: { title: string; tracks: readonly TrackStatus[] }) {
  const intl = useIntl();
  const label = useLabel();
  return (
    <section>
      <h4>{title}</h4>
      <dl className={classes.tracks}>
        {tracks.map((track) => (
          <div key={track.track}>
            <dt>{label(track.label)}</dt>
            <dd title={label(track.says)}>
              {label(track.state_label)}
              {track.since !== null && <span className={law.dim}> · {edtfDay(intl, track.since)}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What does not fit, with its rule: it is flagged, never refused. */
export function Flags({ flags }: { flags: readonly Flag[] }) {
  const t = useT();
  const label = useLabel();
  if (flags.length === 0) return null;
  return (
    <section className={classes.flags}>
      <h4><IconAlertTriangle size={15} aria-hidden /> {t("law.flags")}</h4>
      <ul>
        {flags.map((flag, at) => (
          <li key={at}>{label(flag.says)} <Provisions of={flag.provisions} /></li>
        ))}
      </ul>
    </section>
  );
}

export function Provisions({ of }: { of: readonly string[] }) {
  return of.map((each) => <Provision key={each} id={each} className={law.tag} />);
}
