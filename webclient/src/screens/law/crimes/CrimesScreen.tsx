import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";

import type { CrimeRow } from "../../../law/api";
import { crimesThatFit } from "../../../law/crimes";
import { crimes, identifier } from "../../../law/queries";
import { useT } from "../../../i18n";
import { asProblem } from "../../../client/problem";
import { ProblemNotice } from "../../../parts/ProblemNotice";
import { useListKeys } from "../../../parts/useListKeys";
import { Waiting } from "../../../parts/Waiting";
import { LawFrame } from "../LawFrame";
import { Provision, useLabel } from "../Labelled";
import law from "../law.module.css";
import { CrimePane } from "./CrimePane";
import classes from "./crimes.module.css";

const RESTED_MS = 150;

/** The crimes of the statute, found by any spelling, each with its elements. */
export function CrimesScreen() {
  const t = useT();
  const label = useLabel();
  const view = useSearch({ from: "/law/crimes" });
  const navigate = useNavigate({ from: "/law/crimes" });
  const [words, setWords] = useState(view.q ?? "");
  const [asked] = useDebouncedValue(words.trim(), RESTED_MS);
  const found = useQuery(crimes);
  const meant = useQuery(identifier(asked));
  const shown = crimesThatFit(found.data?.crimes ?? [], asked, meant.data?.id ?? null);
  const list = useListKeys<HTMLDivElement>();
  useEffect(() => {
    if ((view.q ?? "") === asked) return;
    void navigate({ replace: true, resetScroll: false, search: (old) => ({ ...old, q: asked === "" ? undefined : asked }) });
  }, [asked, view.q, navigate]);
  return (
    <LawFrame title={t("law.crimes")}>
      <p className={law.lead}>{t("law.crimes.meaning")}</p>
      <div className={classes.columns} data-open={view.crime !== undefined}>
        <div>
          <TextInput
            size="sm"
            dir="auto"
            label={t("law.crimes.find")}
            description={t("law.crimes.find.meaning")}
            autoComplete="off"
            value={words}
            onChange={(event) => { setWords(event.currentTarget.value); }}
          />
          {found.isPending && <Waiting />}
          {found.isError && <ProblemNotice error={found.error} retry={() => void found.refetch()} />}
          {found.isSuccess && shown.length === 0 && (
            <p className={law.empty}>
              {t("law.crimes.none")} {meant.isError && <bdi>{asProblem(meant.error).remedy}</bdi>}
            </p>
          )}
          <div ref={list} className={classes.list}>
            {(found.data?.families ?? []).map((family) => {
              const rows = shown.filter((row) => row.family === family.id);
              return rows.length === 0 ? null : (
                <section key={family.id}>
                  <h2><bdi>{label(family.label)}</bdi> <span className={law.number}>{rows.length}</span></h2>
                  <ul>
                    {rows.map((row) => <CrimeLine key={row.id} row={row} open={row.id === view.crime} />)}
                  </ul>
                </section>
              );
            })}
          </div>
        </div>
        {view.crime !== undefined && <CrimePane key={view.crime} id={view.crime} />}
      </div>
    </LawFrame>
  );
}

function CrimeLine({ row, open }: { row: CrimeRow; open: boolean }) {
  const t = useT();
  const label = useLabel();
  return (
    <li>
      <Link
        to="/law/crimes"
        search={(old) => ({ ...old, crime: row.id })}
        resetScroll={false}
        className={classes.crime}
        data-row
        {...(open && { "aria-current": "true" as const })}
      >
        <Provision id={row.id} />
        <bdi>{label(row.label)}</bdi>
        <span className={law.dim}>
          {row.elements_given === "given"
            ? t("law.elementsCount", { count: row.elements })
            : t(`law.elements.${row.elements_given}`)}
        </span>
      </Link>
    </li>
  );
}
