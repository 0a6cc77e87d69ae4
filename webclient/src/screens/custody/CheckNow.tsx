import { Button, Progress } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCheck,
  IconCircleDashed,
  IconLoader,
  IconShieldCheck,
  IconX,
} from "@tabler/icons-react";
import { useIntl } from "react-intl";

import type { Checking, StepState } from "../../custody/checking";
import { messageId, useT } from "../../i18n";
import { ProblemBox } from "../../parts/ProblemNotice";
import { size } from "../../parts/sizes";
import { Tell } from "../../parts/Tell";
import classes from "./custody.module.css";
import { useCheck } from "./useCheck";

/** Recomputes everything and tells it step by step: problems first, then what it does not show. */
export function CheckNow() {
  const t = useT();
  const { checking, running, start } = useCheck();
  return (
    <section className={classes.card} aria-labelledby="check">
      <h2 id="check">{t("check")}</h2>
      <p>{t("check.meaning")}</p>
      <Button size="sm" onClick={start} loading={running} leftSection={<IconShieldCheck size={17} aria-hidden />}>
        {t("check.now")}
      </Button>
      {checking !== null && (
        <div className={classes.checking}>
          <Outcome checking={checking} />
          <ol className={classes.steps}>
            {checking.steps.map((step) => (
              <StepLine key={step.step} step={step} stopped={checking.broken !== null} />
            ))}
          </ol>
        </div>
      )}
      <p className={classes.limits}>{t("check.limits")}</p>
    </section>
  );
}

function Outcome({ checking }: { checking: Checking }) {
  const t = useT();
  const intl = useIntl();
  const { end, problems, broken } = checking;
  const passed = end?.ok === true && problems.length === 0;
  const verdict = end === null ? "" : passed ? t("check.passed") : t("check.failed", { count: problems.length });
  return (
    <>
      {broken !== null && <ProblemBox problem={broken} />}
      {problems.length > 0 && (
        <ul className={classes.problems}>
          {problems.map(({ step, path, detail }, index) => (
            <li key={index}>
              <IconAlertTriangle size={16} aria-hidden />
              <div>
                <p dir="auto">{detail}</p>
                <p className={classes.problemPlace}>
                  {t(`checkStep.${step}`)}
                  {path !== null && path !== "" && <code dir="ltr">{path}</code>}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {end !== null && (
        <div className={classes.verdict} data-ok={passed}>
          <p className={classes.verdictWords}>{verdict}</p>
          <p>
            {t("check.amount", {
              objects: end.objects,
              bytes: size(intl, end.bytes),
              entries: end.entries,
              seconds: intl.formatNumber(end.seconds, { maximumFractionDigits: 1 }),
            })}
          </p>
          {end.entry !== null && <p>{t("check.logged", { index: String(end.entry) })}</p>}
          {end.not_entered !== null && (
            <p dir="auto">
              {t("check.notLogged")} {end.not_entered}
            </p>
          )}
        </div>
      )}
      <Tell text={verdict} />
    </>
  );
}

const ICONS = {
  waiting: IconCircleDashed,
  running: IconLoader,
  ok: IconCheck,
  failed: IconX,
} as const;

function StepLine({ step, stopped }: { step: StepState; stopped: boolean }) {
  const t = useT();
  const intl = useIntl();
  const Icon = ICONS[step.state];
  const known = messageId("checkStep", step.step);
  const name = known === null ? step.title : t(known);
  const share = step.total > 0 ? (step.done / step.total) * 100 : step.state === "ok" ? 100 : 0;
  return (
    <li className={classes.step} data-state={stopped && step.state === "running" ? "failed" : step.state}>
      <Icon size={17} aria-hidden />
      <div>
        <p>
          <span>{name}</span>
          <span className={classes.stepState}>
            {step.state === "running" && step.total > 0
              ? `${intl.formatNumber(step.done)} / ${intl.formatNumber(step.total)}`
              : t(`stepState.${step.state}`)}
          </span>
        </p>
        {step.state === "running" && <Progress value={share} size={4} aria-label={name} />}
      </div>
    </li>
  );
}
