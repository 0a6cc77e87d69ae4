import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";

import type { Matrix } from "../../../law/api";
import { rowsOf } from "../../../law/matrix";
import { standingOf } from "../../../law/matters";
import { matrix, matters } from "../../../law/queries";
import { useT } from "../../../i18n";
import { ProblemNotice } from "../../../parts/ProblemNotice";
import { Waiting } from "../../../parts/Waiting";
import { LawFrame } from "../LawFrame";
import { useLabel } from "../Labelled";
import { MatterForm } from "../MatterForm";
import { Notices } from "../Notices";
import { Against } from "./Against";
import { ChargeHead } from "./ChargeHead";
import classes from "./charge.module.css";
import { ElementPanel } from "./ElementPanel";
import { Elsewhere } from "./Elsewhere";
import { MatrixTable } from "./MatrixTable";

/** A charge against the elements of its crime and mode of liability. */
export function ChargeScreen() {
  const t = useT();
  const label = useLabel();
  const { key } = useParams({ from: "/law/charges/$key" });
  const found = useQuery(matrix(key));
  const charge = found.data?.charge;
  const title = charge === undefined ? key : charge.name === "" ? label(charge.crime_label) : charge.name;
  return (
    <LawFrame title={charge === undefined ? t("law.chargeNamed", { key }) : title}>
      {found.isPending && <Waiting />}
      {found.isError && <ProblemNotice error={found.error} retry={() => void found.refetch()} />}
      {found.isSuccess && <Opened key={key} of={key} matrix={found.data} />}
    </LawFrame>
  );
}

function Opened({ of, matrix: shown }: { of: string; matrix: Matrix }) {
  const t = useT();
  const view = useSearch({ from: "/law/charges/$key" });
  const navigate = useNavigate({ from: "/law/charges/$key" });
  const narrow = useMediaQuery("(max-width: 62em)", undefined, { getInitialValueInEffect: false });
  const known = standingOf(useQuery(matters(["charge", "person"])).data ?? []);
  const standing = known.get(of);
  const open = rowsOf(shown).find(({ row }) => row.element === view.element)?.row ?? null;
  const go = (element: string | undefined, enter?: string): void => {
    void navigate({ replace: true, resetScroll: false, search: { element, enter } });
  };
  const panel = open !== null && (
    <ElementPanel
      key={open.element}
      charge={of}
      row={open}
      entering={view.enter === "link" || view.enter === "assess" ? view.enter : null}
      enter={(what) => { go(open.element, what ?? undefined); }}
      close={() => { go(undefined); }}
    />
  );
  return (
    <>
      <ChargeHead
        of={of}
        matrix={shown}
        known={known}
        correct={() => { go(view.element, "charge"); }}
      />
      {view.enter === "charge" && standing !== undefined && (
        <MatterForm
          kind="charge"
          before={standing.matter}
          done={() => { go(view.element); }}
          cancel={() => { go(view.element); }}
        />
      )}
      <Notices notices={shown.notices} />
      <Against matrix={shown} open={go} />
      <div className={classes.columns} data-open={open !== null && !narrow}>
        <MatrixTable
          matrix={shown}
          open={open?.element ?? null}
          show={(element) => { go(element === view.element ? undefined : element); }}
          panel={narrow ? panel : null}
        />
        {!narrow && panel}
      </div>
      <Elsewhere matrix={shown} />
      {open === null && view.element !== undefined && (
        <p role="note">
          {t("law.noSuchElement")}{" "}
          <Button size="compact-xs" variant="default" onClick={() => { go(undefined); }}>{t("close")}</Button>
        </p>
      )}
    </>
  );
}
