import { Button, Checkbox, NativeSelect } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";

import { NONE, isDay, listed, spelled } from "../../../law/address";
import type { QuestionView } from "../../../law/address";
import { isOf } from "../../../law/crimes";
import { crimes, identifier, states } from "../../../law/queries";
import { useT } from "../../../i18n";
import { CodeChoice, CodesChoice } from "../Choice";
import type { Option } from "../Choice";
import { DayInput } from "../DayInput";
import { useLabel } from "../Labelled";
import { stateOptions } from "../states";
import law from "../law.module.css";
import classes from "./jurisdiction.module.css";

const RESTED_MS = 200;

/** Asks what the rules of jurisdiction say; what is left empty is unknown, never false. */
export function QuestionForm({ view, ask }: { view: QuestionView; ask: (view: QuestionView) => void }) {
  const t = useT();
  const [asked, setAsked] = useState<QuestionView>({ as_of: today(), ...known(view) });
  const set = (change: QuestionView): void => {
    setAsked((old) => ({ ...old, ...change }));
  };
  const { states: options, areas } = useStates();
  const aggression = asked.crime?.startsWith("rs:8bis") === true;
  // Without any time every turn of the treaty's history would be weighed: an interval is enough.
  const dated = asked.date !== undefined && asked.date.trim() !== "";
  const ready = dated && asked.crime !== undefined && asked.as_of !== undefined && isDay(asked.as_of);
  return (
    <form
      className={classes.form}
      aria-label={t("law.question")}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) ask(known(asked));
      }}
    >
      <CrimeChoice value={asked.crime} choose={(crime) => { set({ crime }); }} />
      <DayInput
        edtf
        required
        label={t("law.question.date")}
        description={t("law.question.date.meaning")}
        value={asked.date ?? ""}
        set={(date) => { set({ date }); }}
      />
      <StatesChoice
        label={t("law.question.places")}
        description={t("law.question.places.meaning")}
        none={t("law.question.places.none")}
        options={[...options, ...areas]}
        value={asked.places}
        set={(places) => { set({ places }); }}
      />
      <StatesChoice
        label={t("law.question.nationalities")}
        description={t("law.question.nationalities.meaning")}
        none={t("law.question.nationalities.none")}
        options={options}
        value={asked.nationalities}
        set={(nationalities) => { set({ nationalities }); }}
      />
      <DayInput
        required
        label={t("law.question.asOf")}
        description={t("law.question.asOf.meaning")}
        value={asked.as_of ?? ""}
        set={(as_of) => { set({ as_of }); }}
      />
      <More open={aggression || [view.registered, view.born, view.aggressor, view.mandated].some((each) => each !== undefined)}>
        <StatesChoice
          label={t("law.question.registered")}
          description={t("law.question.registered.meaning")}
          none={t("law.question.registered.none")}
          options={options}
          value={asked.registered}
          set={(registered) => { set({ registered }); }}
        />
        <DayInput
          edtf
          label={t("law.question.born")}
          description={t("law.question.born.meaning")}
          value={asked.born ?? ""}
          set={(born) => { set({ born }); }}
        />
        <CodeChoice
          label={t("law.question.aggressor")}
          description={t("law.question.aggressor.meaning")}
          options={options}
          value={asked.aggressor ?? null}
          choose={(aggressor) => { set({ aggressor: aggressor ?? undefined }); }}
        />
        <NativeSelect
          size="sm"
          label={t("law.question.mandated")}
          description={t("law.question.mandated.meaning")}
          value={asked.mandated ?? ""}
          onChange={(event) => { set({ mandated: event.currentTarget.value }); }}
        >
          <option value="">{t("law.unknown")}</option>
          <option value="true">{t("law.yes")}</option>
          <option value="false">{t("law.no")}</option>
        </NativeSelect>
      </More>
      <div className={law.deeds}>
        <Button type="submit" size="sm" disabled={!ready}>{t("law.question.ask")}</Button>
        <Button
          size="sm"
          variant="default"
          onClick={() => {
            setAsked({ as_of: today() });
            ask({});
          }}
        >
          {t("law.question.clear")}
        </Button>
      </div>
    </form>
  );
}

export function CrimeChoice({ value, choose }: { value: string | undefined; choose: (id: string | undefined) => void }) {
  const t = useT();
  const label = useLabel();
  const { data } = useQuery(crimes);
  const [words, setWords] = useState("");
  const [rested] = useDebouncedValue(words.trim(), RESTED_MS);
  const { data: meant } = useQuery(identifier(rested));
  const rows = data?.crimes ?? [];
  return (
    <CodeChoice
      required
      label={t("law.field.crime")}
      description={t("law.question.crime.meaning")}
      options={rows.map((row) => ({ value: row.id, label: label(row.label), also: [row.label.en, row.label.ar] }))}
      understood={new Set(rows.filter(({ id }) => isOf(id, meant?.id ?? null)).map(({ id }) => id))}
      asked={setWords}
      value={value ?? null}
      choose={(id) => { choose(id ?? undefined); }}
    />
  );
}

function StatesChoice({
  label,
  description,
  none,
  options,
  value,
  set,
}: {
  label: string;
  description: string;
  none: string;
  options: readonly Option[];
  value: string | undefined;
  set: (value: string | undefined) => void;
}) {
  const isNone = value === NONE;
  const chosen = listed(value);
  // An address may name what the list does not; the answer says what is wrong with it.
  const parts = chosen.filter((code) => !options.some((option) => option.value === code));
  return (
    <div className={classes.statesField}>
      {!isNone && (
        <CodesChoice
          label={label}
          description={description}
          options={[...options, ...parts.map((code) => ({ value: code, label: code }))]}
          values={chosen}
          choose={(codes) => { set(spelled(codes)); }}
        />
      )}
      <Checkbox
        size="xs"
        label={isNone ? `${label}: ${none}` : none}
        checked={isNone}
        onChange={(event) => { set(event.currentTarget.checked ? NONE : undefined); }}
      />
    </div>
  );
}

function More({ open, children }: { open: boolean; children: ReactNode }) {
  const t = useT();
  const [shown, show] = useState(open);
  if (!shown && !open) {
    return (
      <button type="button" className={law.quiet} onClick={() => { show(true); }}>
        {t("law.question.more")}
      </button>
    );
  }
  return <>{children}</>;
}

function useStates(): { states: Option[]; areas: Option[] } {
  const label = useLabel();
  const { data } = useQuery(states);
  return {
    states: stateOptions(data?.states ?? [], label),
    areas: (data?.areas ?? []).map(([code, words]) => ({ value: code, label: label(words), also: [words.en, words.ar] })),
  };
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** The question without what is empty. */
function known(view: QuestionView): QuestionView {
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined && value !== ""));
}
