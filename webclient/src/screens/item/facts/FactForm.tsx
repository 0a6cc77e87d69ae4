import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useIntl } from "react-intl";

import type { FactPlace } from "../../../api";
import { FIELDS, mustBeSaid } from "../../../facts/fields";
import type { Chosen, Field, Written } from "../../../facts/fields";
import { asKind, decisionOf, missing } from "../../../facts/draft";
import type { Draft } from "../../../facts/draft";
import { IN_TEXT } from "../../../facts/kinds";
import type { Kind } from "../../../facts/kinds";
import { fieldName, valueWords } from "../../../facts/words";
import { useT } from "../../../i18n";
import { DecideForm } from "./DecideForm";
import classes from "./facts.module.css";
import { PlaceFields } from "./PlaceFields";

export interface FactFormProps {
  item: string;
  reading: string | undefined;
  draft: Draft;
  /** The words that are selected in the text now. */
  selected: Chosen | null;
  change: (draft: Draft) => void;
  done: (made: string | null) => void;
  cancel: () => void;
}

/** Writes a fact by hand, or a corrected version of one; words are taken from the text, never typed. */
export function FactForm({ item, reading, draft, selected, change, done, cancel }: FactFormProps) {
  const t = useT();
  const intl = useIntl();
  const { kind } = draft;
  const needed = missing(draft);
  const decision = decisionOf(draft, item, reading);
  const set = (name: string, value: Written | undefined): void => {
    change({ ...draft, values: { ...draft.values, [name]: value } });
  };
  return (
    <section className={classes.fact} aria-label={t(draft.of === null ? "add.observation" : "decide.correct")}>
      <h2>{t(draft.of === null ? "add.observation" : "decide.correct")}</h2>
      <DecideForm
        decision={decision}
        meaning={draft.of === null ? t("add.selectFirst") : t("decide.correctMeans")}
        done={done}
        cancel={cancel}
      >
        {draft.of === null && kind !== "noticed" ? (
          <NativeSelect
            size="xs"
            label={t("add.kind")}
            value={kind}
            onChange={(event) => {
              change(asKind(draft, event.currentTarget.value as Kind));
            }}
          >
            {IN_TEXT.map((each) => (
              <option key={each} value={each}>{t(`kind.${each}`)}</option>
            ))}
          </NativeSelect>
        ) : (
          <p><span className={classes.sample} data-kind={kind}>{t(`kind.${kind}`)}</span></p>
        )}
        {draft.place !== null && (
          <PlaceFields
            place={draft.place}
            change={(place: FactPlace) => {
              change({ ...draft, place });
            }}
          />
        )}
        {FIELDS[kind].map((field) => (
          <OneField
            key={field.name}
            kind={kind}
            field={field}
            value={draft.values[field.name]}
            selected={selected}
            set={set}
          />
        ))}
        {needed.length > 0 ? (
          <p className={classes.dim} role="status">
            {t("add.missing", { fields: needed.map((name) => fieldName(intl, kind, name)).join(" · ") })}
          </p>
        ) : (
          decision === null && <p className={classes.dim} role="status">{t("add.nothingChanged")}</p>
        )}
      </DecideForm>
    </section>
  );
}

interface OneFieldProps {
  kind: Kind;
  field: Field;
  value: Written | undefined;
  selected: Chosen | null;
  set: (name: string, value: Written | undefined) => void;
}

function OneField({ kind, field, value, selected, set }: OneFieldProps) {
  const t = useT();
  const intl = useIntl();
  const label = fieldName(intl, kind, field.name);
  const needed = mustBeSaid(kind, field) && field.name !== "entity";
  switch (field.as) {
    case "told":
      return null;
    case "choice":
      return (
        <NativeSelect
          size="xs"
          label={label}
          required={needed}
          value={typeof value === "string" ? value : ""}
          onChange={(event) => {
            set(field.name, event.currentTarget.value);
          }}
        >
          {!(needed && value !== undefined) && <option value="">{t("add.notSaid")}</option>}
          {field.values.map((each) => (
            <option key={each} value={each}>{valueWords(intl, each)}</option>
          ))}
        </NativeSelect>
      );
    case "flag":
      return (
        <Checkbox
          size="xs"
          label={label}
          checked={value === true}
          onChange={(event) => {
            set(field.name, event.currentTarget.checked);
          }}
        />
      );
    case "span":
    case "spans":
    case "party":
    case "parties":
      return (
        <WordsField
          label={label}
          needed={needed}
          several={field.as === "spans" || field.as === "parties"}
          value={Array.isArray(value) ? (value as readonly Chosen[]) : []}
          selected={selected}
          set={(chosen) => {
            set(field.name, chosen);
          }}
        />
      );
    default:
      return (
        <TextInput
          size="xs"
          dir="auto"
          label={label}
          required={needed}
          {...(field.as === "texts" && { description: t("add.several") })}
          {...(field.as === "number" && { inputMode: "decimal" as const })}
          value={typeof value === "string" ? value : ""}
          onChange={(event) => {
            set(field.name, event.currentTarget.value);
          }}
        />
      );
  }
}

function WordsField({
  label,
  needed,
  several,
  value,
  selected,
  set,
}: {
  label: string;
  needed: boolean;
  several: boolean;
  value: readonly Chosen[];
  selected: Chosen | null;
  set: (chosen: readonly Chosen[]) => void;
}) {
  const t = useT();
  return (
    <fieldset className={classes.wordsField}>
      <legend>
        {label}
        {needed && <span aria-hidden className={classes.needed}> *</span>}
      </legend>
      {value.length === 0 && <span className={classes.dim}>{t("add.empty")}</span>}
      {value.map((chosen, at) => (
        <span key={`${chosen.char_start} ${chosen.char_end}`} className={classes.chosen}>
          <bdi>{chosen.quote.replace(/\s+/g, " ").trim()}</bdi>
          <button
            type="button"
            aria-label={t("add.remove", { words: chosen.quote })}
            onClick={() => {
              set(value.filter((_, other) => other !== at));
            }}
          >
            ×
          </button>
        </span>
      ))}
      <Button
        size="compact-xs"
        variant="default"
        disabled={selected === null}
        aria-label={t("add.takeFor", { field: label })}
        onClick={() => {
          if (selected !== null) set(several ? [...value, selected] : [selected]);
        }}
      >
        {t("add.take")}
      </Button>
    </fieldset>
  );
}
