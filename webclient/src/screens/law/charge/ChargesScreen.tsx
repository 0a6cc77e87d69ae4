import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { IconPlus } from "@tabler/icons-react";

import { ofKind, standingOf } from "../../../law/matters";
import type { Charge, Standing } from "../../../law/matters";
import { KINDS_OF_MATTERS, nameOf } from "../../../law/names";
import { crimes, matters, modes } from "../../../law/queries";
import { useT } from "../../../i18n";
import { ProblemNotice } from "../../../parts/ProblemNotice";
import { useListKeys } from "../../../parts/useListKeys";
import { Waiting } from "../../../parts/Waiting";
import { LawFrame } from "../LawFrame";
import { Provision, useLabel } from "../Labelled";
import law from "../law.module.css";
import { MatterForm } from "../MatterForm";
import situation from "../situation/situation.module.css";

const ENTERED = ["charge", "person", "incident"] as const;

/** The charges that people have entered, of whatever party, each with the way to its matrix. */
export function ChargesScreen() {
  const t = useT();
  const view = useSearch({ from: "/law/charges" });
  const navigate = useNavigate({ from: "/law/charges" });
  const found = useQuery(matters(KINDS_OF_MATTERS));
  const known = standingOf(found.data ?? []);
  const charges = ofKind(known, "charge");
  const list = useListKeys<HTMLUListElement>();
  const entering = ENTERED.find((each) => each === view.enter);
  const enter = (what: string | undefined): void => {
    void navigate({ search: { enter: what } });
  };
  const lacking = (["situation", "person", "incident"] as const).filter((kind) => ofKind(known, kind).length === 0);
  return (
    <LawFrame title={t("law.charges")}>
      <p className={law.lead}>{t("law.charges.meaning")}</p>
      {entering === undefined ? (
        <p className={law.deeds}>
          {ENTERED.map((kind) => (
            <Button
              key={kind}
              size="xs"
              variant={kind === "charge" ? "filled" : "default"}
              leftSection={<IconPlus size={15} aria-hidden />}
              onClick={() => { enter(kind); }}
            >
              {t(`law.enter.${kind}`)}
            </Button>
          ))}
        </p>
      ) : (
        <MatterForm
          key={entering}
          kind={entering}
          done={(matter) => {
            if (entering === "charge") void navigate({ to: "/law/charges/$key", params: { key: matter.key } });
            else enter("charge");
          }}
          cancel={() => { enter(undefined); }}
        >
          {entering === "charge" && found.isSuccess && lacking.length > 0 && (
            <p role="note" className={law.dim}>
              {t("law.charges.lacks")}{" "}
              {lacking.map((kind) =>
                kind === "situation" ? (
                  <Link key={kind} to="/law/situations" search={{ enter: "situation" }}>{t("law.enter.situation")}</Link>
                ) : (
                  <Link key={kind} to="/law/charges" search={{ enter: kind }}>{t(`law.enter.${kind}`)}</Link>
                ),
              ).flatMap((link, at) => (at === 0 ? [link] : [" · ", link]))}
            </p>
          )}
        </MatterForm>
      )}
      {found.isPending && <Waiting />}
      {found.isError && <ProblemNotice error={found.error} retry={() => void found.refetch()} />}
      {found.isSuccess && charges.length === 0 && entering === undefined && <p className={law.empty}>{t("law.charges.none")}</p>}
      <ul ref={list} className={situation.cards}>
        {charges.map((each) => <ChargeCard key={each.matter.key} standing={each} known={known} />)}
      </ul>
    </LawFrame>
  );
}

export function ChargeCard({
  standing,
  known,
}: {
  standing: Standing<Charge>;
  known: ReadonlyMap<string, Standing>;
}) {
  const t = useT();
  const label = useLabel();
  const { matter } = standing;
  const { data: ofCrimes } = useQuery(crimes);
  const { data: ofModes } = useQuery(modes);
  const crime = ofCrimes?.crimes.find(({ id }) => id === matter.crime);
  const mode = ofModes?.find(({ id }) => id === matter.mode);
  const named = (key: string): string => {
    const of = known.get(key)?.matter;
    return of === undefined ? key : nameOf(of, label);
  };
  return (
    <li className={situation.card}>
      <Link to="/law/charges/$key" params={{ key: matter.key }} data-row className={situation.cardName}>
        <bdi>{matter.name === undefined || matter.name === "" ? (crime === undefined ? matter.key : label(crime.label)) : matter.name}</bdi>
      </Link>
      <p>
        {t("law.allegedPerson")} <bdi>{named(matter.person)}</bdi>
      </p>
      <p className={law.dim}>
        <span><Provision id={matter.crime} /> {crime !== undefined && <bdi>{label(crime.label)}</bdi>}</span>
        <span><Provision id={matter.mode} /> {mode !== undefined && <bdi>{label(mode.label)}</bdi>}</span>
        <bdi>{named(matter.situation)}</bdi>
        <span>{t("law.count.incidents", { count: matter.incidents.length })}</span>
      </p>
    </li>
  );
}
