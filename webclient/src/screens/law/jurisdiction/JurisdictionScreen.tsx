import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

import type { QuestionView } from "../../../law/address";
import { answer } from "../../../law/queries";
import { T, useT } from "../../../i18n";
import { ProblemNotice } from "../../../parts/ProblemNotice";
import { Waiting } from "../../../parts/Waiting";
import { LawFrame } from "../LawFrame";
import law from "../law.module.css";
import { AnswerView } from "./AnswerView";
import classes from "./jurisdiction.module.css";
import { QuestionForm } from "./QuestionForm";

/** Could the Court act on a crime? The question is the address; the answer shows its steps. */
export function JurisdictionScreen() {
  const t = useT();
  const view = useSearch({ from: "/law/jurisdiction" });
  const navigate = useNavigate({ from: "/law/jurisdiction" });
  const asked = { ...view, charge: undefined };
  const ready = view.crime !== undefined && view.as_of !== undefined;
  const found = useQuery(answer(asked));
  const shown = useRef<HTMLElement>(null);
  const { dataUpdatedAt, isSuccess } = found;
  useEffect(() => {
    const below = globalThis.matchMedia("(max-width: 62em)").matches;
    if (ready && isSuccess && below) shown.current?.scrollIntoView({ block: "start" });
  }, [ready, isSuccess, dataUpdatedAt]);
  return (
    <LawFrame title={t("law.jurisdiction")}>
      <p className={law.lead}>{t("law.jurisdiction.meaning")}</p>
      {view.charge !== undefined && (
        <p className={law.lead}>
          <T
            id="law.question.fromCharge"
            values={{
              key: <bdi>{view.charge}</bdi>,
              link: (words) => <Link to="/law/charges/$key" params={{ key: view.charge ?? "" }}>{words}</Link>,
            }}
          />
        </p>
      )}
      <div className={classes.columns}>
        <QuestionForm
          key={JSON.stringify(asked)}
          view={view}
          ask={(next: QuestionView) => void navigate({ search: next, resetScroll: false })}
        />
        <section ref={shown} className={classes.answer} aria-label={t("law.answer")} aria-live="polite">
          {!ready && <p className={law.empty}>{t("law.answer.empty")}</p>}
          {ready && found.isPending && <Waiting />}
          {ready && found.isError && <ProblemNotice error={found.error} retry={() => void found.refetch()} />}
          {ready && isSuccess && <AnswerView answer={found.data} />}
        </section>
      </div>
    </LawFrame>
  );
}
