/** A fact that a person is writing: a new one, or a corrected version of one that is there. */

import type { Fact, FactPlace } from "../api";
import { FIELDS, changes, mustBeSaid, sent, unknownMembers, written } from "./fields";
import type { Chosen, Written } from "./fields";
import { kindOf, placeOf } from "./kinds";
import type { Kind } from "./kinds";
import type { Unreasoned } from "../client/queries";

export interface Draft {
  kind: Kind;
  /** The fact that is corrected; null for a new one. */
  of: Fact | null;
  values: Readonly<Record<string, Written | undefined>>;
  /** Where something was noticed. */
  place: FactPlace | null;
}

/** The field that takes the words somebody selected first. */
const FIRST: Partial<Record<Kind, string>> = { claim: "content", incident: "trigger", proceeding: "trigger" };

export function newDraft(kind: Kind, words: Chosen | null): Draft {
  return withWords({ kind, of: null, values: preset(kind), place: null }, words);
}

export function noticedAt(place: FactPlace): Draft {
  return { kind: "noticed", of: null, values: { sense: "seen" }, place };
}

export function correctionOf(fact: Fact): Draft | null {
  const kind = kindOf(fact);
  if (kind === null) return null;
  const values = Object.fromEntries(
    FIELDS[kind].map((field) => [field.name, written(field, fact[field.name])]),
  );
  return { kind, of: fact, values, place: placeOf(fact) };
}

/** The same words as a fact of another kind. */
export function asKind(draft: Draft, kind: Kind): Draft {
  const chosen = draft.values[FIRST[draft.kind] ?? "span"];
  const [first] = Array.isArray(chosen) ? (chosen as readonly Chosen[]) : [];
  return newDraft(kind, first ?? null);
}

function preset(kind: Kind): Draft["values"] {
  switch (kind) {
    case "claim":
      return { form: "indirect", speech_act: "statement" };
    case "incident":
      return { assertion: "claimed", source: "narrator" };
    case "quantity":
      return { bound: "exact", unit: "people" };
    case "time":
      return { type: "date", basis: "text" };
    case "place":
      return { precision: "unknown" };
    default:
      return {};
  }
}

function withWords(draft: Draft, words: Chosen | null): Draft {
  if (words === null) return draft;
  const names = draft.kind === "mention" ? { canonical: words.quote.replace(/\s+/g, " ").trim() } : {};
  return { ...draft, values: { ...draft.values, ...names, [FIRST[draft.kind] ?? "span"]: [words] } };
}

/** Fields that must be filled in and are not yet. */
export function missing(draft: Draft): string[] {
  const empty = FIELDS[draft.kind].filter(
    (field) =>
      mustBeSaid(draft.kind, field) &&
      field.name !== "entity" &&
      sent(field, draft.values[field.name]) === undefined,
  );
  const placeless = draft.kind === "noticed" && !isSomewhere(draft.place);
  return [...empty.map(({ name }) => name), ...(placeless ? ["place"] : [])];
}

function isSomewhere(place: FactPlace | null): boolean {
  if (place === null || place.kind === "time") return place !== null;
  return place.rects.every(([left, top, right, bottom]) => right > left && bottom > top);
}

/** The decision that a draft is, or null while something is missing or nothing is changed. */
export function decisionOf(draft: Draft, item: string, reading: string | undefined): Unreasoned | null {
  if (missing(draft).length > 0) return null;
  if (draft.of !== null) {
    const fields = changes(draft.kind, draft.of, draft.values);
    const moved = draft.place !== null && JSON.stringify(draft.place) !== JSON.stringify(placeOf(draft.of));
    const changed = moved ? { ...fields, place: draft.place } : fields;
    if (Object.keys(changed).length === 0) return null;
    return { decision: "correct", item, fact: draft.of.id, fields: changed };
  }
  const said: Record<string, unknown> = {};
  for (const field of FIELDS[draft.kind]) {
    const value = sent(field, draft.values[field.name]);
    if (value !== undefined) said[field.name] = value;
  }
  if (!("entity" in said) && (draft.kind === "mention" || draft.kind === "place")) {
    said["entity"] = entityKey(draft);
  }
  const observation = {
    kind: draft.kind,
    ...unknownMembers(draft.kind, said),
    ...said,
    ...(draft.kind === "noticed" && { place: draft.place }),
  };
  const of = draft.kind === "noticed" || reading === undefined ? {} : { reading };
  return { decision: "add", item, observation, ...of };
}

/** A key for whom or what words name, made from the words: `Dalia Mansur` is `dalia-mansur`. */
function entityKey(draft: Draft): string {
  const chosen = draft.values["span"];
  const [first] = Array.isArray(chosen) ? (chosen as readonly Chosen[]) : [];
  const named = draft.values["canonical"];
  const words = typeof named === "string" && named.trim() !== "" ? named : (first?.quote ?? "");
  return words.trim().toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
}
