/** The kinds of facts, and which words of the text each part of a fact is. */

import type { Fact, FactPlace, Span } from "../api";

/** In the order in which they are listed; keys 1 to 8 switch those that stand in the text. */
export const KINDS = [
  "claim",
  "incident",
  "proceeding",
  "quantity",
  "time",
  "place",
  "mention",
  "role",
  "noticed",
] as const;
export type Kind = (typeof KINDS)[number];

/** Kinds that are painted in the text. */
export const IN_TEXT = KINDS.filter((kind) => kind !== "noticed");

export function kindOf(fact: Fact): Kind | null {
  return KINDS.find((kind) => kind === fact.kind) ?? null;
}

/** Kinds that the address switches off. */
export function switchedOff(off: string | undefined): ReadonlySet<Kind> {
  const named = (off ?? "").split(",");
  return new Set(KINDS.filter((kind) => named.includes(kind)));
}

/** What the address says when `off` is switched off; nothing where nothing is. */
export function spellOff(off: ReadonlySet<Kind>): string | undefined {
  const named = KINDS.filter((kind) => off.has(kind));
  return named.length === 0 ? undefined : named.join(",");
}

/** A role that words play in a fact. */
export interface FactPart {
  /** The member of the fact that they are. */
  name: string;
  span: Span;
}

/** Members that hold words of the text, in the order in which they are told. */
const PARTS: Partial<Record<Kind, readonly string[]>> = {
  claim: ["speaker", "cue", "content", "target"],
  incident: ["trigger", "actor", "target", "weapon", "where", "when", "casualties"],
  proceeding: ["trigger", "authority", "by", "subjects", "charges", "conduct", "standard"],
};

/** The words that a fact is made of, each with its role; `span` where it is one run of words. */
export function partsOf(fact: Fact): FactPart[] {
  const kind = kindOf(fact);
  const names = kind === null ? undefined : PARTS[kind];
  if (names === undefined) return fact.span === undefined ? [] : [{ name: "span", span: fact.span }];
  return names.flatMap((name) => spansIn(fact[name]).map((span) => ({ name, span })));
}

/** The spans in a member: a span, a party or casualties with a span, or a list of these. */
export function spansIn(value: unknown): Span[] {
  if (Array.isArray(value)) return value.flatMap(spansIn);
  if (isSpan(value)) return [value];
  if (typeof value === "object" && value !== null && "span" in value) return spansIn(value.span);
  return [];
}

export function isSpan(value: unknown): value is Span {
  return typeof value === "object" && value !== null && "char_start" in value && "quote" in value;
}

/** The words of a fact that are painted where it is not the open one, by the name of their paint. */
export function paintOf(fact: Fact): [paint: string, span: Span][] {
  const kind = kindOf(fact);
  if (kind === null || kind === "noticed") return [];
  const painted: Record<string, string> =
    kind === "claim"
      ? { speaker: "claim-speaker", cue: "claim-cue", content: "claim-content" }
      : { trigger: kind, span: kind };
  return partsOf(fact).flatMap(({ name, span }): [string, Span][] => {
    const paint = painted[name];
    return paint === undefined ? [] : [[`fact-${paint}`, span]];
  });
}

/** Every name that `paintOf` gives. */
export const PAINTS = [
  "fact-claim-content",
  "fact-claim-speaker",
  "fact-claim-cue",
  ...IN_TEXT.filter((kind) => kind !== "claim").map((kind) => `fact-${kind}`),
];

/** The place of a fact on an original that has no text there. */
export function placeOf(fact: Fact): FactPlace | null {
  const place = fact["place"];
  if (fact.kind !== "noticed" || typeof place !== "object" || place === null) return null;
  return place as FactPlace;
}

/** In text order, what holds more first; what stands on no text comes last. */
export function byPlace(a: Fact, b: Fact): number {
  const [one, other] = [a.span?.char_start ?? Infinity, b.span?.char_start ?? Infinity];
  if (one !== other) return one - other;
  return (b.span?.char_end ?? 0) - (a.span?.char_end ?? 0);
}

/** How a fact stands with people: who marked it last, of those that were not taken back. */
export type Held = "machine" | "by-hand" | "right" | "wrong" | "disputed";

export function heldAs(fact: Fact): Held {
  const marks = new Map<string, "right" | "wrong">();
  for (const each of fact.decisions ?? []) {
    if (each.mark !== undefined && each.withdrawn === undefined) marks.set(each.by.name, each.mark);
  }
  const said = new Set(marks.values());
  if (said.size > 1) return "disputed";
  return [...said][0] ?? (fact.made_by === undefined ? "machine" : "by-hand");
}

/** Facts of which words are among those of a range. */
export function factsIn(
  facts: readonly Fact[],
  range: { char_start: number; char_end: number },
): Fact[] {
  return facts.filter((fact) =>
    paintOf(fact).some(
      ([, span]) => span.char_start < range.char_end && range.char_start < span.char_end,
    ),
  );
}
