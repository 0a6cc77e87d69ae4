import { MultiSelect, Select } from "@mantine/core";
import type { ComboboxItem, ComboboxParsedItem, OptionsFilter } from "@mantine/core";
import { useState } from "react";

import { fits } from "../../law/fold";
import { useT } from "../../i18n";
import classes from "./law.module.css";

/** One thing of a list: its code, its name in the language of the page, and other names of it. */
export interface Option {
  value: string;
  label: string;
  /** Names by which it is found, too. */
  also?: readonly string[];
}

/** More of a list than this is not shown at once; more letters find the rest. */
const SHOWN = 60;

interface CommonProps {
  label: string;
  description?: string;
  options: readonly Option[];
  required?: boolean;
  /** Is told what somebody writes, where the server knows more spellings. */
  asked?: (words: string) => void;
  /** Values that fit what is written as the server understands it. */
  understood?: ReadonlySet<string>;
}

/** Chooses one of a list by any of its names or by its code. */
export function CodeChoice({
  value,
  choose,
  asked,
  ...props
}: CommonProps & { value: string | null; choose: (value: string | null) => void }) {
  const t = useT();
  const common = useCommon(props);
  const [words, setWords] = useState<string | undefined>(undefined);
  return (
    <Select
      {...common}
      value={value}
      onChange={choose}
      clearable={props.required !== true}
      {...(words !== undefined && { searchValue: words })}
      onSearchChange={(next) => {
        setWords(next);
        asked?.(next);
      }}
      clearButtonProps={{ "aria-label": t("law.clear", { field: props.label }) }}
    />
  );
}

/** Chooses several of a list. */
export function CodesChoice({
  values,
  choose,
  ...props
}: CommonProps & { values: string[]; choose: (values: string[]) => void }) {
  const t = useT();
  const common = useCommon(props);
  return (
    <MultiSelect
      {...common}
      value={values}
      onChange={choose}
      hidePickedOptions
      clearable
      clearButtonProps={{ "aria-label": t("law.clear", { field: props.label }) }}
    />
  );
}

function useCommon({ label, description, options, required, understood }: CommonProps) {
  const t = useT();
  const known = new Map(options.map((option) => [option.value, option]));
  const filter: OptionsFilter = ({ options: shown, search }) =>
    shown
      .filter((item): item is ComboboxItem => isOption(item))
      .filter((item) => {
        const option = known.get(item.value);
        if (search.trim() === "" || item.label === search) return true;
        if (understood?.has(item.value) === true) return true;
        return fits(search, [item.value, item.label, ...(option?.also ?? [])]);
      });
  return {
    size: "sm",
    label,
    ...(description !== undefined && { description }),
    required: required === true,
    searchable: true,
    limit: SHOWN,
    data: options.map((option) => ({ value: option.value, label: option.label })),
    filter,
    nothingFoundMessage: t("law.nothingFits"),
    maxDropdownHeight: 320,
    comboboxProps: { withinPortal: true },
    renderOption: ({ option }: { option: ComboboxItem }) => (
      <span className={classes.option}>
        <code dir="ltr">{option.value}</code>
        <span dir="auto">{known.get(option.value)?.label ?? option.label}</span>
      </span>
    ),
  } as const;
}

function isOption(item: ComboboxParsedItem): boolean {
  return "value" in item;
}
