import type { ReactNode } from "react";
import { useIntl } from "react-intl";

import type { Fact, Span } from "../../../api";
import { FIELDS } from "../../../facts/fields";
import type { Kind } from "../../../facts/kinds";
import { isSpan, spansIn } from "../../../facts/kinds";
import { entityWords, fieldName, numberWords, placeWords, textIn, textsIn, valueWords } from "../../../facts/words";
import type { Names } from "../../../facts/words";
import { useT } from "../../../i18n";
import { Facts } from "../../../parts/Facts";
import classes from "./facts.module.css";

/** Members whose values are keys of entities. */
const ENTITIES = new Set(["speaker_entity", "via", "entity", "of", "source"]);
/** Members whose values are words of the code lists. */
const WORDS = new Set([
  "speech_act", "form", "stance", "type", "bound", "unit", "precision", "assertion", "sense",
  "as_of", "basis", "step", "status",
]);

/** What a fact says, member by member, in plain words; words of the text lead to their passage. */
export function FactFields({
  fact,
  kind,
  names,
  go,
}: {
  fact: Fact;
  kind: Kind;
  names: Names;
  go: (span: Span) => void;
}) {
  const intl = useIntl();
  const t = useT();
  const rows: [ReactNode, ReactNode][] = [];
  const place = placeWords(intl, fact);
  if (place !== null) rows.push([fieldName(intl, kind, "place"), place]);
  for (const field of FIELDS[kind]) {
    if (field.name === "span") continue;
    const value = tell(fact[field.name], field.name);
    if (value !== null) rows.push([fieldName(intl, kind, field.name), value]);
  }
  return <Facts rows={rows} />;

  function tell(value: unknown, name: string): ReactNode {
    if (value === null || value === undefined || value === false) return null;
    if (value === true) return t("fact.yes");
    if (isSpan(value)) return <Words span={value} go={go} />;
    if (typeof value === "number") return intl.formatNumber(value, { maximumFractionDigits: 6 });
    if (Array.isArray(value)) {
      if (value.length === 0) return null;
      return (
        <ul>
          {value.map((each: unknown, at) => (
            <li key={at}>{tell(each, name)}</li>
          ))}
        </ul>
      );
    }
    if (typeof value === "object") return structured(value as Record<string, unknown>, name);
    const text = textIn(value);
    if (text === null) return null;
    if (name === "source" && text === "narrator") return t("fact.narrator");
    if (ENTITIES.has(name)) return <bdi>{entityWords(intl, text, names)}</bdi>;
    return <bdi>{WORDS.has(name) ? valueWords(intl, text) : text}</bdi>;
  }

  /** A party, or harm to people. */
  function structured(value: Record<string, unknown>, name: string): ReactNode {
    const [span] = spansIn(value);
    const called = textIn(value["canonical"]) ?? textIn(value["entity"]);
    if (name !== "casualties") {
      return (
        <>
          {span !== undefined && <Words span={span} go={go} />}
          {called !== null && called !== span?.quote && <> (<bdi>{called}</bdi>)</>}
        </>
      );
    }
    const source = textIn(value["source"]);
    const kindOfHarm = textIn(value["kind"]);
    return (
      <>
        <b>{kindOfHarm === null ? null : valueWords(intl, kindOfHarm)}</b>{" "}
        {numberWords(intl, value)}{" "}
        {textIn(value["of"]) !== null && <bdi>({textsIn([value["of"]])[0]})</bdi>}{" "}
        {span !== undefined && <Words span={span} go={go} />}
        {source !== null && source !== "narrator" && (
          <span className={classes.dim}> {t("fact.assertedBy", { source: entityWords(intl, source, names) })}</span>
        )}
      </>
    );
  }
}

/** Words of the text; a click selects them there. */
function Words({ span, go }: { span: Span; go: (span: Span) => void }) {
  return (
    <a
      className={classes.words}
      href={`?char_start=${span.char_start}&char_end=${span.char_end}`}
      onClick={(event) => {
        event.preventDefault();
        go(span);
      }}
    >
      <bdi>{span.quote.replace(/\s+/g, " ").trim()}</bdi>
    </a>
  );
}
