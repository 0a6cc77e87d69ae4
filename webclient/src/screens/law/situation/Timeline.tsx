import { IconCalendarEvent, IconFlag, IconGavel, IconMessageQuestion } from "@tabler/icons-react";
import type { ComponentType } from "react";
import { useIntl } from "react-intl";

import type { Moment, MomentKind } from "../../../law/proceedings";
import type { Standing } from "../../../law/matters";
import { messageId, useT } from "../../../i18n";
import { isolated } from "../../../parts/sizes";
import { edtfDay } from "../../item/edtf";
import { useLabel } from "../Labelled";
import { nameOf } from "../../../law/names";
import law from "../law.module.css";
import { Passage } from "../Passage";
import { StatedBy } from "../StatedBy";
import { Withdraw } from "../Withdraw";
import classes from "./situation.module.css";

const SHAPE: Record<MomentKind, ComponentType<{ size: number }>> = {
  step: IconGavel,
  undertaking: IconFlag,
  incident: IconCalendarEvent,
};

/** One line of time for steps, undertakings and incidents, each with its passages. */
export function Timeline({
  moments,
  known,
  later,
  isToday,
  correct,
}: {
  moments: readonly Moment[];
  known: ReadonlyMap<string, Standing>;
  /** How many became known after the day that is shown. */
  later: number;
  isToday: boolean;
  correct: (key: string) => void;
}) {
  const t = useT();
  return (
    <>
      {moments.length === 0 && <p className={law.dim}>{t(isToday ? "law.timeline.none" : "law.timeline.noneYet")}</p>}
      <ol className={classes.line}>
        {moments.map((moment) => (
          <MomentEntry key={moment.key} moment={moment} known={known} correct={correct} />
        ))}
      </ol>
      {later > 0 && <p className={law.dim}>{t("law.timeline.later", { count: later })}</p>}
    </>
  );
}

function MomentEntry({
  moment,
  known,
  correct,
}: {
  moment: Moment;
  known: ReadonlyMap<string, Standing>;
  correct: (key: string) => void;
}) {
  const t = useT();
  const intl = useIntl();
  const label = useLabel();
  const claimed = moment.said_by !== "";
  const Shape = claimed ? IconMessageQuestion : SHAPE[moment.kind];
  const proceeding = known.get(moment.proceeding ?? "")?.matter;
  const standing = known.get(moment.key);
  const stage = moment.stage === null ? null : messageId("law.stage", moment.stage);
  return (
    <li id={`m-${moment.key}`} className={classes.entry} data-claim={claimed} tabIndex={-1}>
      <span className={classes.dot}><Shape size={17} aria-hidden /></span>
      <p className={classes.entryHead}>
        <b><bdi>{moment.date === null ? t("law.undated") : edtfDay(intl, moment.date)}</bdi></b>
        <span>{t(`law.matter.${moment.kind}`)}</span>
        {proceeding !== undefined && <bdi>{nameOf(proceeding, label, known)}</bdi>}
        {moment.known.day !== null && moment.known.told !== moment.date && (
          <span title={t(`law.known.${moment.known.basis}`)}>
            {t("law.becameKnown", { date: isolated(edtfDay(intl, moment.known.told ?? moment.known.day)) })}
          </span>
        )}
        {moment.standing !== "counted" && <span className={law.tag}>{t(`law.standing.${moment.standing}`)}</span>}
        {stage !== null && <span className={law.tag}>{t(stage)}</span>}
      </p>
      <p className={classes.says}><bdi>{withoutDate(label(moment.says), moment.date)}</bdi></p>
      {moment.beside.length > 0 && (
        <p className={classes.beside}>
          {t("law.standsBeside")}{" "}
          {moment.beside.map((key) => <a key={key} href={`#m-${key}`}>{key}</a>)}
        </p>
      )}
      {moment.answers !== null && (
        <p className={law.dim}>{t("law.field.answers")} <a href={`#m-${moment.answers}`}>{moment.answers}</a></p>
      )}
      {moment.cites.map((cite, at) => <Passage key={at} cite={cite} />)}
      {moment.cites.length === 0 && <p className={law.dim}>{t("law.noPassage")}</p>}
      {standing !== undefined && (
        <StatedBy by={standing.by} at={standing.at} reason={standing.matter.reason} number={standing.number} />
      )}
      <p>
        <button type="button" className={law.quiet} onClick={() => { correct(moment.key); }}>{t("law.newVersion")}</button>
        <Withdraw of={moment.key} />
      </p>
    </li>
  );
}

/** The sentence without the date that it begins with, where that stands above it already. */
function withoutDate(says: string, date: string | null): string {
  if (date === null) return says;
  // In Arabic sentences the date is isolated.
  const beginning = [`${date}: `, `\u2066${date}\u2069: `].find((each) => says.startsWith(each));
  return beginning === undefined ? says : says.slice(beginning.length);
}
