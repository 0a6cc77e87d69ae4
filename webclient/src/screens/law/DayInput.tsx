import { TextInput } from "@mantine/core";

import { isDay, plainDigits } from "../../law/address";
import { useT } from "../../i18n";

/** A day as the law of the house writes it: year, month, day. */
export function DayInput({
  label,
  description,
  value,
  set,
  required = false,
  edtf = false,
}: {
  label: string;
  description?: string;
  value: string;
  set: (value: string) => void;
  required?: boolean;
  /** Days that are not known exactly are welcome, too, as EDTF writes them. */
  edtf?: boolean;
}) {
  const t = useT();
  const wrong = !edtf && value !== "" && !isDay(value);
  return (
    <TextInput
      size="sm"
      dir="ltr"
      label={label}
      {...(description !== undefined && { description })}
      inputWrapperOrder={["label", "input", "description", "error"]}
      placeholder={t(edtf ? "law.edtfExample" : "law.dayExample")}
      inputMode={edtf ? "text" : "numeric"}
      autoComplete="off"
      required={required}
      value={value}
      {...(wrong && value.length >= 10 && { error: t("law.noDay") })}
      onChange={(event) => {
        set(plainDigits(event.currentTarget.value));
      }}
    />
  );
}
