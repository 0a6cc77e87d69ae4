import { UnstyledButton } from "@mantine/core";
import { useIntl } from "react-intl";

import type { FacetValue } from "../../api";
import { useT } from "../../i18n";
import { languageName } from "../../parts/sizes";
import classes from "./search.module.css";

/** Narrows the hits to one language. The counts are of what this person may see. */
export function LanguageFacet({
  values,
  chosen,
  choose,
}: {
  values: readonly FacetValue[];
  chosen: string | undefined;
  choose: (language: string | undefined) => void;
}) {
  const t = useT();
  const intl = useIntl();
  if (values.length === 0 && chosen === undefined) return null;
  const shown =
    chosen === undefined || values.some(({ value }) => value === chosen)
      ? values
      : [...values, { value: chosen, count: 0 }];
  return (
    <fieldset className={classes.facet}>
      <legend>{t("search.language")}</legend>
      <UnstyledButton aria-pressed={chosen === undefined} onClick={() => { choose(undefined); }}>
        <span>{t("search.anyLanguage")}</span>
      </UnstyledButton>
      {shown.map(({ value, count }) => (
        <UnstyledButton
          key={value}
          aria-pressed={chosen === value}
          onClick={() => {
            choose(chosen === value ? undefined : value);
          }}
        >
          <span>{languageName(intl, value)}</span>
          <span className={classes.count}>{intl.formatNumber(count)}</span>
        </UnstyledButton>
      ))}
    </fieldset>
  );
}
