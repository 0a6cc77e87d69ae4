import { Button, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ReactNode } from "react";

import { enterMatter } from "../../law/queries";
import { FORMS, matterOf, missing, namedBy, valuesOf } from "../../law/fields";
import type { Field, Values, Written } from "../../law/fields";
import { freeKey, isKey, keyFrom } from "../../law/matters";
import type { Cite, Matter, MatterKind } from "../../law/matters";
import { messageId, useT } from "../../i18n";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { Cites } from "./Cites";
import { CodeChoice, CodesChoice } from "./Choice";
import { DayInput } from "./DayInput";
import classes from "./law.module.css";
import { useSources } from "./useSources";
import type { Sources } from "./useSources";

export interface MatterFormProps {
  kind: MatterKind;
  /** What is told already: by the page on which it is entered, or by the version that stands. */
  given?: Values;
  before?: Matter;
  cites?: readonly Cite[];
  /** Words that are selected beside the form now. */
  selected?: Cite | null;
  /** Fields that the page itself tells, and nobody needs to see. */
  fixed?: readonly string[];
  done: (matter: Matter) => void;
  cancel: () => void;
  children?: ReactNode;
}

/** Enters a matter, or a new version of one: fields, passages, and the reason that every entry has. */
export function MatterForm({ kind, given, before, cites: passages, selected = null, fixed = [], done, cancel, children }: MatterFormProps) {
  const t = useT();
  const [values, setValues] = useState<Values>(() => ({ ...(before && valuesOf(before)), ...given }));
  const [cites, setCites] = useState<readonly Cite[]>(passages ?? before?.cites ?? []);
  const [reason, setReason] = useState("");
  const [ownKey, setOwnKey] = useState<string | null>(before?.key ?? null);
  const [error, setError] = useState<unknown>(null);
  const [sending, setSending] = useState(false);
  const sources = useSources(kind, values);
  const set = (name: string, value: Written): void => {
    setValues((old) => ({ ...old, [name]: value }));
  };

  const key = ownKey ?? freeKey(keyFrom(namedBy(kind, values)), sources.taken);
  const lacking = missing(kind, values, cites);
  const ready = lacking.length === 0 && isKey(key) && reason.trim() !== "";
  const send = async (): Promise<void> => {
    setSending(true);
    setError(null);
    const matter = sources.placed(matterOf(kind, key, values, cites, reason, before));
    try {
      await enterMatter(matter);
      done(matter);
    } catch (problem) {
      setError(problem);
      setSending(false);
    }
  };
  const title = t(before === undefined ? `law.enter.${kind}` : "law.newVersion");
  return (
    <form
      className={classes.form}
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !sending) void send();
      }}
    >
      <h2>{title}</h2>
      <p className={classes.dim}>{t(before === undefined ? `law.enter.${kind}.meaning` : "law.newVersion.meaning")}</p>
      {children}
      <div className={classes.fields}>
        {FORMS[kind].filter(({ name }) => !fixed.includes(name)).map((field) => (
          <div key={field.name} data-long={isLong(field)}>
            <OneField kind={kind} field={field} value={values[field.name]} set={set} sources={sources} />
          </div>
        ))}
      </div>
      {kind !== "assess" && <Cites cites={cites} set={setCites} selected={selected} needed={lacking.includes("cites")} />}
      <Textarea
        size="sm"
        required
        autosize
        minRows={2}
        dir="auto"
        label={t("law.reason")}
        description={t(kind === "assess" ? "law.reason.assess" : "law.reason.meaning")}
        value={reason}
        maxLength={4000}
        onChange={(event) => {
          setReason(event.currentTarget.value.replace(/[\r\n]+/g, " "));
        }}
      />
      {before === undefined && (
        <TextInput
          size="xs"
          dir="ltr"
          label={t("law.key")}
          description={t("law.key.meaning")}
          value={key}
          {...(!isKey(key) && { error: t("law.key.wrong") })}
          onChange={(event) => {
            setOwnKey(event.currentTarget.value === "" ? null : event.currentTarget.value);
          }}
        />
      )}
      {lacking.length > 0 && (
        <p className={classes.dim} role="status">
          {t("add.missing", { fields: lacking.map((name) => t(fieldId(kind, name))).join(" · ") })}
        </p>
      )}
      {error !== null && <ProblemNotice error={error} />}
      <div className={classes.deeds}>
        <Button size="sm" type="submit" disabled={!ready} loading={sending}>
          {t("law.enterIt")}
        </Button>
        <Button size="sm" variant="default" onClick={cancel}>
          {t("decide.cancel")}
        </Button>
      </div>
    </form>
  );
}

/** Fields that need the whole width. */
function isLong({ as, name }: Field): boolean {
  return as === "long" || name === "element" || name === "crime" || name === "mode";
}

function fieldId(kind: MatterKind, name: string) {
  return messageId(`law.field.${kind}`, name) ?? messageId("law.field", name) ?? "law.field.cites";
}

function OneField({
  kind,
  field,
  value,
  set,
  sources,
}: {
  kind: MatterKind;
  field: Field;
  value: Written | undefined;
  set: (name: string, value: Written) => void;
  sources: Sources;
}) {
  const t = useT();
  const id = fieldId(kind, field.name);
  const label = t(id);
  const meaning = messageId(id, "meaning");
  const common = {
    label,
    required: field.needed === true,
    ...(meaning !== null && { description: t(meaning) }),
  };
  const text = typeof value === "string" ? value : "";
  switch (field.as) {
    case "edtf":
      return <DayInput {...common} edtf value={text} set={(next) => { set(field.name, next); }} />;
    case "one":
      return (
        <CodeChoice
          {...common}
          options={sources.of(field.of)}
          value={text === "" ? null : text}
          choose={(next) => { set(field.name, next ?? ""); }}
        />
      );
    case "several":
      return (
        <CodesChoice
          {...common}
          options={sources.of(field.of)}
          values={Array.isArray(value) ? [...(value as readonly string[])] : []}
          choose={(next) => { set(field.name, next); }}
        />
      );
    case "long":
      return (
        <Textarea
          {...common}
          size="sm"
          dir="auto"
          autosize
          minRows={2}
          value={text}
          onChange={(event) => { set(field.name, event.currentTarget.value); }}
        />
      );
    default:
      return (
        <TextInput
          {...common}
          {...(field.as === "names" && meaning === null && { description: t("law.severalNames") })}
          size="sm"
          dir="auto"
          value={text}
          onChange={(event) => { set(field.name, event.currentTarget.value); }}
        />
      );
  }
}
