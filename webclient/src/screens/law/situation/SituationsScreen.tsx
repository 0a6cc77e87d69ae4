import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { IconPlus } from "@tabler/icons-react";
import { useIntl } from "react-intl";

import { ofKind, standingOf } from "../../../law/matters";
import type { Situation, Standing } from "../../../law/matters";
import { KINDS_OF_MATTERS, nameOf } from "../../../law/names";
import { matters } from "../../../law/queries";
import { T, useT } from "../../../i18n";
import { ProblemNotice } from "../../../parts/ProblemNotice";
import { useListKeys } from "../../../parts/useListKeys";
import { Waiting } from "../../../parts/Waiting";
import { edtfDay } from "../../item/edtf";
import { LawFrame } from "../LawFrame";
import { useLabel } from "../Labelled";
import law from "../law.module.css";
import { MatterForm } from "../MatterForm";
import { States } from "../States";
import classes from "./situation.module.css";

/** The situations that people have entered, each with what belongs to it. */
export function SituationsScreen() {
  const t = useT();
  const view = useSearch({ from: "/law/situations" });
  const navigate = useNavigate({ from: "/law/situations" });
  const found = useQuery(matters(KINDS_OF_MATTERS));
  const known = standingOf(found.data ?? []);
  const situations = ofKind(known, "situation");
  const list = useListKeys<HTMLUListElement>();
  const entering = view.enter === "situation";
  const enter = (what: string | undefined): void => {
    void navigate({ search: { enter: what } });
  };
  return (
    <LawFrame
      title={t("law.situations")}
      aside={
        !entering && (
          <Button size="xs" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => { enter("situation"); }}>
            {t("law.enter.situation")}
          </Button>
        )
      }
    >
      <p className={law.lead}>{t("law.situations.meaning")}</p>
      {entering && (
        <MatterForm
          kind="situation"
          done={(matter) => void navigate({ to: "/law/situations/$key", params: { key: matter.key } })}
          cancel={() => { enter(undefined); }}
        />
      )}
      {found.isPending && <Waiting />}
      {found.isError && <ProblemNotice error={found.error} retry={() => void found.refetch()} />}
      {found.isSuccess && situations.length === 0 && !entering && (
        <div className={law.empty}>
          <p>{t("law.situations.none")}</p>
          <p>
            <T
              id="law.situations.meanwhile"
              values={{
                jurisdiction: (words) => <Link to="/law/jurisdiction">{words}</Link>,
                crimes: (words) => <Link to="/law/crimes">{words}</Link>,
              }}
            />
          </p>
        </div>
      )}
      <ul ref={list} className={classes.cards}>
        {situations.map((each) => <SituationCard key={each.matter.key} standing={each} known={known} />)}
      </ul>
    </LawFrame>
  );
}

function SituationCard({
  standing,
  known,
}: {
  standing: Standing<Situation>;
  known: ReadonlyMap<string, Standing>;
}) {
  const t = useT();
  const intl = useIntl();
  const label = useLabel();
  const { matter } = standing;
  const count = (kind: "proceeding" | "incident" | "charge" | "undertaking"): number =>
    ofKind(known, kind).filter((each) => each.matter.situation === matter.key).length;
  return (
    <li className={classes.card}>
      <Link to="/law/situations/$key" params={{ key: matter.key }} data-row className={classes.cardName}>
        <bdi>{nameOf(matter, label)}</bdi>
      </Link>
      <p className={law.dim}>
        {[matter.body, matter.reference].filter((each) => each !== undefined && each !== "").map((each) => (
          <bdi key={each}>{each}</bdi>
        ))}
        {(matter.states ?? []).length > 0 && <States codes={matter.states ?? []} />}
        {matter.period != null && <bdi>{edtfDay(intl, matter.period)}</bdi>}
      </p>
      <p className={classes.counts}>
        <span>{t("law.count.proceedings", { count: count("proceeding") })}</span>
        <span>{t("law.count.incidents", { count: count("incident") })}</span>
        <span>{t("law.count.undertakings", { count: count("undertaking") })}</span>
        <span>{t("law.count.charges", { count: count("charge") })}</span>
      </p>
    </li>
  );
}
