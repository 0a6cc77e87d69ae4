/**
 * Entries of the custody log as sentences.
 *
 * A sentence is made from the type of the entry and its fields alone: the log holds no prose. A
 * field that is null was not stated; a field that is missing is not shown to this person. Neither
 * is guessed, and neither keeps the sentence from being told.
 */

import type { Entry, Json } from "../api";
import type { MessageId } from "../i18n";

/** A value of a sentence: words of people, names of fields, a moment, references of items. */
export type Value =
  | { words: string }
  | { names: string[] }
  | { refs: string[] }
  | { count: number }
  | { at: string }
  | { flag: string };

export interface Sentence {
  id: MessageId;
  values: Record<string, Value>;
}

/** Fields of a `derived` entry that tell the result for one item are named like this. */
const RESULT = "result ";

/** And those that tell how its analysis ended like this. */
const OBSERVATIONS = "observations ";

/** And those that tell which of its pages was made visible again like this. */
const RERENDERING = "rerendering ";

export function sentenceOf(entry: Entry): Sentence {
  return {
    id: idOf(entry),
    values: {
      actor: words(entry.actor?.name ?? null),
      hasActor: flag(entry.actor !== null),
      ...own(entry),
    },
  };
}

function own({ type, fields }: Entry): Record<string, Value> {
  switch (type) {
    case "archive-created":
      return told(fields, "name");
    case "acquired":
      return {
        item: { refs: itemsOf(fields) },
        ...told(fields, "name"),
        ...told(fields, "source"),
      };
    case "derived": {
      const items = itemsOf(fields);
      return { items: { refs: items }, count: { count: items.length } };
    }
    case "checked":
      return {
        outcome: flag(fields["outcome"] === "unchanged"),
        problems: { count: number(fields["problem_count"]) },
      };
    case "accessed":
      return { items: { refs: itemsOf(fields) }, ...told(fields, "purpose") };
    case "key-rotated":
      return {};
    case "model-added":
    case "authority-added":
    case "authority-stopped":
      return told(fields, "name");
    case "timestamped":
      return {
        ...told(fields, "authority"),
        size: { count: number(fields["size"]) },
        time: { at: text(fields["time"]) ?? "" },
        odd: flag(Array.isArray(fields["odd"]) && fields["odd"].length > 0),
      };
    case "witness-trusted":
      return { ...told(fields, "name"), trusted: flag(fields["trusted"] === true) };
    case "witnessed":
      return { ...told(fields, "name"), size: { count: number(fields["size"]) } };
    case "held":
    case "hold-lifted":
    case "erasure-withdrawn":
    case "erased":
      return { items: { refs: itemsOf(fields) }, ...told(fields, "reason") };
    case "erasure-ordered":
      return { items: { refs: itemsOf(fields) }, ...told(fields, "basis") };
    case "erasure-confirmed":
      return { items: { refs: itemsOf(fields) }, ...told(fields, "outside") };
    case "decided":
      return {
        items: { refs: itemsOf(fields) },
        decision: { flag: text(fields["decision"]) ?? "hidden" },
        mark: { flag: text(fields["mark"]) ?? "hidden" },
        ...told(fields, "reason"),
      };
    case "matter-entered":
    case "matter-withdrawn":
      return { ...told(fields, "key"), ...told(fields, "reason") };
    case "watch-set":
      return { ...told(fields, "watch"), ...told(fields, "url") };
    case "watch-looked":
      return {
        items: { refs: itemsOf(fields) },
        ...told(fields, "watch"),
        outcome: { flag: text(fields["outcome"]) ?? "hidden" },
      };
    case "watch-ended":
      return { ...told(fields, "watch"), ...told(fields, "reason") };
    case "cited":
      return { items: { refs: itemsOf(fields) }, ...told(fields, "matter") };
    case "stated":
      return { items: { refs: itemsOf(fields) } };
    case "replicated":
      return { ...told(fields, "replica"), entries: { count: number(fields["entries"]) } };
    case "audited":
      return {
        ...told(fields, "replica"),
        outcome: flag(fields["outcome"] === "as it should be"),
        failed: { count: number(fields["failed"]) },
      };
    case "repaired":
      return {
        repairs: { count: number(fields["repair_count"]) },
        left: { count: number(fields["unrepaired_count"]) },
      };
    case "exported":
    case "proved":
      return {
        ...told(fields, "matter"),
        items: { refs: itemsOf(fields) },
        released: list(fields["released"]),
        hasReleased: flag(Array.isArray(fields["released"]) && fields["released"].length > 0),
      };
  }
}

function idOf({ type, fields }: Entry): Sentence["id"] {
  const has = (beginning: string) => Object.keys(fields).some((name) => name.startsWith(beginning));
  if (has(OBSERVATIONS)) return "entry.analysed";
  return has(RERENDERING) ? "entry.rerendered" : `entry.${type}`;
}

/** The references of the items that an entry is about, each once. */
export function itemsOf(fields: Entry["fields"]): string[] {
  const single = text(fields["item"]);
  const several = Array.isArray(fields["items"]) ? fields["items"].map(text) : [];
  const results = Object.keys(fields).flatMap((name) =>
    [RESULT, OBSERVATIONS, RERENDERING]
      .filter((beginning) => name.startsWith(beginning))
      .map((beginning) => name.slice(beginning.length)),
  );
  const all = [single, ...several, ...results].filter((ref): ref is string => ref !== null);
  return [...new Set(all)];
}

function list(value: Json | undefined): Value {
  return { names: Array.isArray(value) ? value.flatMap((one) => text(one) ?? []) : [] };
}

function text(value: Json | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** A name that is no Unicode stands in the log as base64. */
function nameOf(value: Json | undefined): string | null {
  if (value !== null && typeof value === "object" && !Array.isArray(value)) {
    return text(value["b64"]);
  }
  return text(value);
}

function number(value: Json | undefined): number {
  return typeof value === "number" ? value : 0;
}

function words(value: string | null): Value {
  return { words: value ?? "" };
}

function flag(value: boolean): Value {
  return { flag: value ? "yes" : "no" };
}

/** The value and whether it was stated (`yes`, `no`) or is not shown to this person (`hidden`). */
function told(fields: Entry["fields"], name: string): Record<string, Value> {
  const value = nameOf(fields[name]);
  const has = name in fields ? (value === null ? "no" : "yes") : "hidden";
  return { [name]: words(value), [`has${name.charAt(0).toUpperCase()}${name.slice(1)}`]: { flag: has } };
}
