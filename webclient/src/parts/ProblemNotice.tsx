import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";

import type { Problem } from "../api";
import { asProblem, PURPOSE_REQUIRED } from "../client/problem";
import { PurposeForm } from "../frame/PurposeForm";
import { messageId, useT } from "../i18n";
import classes from "./parts.module.css";

/** A failure: what happened and what to do. A missing purpose is asked for in its place. */
export function ProblemNotice({ error, retry }: { error: unknown; retry?: () => void }) {
  const problem = asProblem(error);
  if (problem.type === PURPOSE_REQUIRED) return <PurposeAsked detail={problem.detail} />;
  return <ProblemBox problem={problem} {...(retry && { retry })} />;
}

export function ProblemBox({ problem, retry }: { problem: Problem; retry?: () => void }) {
  const t = useT();
  const [kind, name] = problem.type.split(":");
  const known = kind === "client" && name !== undefined ? messageId("problem", name) : null;
  const advice = kind === "client" && name !== undefined ? messageId("problem.remedy", name) : null;
  const remedy = problem.remedy ?? (advice === null ? null : t(advice));
  return (
    <div className={classes.problem} role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <div>
        <p className={classes.problemTitle} dir="auto">
          {known === null ? (problem.detail ?? problem.title) : t(known)}
        </p>
        {known !== null && problem.detail !== null && <p dir="auto">{problem.detail}</p>}
        {remedy !== null && (
          <p dir="auto">
            <b>{t("problem.whatToDo")}</b> {remedy}
          </p>
        )}
        {retry !== undefined && (
          <Button size="xs" variant="default" mt={8} onClick={retry}>
            {t("problem.again")}
          </Button>
        )}
      </div>
    </div>
  );
}

function PurposeAsked({ detail }: { detail: string | null }) {
  const t = useT();
  return (
    <section className={classes.purposeAsked} aria-labelledby="purpose-asked">
      <h2 id="purpose-asked">{t("purpose.needed")}</h2>
      {detail !== null && <p dir="auto">{detail}</p>}
      <p>{t("purpose.explained")}</p>
      <PurposeForm />
    </section>
  );
}
