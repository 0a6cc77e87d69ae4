/** The forms of matters as data: what can be told of each kind, and how it is sent. */

import type { Cite, Matter, MatterKind } from "./matters";

/** Lists of which a field takes its values; they are loaded where the form is shown. */
export type Source =
  | "states"
  | "crimes"
  | "modes"
  | "standards"
  | "models"
  | "steps"
  | "undertakings"
  | "elements"
  | "effects"
  | "held"
  | MatterKind;

export type Field =
  | { name: string; as: "words" | "long" | "names"; needed?: true }
  | { name: string; as: "edtf"; needed?: true }
  | { name: string; as: "one" | "several"; of: Source; needed?: true };

export type Written = string | readonly string[];
export type Values = Readonly<Record<string, Written | undefined>>;

/** Fields of each kind, besides its key, its passages and the reason, which every kind has. */
export const FORMS: Record<MatterKind, readonly Field[]> = {
  situation: [
    { name: "name", as: "words", needed: true },
    { name: "name_ar", as: "words" },
    { name: "body", as: "words" },
    { name: "reference", as: "words" },
    { name: "states", as: "several", of: "states" },
    { name: "period", as: "edtf" },
  ],
  person: [
    { name: "name", as: "words", needed: true },
    { name: "name_ar", as: "words" },
    { name: "nationalities", as: "several", of: "states" },
    { name: "born", as: "edtf" },
    { name: "of", as: "words" },
  ],
  incident: [
    { name: "situation", as: "one", of: "situation", needed: true },
    { name: "name", as: "words", needed: true },
    { name: "date", as: "edtf" },
    { name: "states", as: "several", of: "states" },
    { name: "place", as: "words" },
    { name: "actors", as: "names" },
  ],
  proceeding: [
    { name: "situation", as: "one", of: "situation", needed: true },
    { name: "model", as: "one", of: "models", needed: true },
    { name: "person", as: "one", of: "person" },
    { name: "name", as: "words" },
    { name: "body", as: "words" },
    { name: "reference", as: "words" },
    { name: "state", as: "one", of: "states" },
  ],
  step: [
    { name: "proceeding", as: "one", of: "proceeding", needed: true },
    { name: "step", as: "one", of: "steps", needed: true },
    { name: "date", as: "edtf" },
    { name: "known", as: "edtf" },
    { name: "by", as: "words" },
    { name: "said_by", as: "words" },
    { name: "standard", as: "one", of: "standards" },
    { name: "vote", as: "words" },
    { name: "crimes", as: "several", of: "crimes" },
    { name: "note", as: "long" },
  ],
  undertaking: [
    { name: "situation", as: "one", of: "situation", needed: true },
    { name: "kind", as: "one", of: "undertakings", needed: true },
    { name: "what", as: "long", needed: true },
    { name: "by", as: "names" },
    { name: "to", as: "names" },
    { name: "date", as: "edtf" },
    { name: "due", as: "edtf" },
    { name: "known", as: "edtf" },
    { name: "said_by", as: "words" },
    { name: "answers", as: "one", of: "undertaking" },
  ],
  charge: [
    { name: "situation", as: "one", of: "situation", needed: true },
    { name: "crime", as: "one", of: "crimes", needed: true },
    { name: "mode", as: "one", of: "modes", needed: true },
    { name: "person", as: "one", of: "person", needed: true },
    { name: "incidents", as: "several", of: "incident", needed: true },
    { name: "name", as: "words" },
    { name: "period", as: "edtf" },
    { name: "states", as: "several", of: "states" },
    { name: "place", as: "words" },
  ],
  conclusion: [
    { name: "situation", as: "one", of: "situation", needed: true },
    { name: "text", as: "long", needed: true },
  ],
  link: [
    { name: "charge", as: "one", of: "charge", needed: true },
    { name: "element", as: "one", of: "elements", needed: true },
    { name: "effect", as: "one", of: "effects", needed: true },
    { name: "conclusion", as: "one", of: "conclusion" },
  ],
  assess: [
    { name: "charge", as: "one", of: "charge", needed: true },
    { name: "element", as: "one", of: "elements", needed: true },
    { name: "held", as: "one", of: "held", needed: true },
    { name: "standard", as: "one", of: "standards", needed: true },
  ],
};

/** The field that a key is made of where nobody has chosen one. */
const NAMED_BY: Partial<Record<MatterKind, readonly string[]>> = {
  situation: ["name"],
  person: ["name"],
  incident: ["name"],
  proceeding: ["name", "person", "situation"],
  step: ["proceeding", "step"],
  undertaking: ["kind", "date"],
  charge: ["name", "person", "crime"],
  conclusion: ["situation"],
  link: ["charge", "element", "effect"],
  assess: ["charge", "element"],
};

/** Words of which a key may be made. */
export function namedBy(kind: MatterKind, values: Values): string {
  const words = (NAMED_BY[kind] ?? []).map((name) => values[name]);
  const told = words.filter((each): each is string => typeof each === "string" && each !== "");
  const first = kind === "proceeding" || kind === "charge" ? told.slice(0, 2) : told;
  return [kind, ...first].join(" ");
}

export function missing(kind: MatterKind, values: Values, cites: readonly Cite[]): string[] {
  const empty = FORMS[kind].filter(({ name, needed }) => needed === true && isEmpty(values[name]));
  const bare = kind === "link" && cites.length === 0 && isEmpty(values["conclusion"]);
  return [...empty.map(({ name }) => name), ...(bare ? ["cites"] : [])];
}

function isEmpty(value: Written | undefined): boolean {
  return value === undefined || (typeof value === "string" ? value.trim() === "" : value.length === 0);
}

/** What is written of a matter that stands already, so that a new version of it can be entered. */
export function valuesOf(matter: Matter): Values {
  const told = matter as unknown as Record<string, unknown>;
  return Object.fromEntries(
    FORMS[matter.decision].map(({ name, as }) => {
      const value = told[name];
      if (name === "nationalities" && Array.isArray(value)) {
        return [name, (value as { state: string }[]).map((each): string => each.state)];
      }
      if (as === "names") return [name, Array.isArray(value) ? value.join("; ") : ""];
      if (Array.isArray(value)) return [name, (value as unknown[]).map(String)];
      return [name, typeof value === "string" ? value : ""];
    }),
  ) as Values;
}

/** The matter as it is sent; fields that nobody filled in are left out. */
export function matterOf(
  kind: MatterKind,
  key: string,
  values: Values,
  cites: readonly Cite[],
  reason: string,
  before?: Matter,
): Matter {
  const told: Record<string, unknown> = { decision: kind, key, reason: reason.trim() };
  for (const { name, as } of FORMS[kind]) {
    const value = values[name];
    if (isEmpty(value) || value === undefined) continue;
    if (name === "nationalities") told[name] = nationalities(value as readonly string[], before);
    else if (as === "names") told[name] = split(value as string);
    else told[name] = typeof value === "string" ? value.trim() : value;
  }
  if (cites.length > 0) told["cites"] = cites.map(asSent);
  return told as unknown as Matter;
}

/** Nationalities whose days are known already keep them. */
function nationalities(states: readonly string[], before: Matter | undefined): object[] {
  const known = before?.decision === "person" ? (before.nationalities ?? []) : [];
  return states.map((state): object => known.find((each) => each.state === state) ?? { state });
}

function split(value: string): string[] {
  return value.split(/[;\u061b\n]/).map((each) => each.trim()).filter((each) => each !== "");
}

/** A passage without what the archive puts in by itself. */
function asSent({ item, fact, reading, char_start, char_end, quote }: Cite): Cite {
  if (fact != null) return { item, fact };
  return {
    item,
    ...(reading != null && { reading }),
    ...(char_start != null && { char_start }),
    ...(char_end != null && { char_end }),
    ...(quote != null && { quote }),
  };
}

/** A passage of which somebody pasted the address, without its words; null where it is none. */
export function passageIn(text: string): Pick<Cite, "item" | "reading" | "char_start" | "char_end"> | null {
  const found = /\/items\/(IT-[0-9A-Z.-]+)\?(\S+)/i.exec(text);
  if (found === null) return null;
  const query = new URLSearchParams(found[2]);
  const [start, end] = [Number(query.get("char_start") ?? NaN), Number(query.get("char_end") ?? NaN)];
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || end <= start || start < 0) return null;
  const reading = query.get("reading");
  return {
    item: (found[1] ?? "").toUpperCase(),
    char_start: start,
    char_end: end,
    ...(reading !== null && reading !== "" && { reading }),
  };
}
