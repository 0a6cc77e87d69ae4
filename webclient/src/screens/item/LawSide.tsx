import { NativeSelect } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import type { Chosen } from "../../facts/fields";
import { useT } from "../../i18n";
import type { Matter, MatterKind } from "../../law/matters";
import { MatterForm } from "../law/MatterForm";
import classes from "./item.module.css";

/** What a passage can be cited in, the most frequent first. */
const KINDS: readonly MatterKind[] = ["link", "step", "undertaking", "incident", "conclusion", "person", "situation"];

/** Cites the selected words where law is held against them: linked to an element, in a step, … */
export function LawSide({
  item,
  reading,
  selected,
  leave,
}: {
  item: string;
  reading: string | undefined;
  selected: Chosen | null;
  leave: () => void;
}) {
  const t = useT();
  const [kind, setKind] = useState<MatterKind>("link");
  const [done, setDone] = useState<Matter | null>(null);
  const cite = selected === null
    ? null
    : {
        item,
        ...(reading !== undefined && { reading }),
        char_start: selected.char_start,
        char_end: selected.char_end,
        quote: selected.quote,
      };
  return (
    <div className={classes.sheetOfFacts} data-scrolls tabIndex={0} role="region" aria-label={t("side.law")}>
      {done !== null && <Entered matter={done} />}
      <NativeSelect
        size="sm"
        label={t("law.useAs")}
        value={kind}
        onChange={(event) => {
          setKind(event.currentTarget.value as MatterKind);
          setDone(null);
        }}
      >
        {KINDS.map((each) => (
          <option key={each} value={each}>{t(`law.useAs.${each as "link"}`)}</option>
        ))}
      </NativeSelect>
      <MatterForm
        key={`${kind} ${done?.key ?? ""}`}
        kind={kind}
        cites={cite === null || done !== null ? [] : [cite]}
        selected={cite}
        done={setDone}
        cancel={leave}
      />
    </div>
  );
}

/** Says that it was entered, and leads to where it stands. */
function Entered({ matter }: { matter: Matter }) {
  const t = useT();
  const situation = matter.decision === "situation" ? matter.key : "situation" in matter ? matter.situation : undefined;
  const charge = "charge" in matter ? matter.charge : undefined;
  return (
    <p role="status" className={classes.otherReading}>
      {t("law.wasEntered", { key: matter.key })}{" "}
      {charge != null ? (
        <Link to="/law/charges/$key" params={{ key: charge }}>{t("law.openCharge")}</Link>
      ) : situation != null ? (
        <Link to="/law/situations/$key" params={{ key: situation }}>{t("law.openSituation")}</Link>
      ) : (
        <Link to="/law/situations">{t("law.situations")}</Link>
      )}
    </p>
  );
}
