/** What can be said of each kind of fact: the members as they are shown and as a person writes them. */

import type { Kind } from "./kinds";

export type Field =
  /** Words of the text: one run, or several. */
  | { name: string; as: "span" | "spans" | "party" | "parties"; needed?: true }
  | { name: string; as: "text" | "texts" | "number" | "flag"; needed?: true }
  | { name: string; as: "choice"; values: readonly string[]; needed?: true }
  /** Told, but not written here. */
  | { name: string; as: "told" };

const NAMED = ["PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "WEAPON"] as const;
const BOUNDS = [
  "exact", "more than", "at least", "about", "less than", "at most", "between", "multiple", "unknown",
] as const;
const ACTS = [
  "statement", "demand", "commitment", "order", "agreement", "condemnation", "characterisation",
  "support", "accusation", "denial", "finding", "challenge", "non-confirmation",
] as const;
const PRECISIONS = ["site", "place", "district", "governorate", "region", "country", "unknown"] as const;
const ASSERTIONS = ["asserted", "claimed", "claimed, disputed", "finding", "finding: reasonable grounds"] as const;

export const FIELDS: Record<Kind, readonly Field[]> = {
  claim: [
    { name: "speaker", as: "span" },
    { name: "speaker_entity", as: "text" },
    { name: "via", as: "texts" },
    { name: "cue", as: "span", needed: true },
    { name: "content", as: "span" },
    { name: "speech_act", as: "choice", values: ACTS, needed: true },
    { name: "form", as: "choice", values: ["indirect", "direct", "mixed"], needed: true },
    { name: "hedge", as: "text" },
    { name: "negated", as: "flag" },
    { name: "anonymous", as: "flag" },
    { name: "speaker_implicit", as: "flag" },
    { name: "stance", as: "choice", values: ["positive", "negative"] },
    { name: "target", as: "span" },
    { name: "interest", as: "text" },
    { name: "loaded", as: "spans" },
    { name: "note", as: "text" },
  ],
  incident: [
    { name: "type", as: "text", needed: true },
    { name: "trigger", as: "span", needed: true },
    { name: "actor", as: "span" },
    { name: "target", as: "spans" },
    { name: "weapon", as: "spans" },
    { name: "where", as: "spans" },
    { name: "when", as: "span" },
    { name: "when_edtf", as: "text" },
    { name: "casualties", as: "told" },
    { name: "assertion", as: "choice", values: ASSERTIONS, needed: true },
    { name: "source", as: "text", needed: true },
    { name: "mapped", as: "texts" },
    { name: "coref_triggers", as: "spans" },
    { name: "note", as: "text" },
  ],
  proceeding: [
    { name: "step", as: "text", needed: true },
    { name: "trigger", as: "span", needed: true },
    { name: "authority", as: "party" },
    { name: "by", as: "parties" },
    { name: "subjects", as: "parties" },
    { name: "charges", as: "spans" },
    { name: "conduct", as: "spans" },
    { name: "standard", as: "span" },
    { name: "vote", as: "text" },
    { name: "status", as: "text", needed: true },
    { name: "date", as: "text" },
    { name: "date_basis", as: "text" },
    { name: "note", as: "text" },
  ],
  quantity: [
    { name: "span", as: "span", needed: true },
    { name: "what", as: "text", needed: true },
    { name: "bound", as: "choice", values: BOUNDS, needed: true },
    { name: "value", as: "number", needed: true },
    { name: "value_max", as: "number" },
    { name: "unit", as: "text", needed: true },
    { name: "scope", as: "text" },
    { name: "as_of", as: "text" },
    { name: "source", as: "text" },
    { name: "note", as: "text" },
  ],
  time: [
    { name: "span", as: "span", needed: true },
    { name: "type", as: "choice", values: ["date", "duration"], needed: true },
    { name: "edtf", as: "text", needed: true },
    { name: "edtf_text_only", as: "text", needed: true },
    { name: "basis", as: "text", needed: true },
    { name: "printed", as: "text" },
  ],
  place: [
    { name: "span", as: "span", needed: true },
    { name: "entity", as: "text", needed: true },
    { name: "precision", as: "choice", values: PRECISIONS, needed: true },
    { name: "lat", as: "number", needed: true },
    { name: "lon", as: "number", needed: true },
    { name: "gazetteer", as: "text", needed: true },
    { name: "country", as: "text" },
  ],
  mention: [
    { name: "span", as: "span", needed: true },
    { name: "type", as: "choice", values: NAMED, needed: true },
    { name: "canonical", as: "text", needed: true },
    { name: "entity", as: "text", needed: true },
  ],
  role: [
    { name: "span", as: "span", needed: true },
    { name: "role", as: "text", needed: true },
    { name: "entity", as: "text", needed: true },
    { name: "of", as: "text" },
    { name: "former", as: "flag" },
  ],
  noticed: [
    { name: "what", as: "text", needed: true },
    { name: "sense", as: "choice", values: ["seen", "heard"], needed: true },
    { name: "type", as: "choice", values: NAMED },
    { name: "entity", as: "text" },
  ],
};

/** Members that a record must have, where nothing need be known of them: they are sent as null. */
const MAY_BE_UNKNOWN: Partial<Record<Kind, readonly string[]>> = {
  claim: ["speaker", "content"],
  quantity: ["value"],
  time: ["edtf", "edtf_text_only"],
  place: ["lat", "lon", "gazetteer"],
  role: ["entity"],
};

/** Whether a member must be filled in, and not only be there. */
export function mustBeSaid(kind: Kind, field: Field): boolean {
  return "needed" in field && !(MAY_BE_UNKNOWN[kind]?.includes(field.name) ?? false);
}

/** The members of a new fact that were left empty and must be there all the same. */
export function unknownMembers(kind: Kind, said: Record<string, unknown>): Record<string, null> {
  const missing = (MAY_BE_UNKNOWN[kind] ?? []).filter((name) => !(name in said));
  return Object.fromEntries(missing.map((name) => [name, null]));
}

/** What a person chose or wrote for a field, as text or as words of the text. */
export type Written = string | boolean | readonly Chosen[];

/** Words of the text that were chosen for a field. */
export interface Chosen {
  char_start: number;
  char_end: number;
  quote: string;
}

/** A field as it is sent; undefined where it was left empty. */
export function sent(field: Field, written: Written | undefined): unknown {
  if (written === undefined || written === "") return undefined;
  if (typeof written === "boolean") return written;
  if (typeof written === "string") {
    if (field.as === "number") return numberIn(written);
    if (field.as === "texts") return listIn(written);
    return written.trim() === "" ? undefined : written.trim();
  }
  const spans = written.map(({ char_start, char_end, quote }) => ({ char_start, char_end, quote }));
  const parties = written.map((span, at) => ({ span: spans[at], canonical: span.quote }));
  switch (field.as) {
    case "span":
      return spans[0];
    case "spans":
      return spans;
    case "party":
      return parties[0];
    case "parties":
      return parties;
    default:
      return undefined;
  }
}

const ARABIC_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;

function numberIn(words: string): number | undefined {
  const plain = words
    .trim()
    .replace(ARABIC_DIGITS, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace("\u066b", ".");
  const number = Number(plain);
  return plain === "" || Number.isNaN(number) ? undefined : number;
}

function listIn(words: string): string[] {
  return words.split(/[;\u061b\n]/).map((each) => each.trim()).filter((each) => each !== "");
}

/** A field of a fact as a person would have written it. */
export function written(field: Field, value: unknown): Written | undefined {
  if (value === null || value === undefined) return undefined;
  switch (field.as) {
    case "flag":
      return value === true;
    case "span":
    case "spans":
    case "party":
    case "parties": {
      const several: unknown[] = Array.isArray(value) ? value : [value];
      return several.flatMap((each) => {
        const span = (field.as === "party" || field.as === "parties")
          ? (each as { span?: Chosen | null }).span
          : (each as Chosen);
        return span === null || span === undefined
          ? []
          : [{ char_start: span.char_start, char_end: span.char_end, quote: span.quote }];
      });
    }
    case "texts":
      return Array.isArray(value) ? value.join("; ") : "";
    default:
      return typeof value === "string" ? value : JSON.stringify(value);
  }
}

/** The fields in which what is written differs from a fact, as they are sent; null takes one away. */
export function changes(
  kind: Kind,
  fact: Record<string, unknown>,
  now: Readonly<Record<string, Written | undefined>>,
): Record<string, unknown> {
  const changed: Record<string, unknown> = {};
  for (const field of FIELDS[kind]) {
    if (field.as === "told") continue;
    const before = sent(field, written(field, fact[field.name]));
    const after = sent(field, now[field.name]);
    if (JSON.stringify(before ?? empty(field)) === JSON.stringify(after ?? empty(field))) continue;
    changed[field.name] = after ?? empty(field);
  }
  return changed;
}

function empty(field: Field): unknown {
  if (field.as === "flag") return false;
  return field.as === "spans" || field.as === "parties" || field.as === "texts" ? [] : null;
}
