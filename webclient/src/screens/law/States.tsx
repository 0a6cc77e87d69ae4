import { useQuery } from "@tanstack/react-query";
import { useIntl } from "react-intl";

import { states } from "../../law/queries";
import { useLabel } from "./Labelled";

/** States by their names in the language of the page; a code that nobody knows stays a code. */
export function States({ codes }: { codes: readonly string[] }) {
  const intl = useIntl();
  const label = useLabel();
  const { data } = useQuery(states);
  const names = codes.map((code) => {
    const known = data?.states.find((each) => each.code === code);
    return known === undefined ? code : label({ en: known.name, ar: known.name_ar });
  });
  return <bdi title={codes.join(", ")}>{intl.formatList(names, { type: "conjunction" })}</bdi>;
}
