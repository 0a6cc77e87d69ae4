/** Facts in words: names of members, values of closed lists, one line for a list. */

import type { IntlShape } from "react-intl";

import type { Fact } from "../api";
import { messageId } from "../i18n";
import type { MessageId } from "../i18n";
import { isolated } from "../parts/sizes";
import { isSpan, kindOf, placeOf, spansIn } from "./kinds";
import { timeCode } from "./times";

/** The name of a member, for this kind where it has one of its own. */
export function fieldName(intl: IntlShape, kind: string, name: string): string {
  const id = messageId(`factField.${kind}`, name) ?? messageId("factField", name);
  return id === null ? name : intl.formatMessage({ id });
}

/** A value of a closed list in words; any other text as it is. */
export function valueWords(intl: IntlShape, value: string): string {
  const id = messageId("factValue", value.replace(/[,:]/g, "").replaceAll(" ", "-"));
  return id === null ? value : intl.formatMessage({ id });
}

/** The full names of entities, by their keys, as the mentions of an item tell them. */
export type Names = ReadonlyMap<string, string>;

export function namesOf(facts: readonly Fact[]): Names {
  const names = new Map<string, string>();
  for (const { kind, entity, canonical } of facts) {
    if (kind !== "mention" || typeof entity !== "string" || typeof canonical !== "string") continue;
    if (!names.has(entity)) names.set(entity, canonical);
  }
  return names;
}

/** An entity by its name; `anon:<phrase>` is a phrase for somebody who is not named. */
export function entityWords(intl: IntlShape, entity: string, names: Names): string {
  const anonymous = /^anon:(.*)$/s.exec(entity);
  if (anonymous === null) return isolated(names.get(entity) ?? entity);
  return intl.formatMessage({ id: "fact.anon" }, { words: isolated(anonymous[1] ?? "") });
}

/** Who says it and via whom, for a claim: "Said by the minister, via the agency". */
export function saidBy(intl: IntlShape, fact: Fact, names: Names): string {
  const speaker = isSpan(fact["speaker"]) ? isolated(oneLine(fact["speaker"].quote)) : null;
  const via = textsIn(fact["via"]).map((each) => entityWords(intl, each, names));
  const id: MessageId =
    speaker === null
      ? via.length > 0 ? "fact.saidBySomebodyVia" : "fact.saidBySomebody"
      : via.length > 0 ? "fact.saidVia" : "fact.said";
  return intl.formatMessage(
    { id },
    { speaker: speaker ?? "", via: intl.formatList(via, { type: "conjunction" }) },
  );
}

/** The words that stand for a fact in a list. */
export function headline(fact: Fact): string {
  const kind = kindOf(fact);
  const [first] = kind === "claim" ? spansIn(fact["content"]) : spansIn(fact["trigger"]);
  if (fact.kind === "noticed") return textIn(fact["what"]) ?? "";
  return oneLine((first ?? fact.span)?.quote ?? "");
}

/** What else is told of it in a list. */
export function subline(intl: IntlShape, fact: Fact, names: Names): string {
  const value = (name: string): string | null => {
    const text = textIn(fact[name]);
    return text === null ? null : valueWords(intl, text);
  };
  const words = (name: string): string[] => spansIn(fact[name]).map(({ quote }) => isolated(oneLine(quote)));
  switch (kindOf(fact)) {
    case "claim":
      return joined([saidBy(intl, fact, names), value("speech_act")]);
    case "incident": {
      const [actor] = words("actor");
      const alleged = actor === undefined
        ? null
        : intl.formatMessage({ id: "fact.allegedActor" }, { actor });
      return joined([value("type"), alleged, ...words("where").slice(0, 1), ...words("when")]);
    }
    case "proceeding":
      return joined([value("step"), value("status"), ...words("authority")]);
    case "quantity":
      return joined([numberWords(intl, fact), value("what")]);
    case "time":
      return joined([codeIn(fact["edtf"]) ?? intl.formatMessage({ id: "fact.unknown" })]);
    case "place":
      return joined([value("precision"), codeIn(fact["gazetteer"])]);
    case "mention":
      return joined([value("type"), codeIn(fact["canonical"])]);
    case "role":
      return joined([codeIn(fact["role"]), entityIn(intl, fact["entity"], names)]);
    case "noticed":
      return joined([placeWords(intl, fact), value("type")]);
    default:
      return "";
  }
}

/** "at least 40 to 50 families". */
export function numberWords(intl: IntlShape, told: Record<string, unknown>): string {
  const bound = textIn(told["bound"]);
  const number = (name: string): string | null => {
    const value = told[name];
    return typeof value === "number" ? intl.formatNumber(value, { maximumFractionDigits: 4 }) : null;
  };
  const most = number("value_max");
  const unit = textIn(told["unit"]);
  return [
    bound === null || bound === "exact" ? null : valueWords(intl, bound),
    most === null ? number("value") : `${number("value") ?? ""}–${most}`,
    unit === null ? null : isolated(valueWords(intl, unit)),
  ].filter((each) => each !== null && each !== "").join(" ");
}

/** Where something was noticed: a page, or a time. */
export function placeWords(intl: IntlShape, fact: Fact): string | null {
  const place = placeOf(fact);
  if (place === null) return null;
  if (place.kind === "page") return intl.formatMessage({ id: "place.onPage" }, { page: place.page });
  const [start, end] = [timeCode(place.start), timeCode(place.end)].map(isolated);
  if (place.start === place.end) return start ?? "";
  return intl.formatMessage({ id: "place.timeRange" }, { start, end });
}

export function textIn(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

export function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

function entityIn(intl: IntlShape, value: unknown, names: Names): string | null {
  const entity = textIn(value);
  return entity === null ? null : entityWords(intl, entity, names);
}

function codeIn(value: unknown): string | null {
  const text = textIn(value);
  return text === null ? null : isolated(text);
}

function joined(parts: (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== "").join(" · ");
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
