import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconDownload } from "@tabler/icons-react";
import { useIntl } from "react-intl";

import type { Matrix, Named, Stated } from "../../../law/api";
import type { Standing } from "../../../law/matters";
import { EXPORTS, exportMatrix } from "../../../law/queries";
import type { Export } from "../../../law/queries";
import { useT } from "../../../i18n";
import { Facts } from "../../../parts/Facts";
import { ProblemNotice } from "../../../parts/ProblemNotice";
import { saveFile } from "../../../parts/save";
import { useLanguage } from "../../../preferences/language";
import { edtfDay } from "../../item/edtf";
import { Provision, useLabel } from "../Labelled";
import { StatedBy } from "../StatedBy";
import { States } from "../States";
import { ChargeJurisdiction } from "./ChargeJurisdiction";
import classes from "./charge.module.css";

/** What the charge is made of; everything in it is alleged. */
export function ChargeHead({ of, matrix, known, correct }: {
  of: string;
  matrix: Matrix;
  /** The matters that stand: the charge itself, and the person whom it names. */
  known: ReadonlyMap<string, Standing>;
  correct: () => void;
}) {
  const t = useT();
  const intl = useIntl();
  const label = useLabel();
  const { charge } = matrix;
  return (
    <section className={classes.head} aria-label={t("law.charge")}>
      <p className={classes.alleged}>{t("law.charge.alleged")}</p>
      <Facts
        rows={[
          [t("law.field.person"), <NamedWords key="person" of={charge.person} />],
          [
            t("law.field.crime"),
            <span key="crime">
              <Link to="/law/crimes" search={{ crime: charge.crime }}><Provision id={charge.crime} /></Link>{" "}
              <bdi>{label(charge.crime_label)}</bdi>
            </span>,
          ],
          [t("law.field.mode"), <span key="mode"><Provision id={charge.mode} /> <bdi>{label(charge.mode_label)}</bdi></span>],
          [
            t("law.field.situation"),
            <Link key="situation" to="/law/situations/$key" params={{ key: charge.situation.key }}>
              <NamedWords of={charge.situation} />
            </Link>,
          ],
          [
            t("law.field.incidents"),
            <ul key="incidents" className={classes.incidents}>
              {charge.incidents.map((incident) => (
                <li key={incident.key}>
                  <NamedWords of={incident} />
                  {incident.date !== null && <> · {edtfDay(intl, incident.date)}</>}
                  {incident.states.length > 0 && <> · <States codes={incident.states} /></>}
                </li>
              ))}
            </ul>,
          ],
          [
            t("law.field.period"),
            charge.period === null
              ? t("notStated")
              : <span key="period"><bdi>{edtfDay(intl, charge.period)}</bdi>{!charge.period_told && ` (${t("law.fromIncidents")})`}</span>,
          ],
          [
            t("law.field.states"),
            charge.states.length === 0
              ? t("notStated")
              : <span key="states"><States codes={charge.states} />{!charge.states_told && ` (${t("law.fromIncidents")})`}</span>,
          ],
          [t("law.jurisdiction"), <ChargeJurisdiction key="jurisdiction" of={of} charge={charge} />],
          [t("law.entered"), <Entry key="stated" stated={charge.stated} />],
        ]}
      />
      <div className={classes.deeds}>
        {known.has(of) && (
          <Button size="xs" variant="default" onClick={correct}>{t("law.newVersion")}</Button>
        )}
        <Exports of={of} />
      </div>
    </section>
  );
}

function Entry({ stated }: { stated: Stated }) {
  const { by, at, reason, number } = stated;
  return <StatedBy by={by} at={at} reason={reason} number={number} />;
}

function NamedWords({ of }: { of: Named }) {
  const label = useLabel();
  return <bdi>{label({ en: of.name, ar: of.name_ar === "" ? of.name : of.name_ar }) || of.key}</bdi>;
}

function Exports({ of }: { of: string }) {
  const t = useT();
  const language = useLanguage();
  const fetched = useMutation({
    mutationFn: async (as: Export) => {
      saveFile(await exportMatrix(of, as, language), `${of}.${as}`);
    },
  });
  return (
    <>
      {EXPORTS.map((as) => (
        <Button
          key={as}
          size="xs"
          variant="default"
          leftSection={<IconDownload size={15} aria-hidden />}
          loading={fetched.isPending && fetched.variables === as}
          onClick={() => { fetched.mutate(as); }}
        >
          {t("law.export", { as: as.toUpperCase() })}
        </Button>
      ))}
      {fetched.isError && <ProblemNotice error={fetched.error} />}
    </>
  );
}
