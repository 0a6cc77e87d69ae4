import { Checkbox, NativeSelect, TextInput, Textarea } from "@mantine/core";

import type { RestrictionKind } from "../../api";
import { useT } from "../../i18n";
import classes from "./add.module.css";
import { METHODS, RESTRICTIONS, lacksEmbargoDate } from "./form";
import type { Form } from "./form";

/** How the material came here. Each field says what it is for and who will see it. */
export function AcquisitionForm({
  form,
  change,
  asked,
  capture = false,
}: {
  form: Form;
  change: (form: Form) => void;
  asked: boolean;
  /** It is of pages that are captured: how they came here is known, and their address, too. */
  capture?: boolean;
}) {
  const t = useT();
  const line = (name: "source" | "collector" | "purpose") => (
    <TextInput
      label={t(`field.${name}`)}
      description={t(capture && name === "source" ? "capture.source.for" : `field.${name}.for`)}
      inputWrapperOrder={["label", "input", "description"]}
      dir="auto"
      value={form[name]}
      onChange={(event) => {
        change({ ...form, [name]: event.currentTarget.value });
      }}
    />
  );
  return (
    <fieldset className={classes.form}>
      <legend>{t("add.form")}</legend>
      <p className={classes.formLead}>{t(capture ? "capture.form.lead" : "add.form.lead")}</p>
      {line("source")}
      {line("collector")}
      {line("purpose")}
      {!capture && <NativeSelect
        label={t("field.method")}
        description={t("field.method.for")}
        inputWrapperOrder={["label", "input", "description"]}
        value={form.method}
        onChange={(event) => {
          change({ ...form, method: event.currentTarget.value });
        }}
      >
        {METHODS.map((method) => (
          <option key={method} value={method}>
            {t(`method.${method}`)}
          </option>
        ))}
      </NativeSelect>}
      <Textarea
        label={t("field.consent")}
        description={t("field.consent.for")}
        inputWrapperOrder={["label", "input", "description"]}
        dir="auto"
        rows={2}
        autosize
        value={form.consent}
        onChange={(event) => {
          change({ ...form, consent: event.currentTarget.value });
        }}
      />
      <Conditions form={form} change={change} asked={asked} />
    </fieldset>
  );
}

function Conditions({ form, change, asked }: { form: Form; change: (form: Form) => void; asked: boolean }) {
  const t = useT();
  return (
    <Checkbox.Group
      label={t("field.restrictions")}
      description={t("field.restrictions.for")}
      value={form.restrictions}
      onChange={(chosen) => {
        change({ ...form, restrictions: RESTRICTIONS.filter((kind) => chosen.includes(kind)) });
      }}
    >
      <div className={classes.conditions}>
        {RESTRICTIONS.map((kind: RestrictionKind) => (
          <Checkbox
            key={kind}
            value={kind}
            label={t(`restriction.${kind}`)}
            description={t(`restriction.${kind}.meaning`)}
          />
        ))}
      </div>
      {form.restrictions.includes("embargo") && (
        <TextInput
          type="date"
          className={classes.embargo}
          label={t("field.embargoUntil")}
          value={form.embargoUntil}
          required
          error={asked && lacksEmbargoDate(form) ? t("field.embargoUntil.missing") : undefined}
          onChange={(event) => {
            change({ ...form, embargoUntil: event.currentTarget.value });
          }}
        />
      )}
    </Checkbox.Group>
  );
}
