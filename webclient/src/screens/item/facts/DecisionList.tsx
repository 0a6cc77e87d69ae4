import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useIntl } from "react-intl";

import type { Fact, FactDecision } from "../../../api";
import { session } from "../../../client/queries";
import { fieldName } from "../../../facts/words";
import { useT } from "../../../i18n";
import { isolated } from "../../../parts/sizes";
import { When } from "../../../parts/When";
import classes from "./facts.module.css";

/** What people decided about a fact, in the order of the log; what was taken back stays visible. */
export function DecisionList({
  fact: about,
  show: open,
  takeBack,
}: {
  fact: Fact;
  show: (id: string) => void;
  takeBack: (number: number) => void;
}) {
  const t = useT();
  const intl = useIntl();
  const { data: known } = useQuery(session);
  const made: FactDecision[] =
    about.made_by === undefined || about.decision === undefined
      ? []
      : [{
          number: about.decision,
          decision: about.corrects === undefined ? "add" : "correct",
          by: about.made_by,
          at: about.at ?? "",
          reason: about.reason ?? "",
        }];
  const all = [...made, ...(about.decisions ?? [])];
  if (all.length === 0) return <p className={classes.dim}>{t("fact.noDecisions")}</p>;
  return (
    <ol className={classes.decisions}>
      {all.map((each) => (
        <li key={each.number} data-withdrawn={each.withdrawn !== undefined}>
          <p>
            <b>
              {t(each.mark === undefined ? `decision.${each.decision as "add" | "correct"}` : `decision.mark.${each.mark}`, {
                name: isolated(each.by.name),
              })}
            </b>{" "}
            <span className={classes.dim}>
              <When at={each.at} /> · {t("entry.index", { index: String(each.number) })}
            </span>
          </p>
          <p dir="auto">{each.reason}</p>
          {each.fields !== undefined && (
            <p className={classes.dim}>
              {Object.keys(each.fields).map((name) => fieldName(intl, about.kind, name)).join(" · ")}
            </p>
          )}
          {each.withdrawn !== undefined ? (
            <p className={classes.dim}>{t("decision.withdrawn", { number: String(each.withdrawn) })}</p>
          ) : (
            <div className={classes.deeds}>
              {each.made !== undefined && each.decision === "correct" && (
                <Button size="compact-xs" variant="default" onClick={() => { open(each.made ?? ""); }}>
                  {t("fact.showNew")}
                </Button>
              )}
              {each.by.name === known?.actor.name && (
                <Button size="compact-xs" variant="default" onClick={() => { takeBack(each.number); }}>
                  {t("decision.takeBack")}
                </Button>
              )}
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}
