import { Button, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";

import { locate } from "../../law/queries";
import { passageIn } from "../../law/fields";
import type { Cite } from "../../law/matters";
import { useT } from "../../i18n";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { Passage } from "./Passage";
import classes from "./law.module.css";

/** The passages that stand behind what is entered; one is added by its address. */
export function Cites({
  cites,
  set,
  needed,
  selected = null,
}: {
  cites: readonly Cite[];
  set: (cites: readonly Cite[]) => void;
  needed: boolean;
  /** Words that are selected beside the form now. */
  selected?: Cite | null;
}) {
  const t = useT();
  const [pasted, setPasted] = useState("");
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const place = passageIn(pasted);
  const take = async (): Promise<void> => {
    if (place === null) return;
    setBusy(true);
    setError(null);
    try {
      set([...cites, await locate(place)]);
      setPasted("");
    } catch (problem) {
      setError(problem);
    }
    setBusy(false);
  };
  return (
    <fieldset className={classes.cites}>
      <legend>
        {t("law.field.cites")}
        {needed && <span aria-hidden className={classes.needed}> *</span>}
      </legend>
      {cites.map((cite, at) => (
        <div key={`${cite.item} ${String(cite.char_start)} ${String(cite.char_end)}`} className={classes.cited}>
          <Passage cite={cite} />
          <button
            type="button"
            className={classes.takeAway}
            aria-label={t("law.cites.remove", { ref: cite.item })}
            onClick={() => { set(cites.filter((_, other) => other !== at)); }}
          >
            <IconX size={15} aria-hidden />
          </button>
        </div>
      ))}
      {selected !== null && !cites.some((cite) => isSame(cite, selected)) && (
        <Button size="xs" variant="default" onClick={() => { set([...cites, selected]); }}>
          {t("law.cites.take")}
        </Button>
      )}
      <div className={classes.paste}>
        <TextInput
          size="xs"
          dir="ltr"
          aria-label={t("law.cites.paste")}
          placeholder={t("law.cites.paste")}
          value={pasted}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            void take();
          }}
          onChange={(event) => { setPasted(event.currentTarget.value); }}
        />
        <Button size="xs" variant="default" disabled={place === null} loading={busy} onClick={() => void take()}>
          {t("law.cites.add")}
        </Button>
      </div>
      <p className={classes.dim}>{t("law.cites.meaning")}</p>
      {pasted !== "" && place === null && <p className={classes.dim} role="status">{t("law.cites.none")}</p>}
      {error !== null && <ProblemNotice error={error} />}
    </fieldset>
  );
}

function isSame(one: Cite, other: Cite): boolean {
  return one.item === other.item && one.char_start === other.char_start && one.char_end === other.char_end;
}
