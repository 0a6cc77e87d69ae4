import { Fragment } from "react";
import type { ReactNode } from "react";
import { useIntl } from "react-intl";
import type { IntlShape } from "react-intl";

import { sentenceOf } from "../../custody/sentences";
import type { Value } from "../../custody/sentences";
import type { Entry } from "../../api";
import { useT } from "../../i18n";
import { Ref } from "../../parts/Ref";
import { Said } from "../../parts/Said";
import { When } from "../../parts/When";

/** More references than this are told as a number. */
const NAMED = 6;

export function EntrySentence({ entry }: { entry: Entry }) {
  const intl = useIntl();
  const { id, values } = sentenceOf(entry);
  const dressed = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, dress(intl, value)]),
  );
  return <>{intl.formatMessage({ id }, dressed as Record<string, string>)}</>;
}

/** Words of people in their own direction, references as links. */
function dress(intl: IntlShape, value: Value): ReactNode {
  if ("flag" in value) return value.flag;
  if ("count" in value) return value.count;
  if ("at" in value) return <When at={value.at} />;
  if ("words" in value) return <Said text={value.words} />;
  if ("names" in value) return <bdi>{value.names.join(", ")}</bdi>;
  return <Refs refs={value.refs} intl={intl} />;
}

function Refs({ refs, intl }: { refs: string[]; intl: IntlShape }) {
  const t = useT();
  const named = refs.slice(0, refs.length > NAMED ? NAMED - 1 : NAMED);
  const more = refs.length - named.length;
  const parts: ReactNode[] = named.map((ref) => <Ref key={ref} value={ref} />);
  if (more > 0) parts.push(<Fragment key="more">{t("entry.more", { count: more })}</Fragment>);
  if (parts.length === 0) return t("entry.hiddenItem");
  return intl.formatList(parts, { type: "conjunction" });
}
