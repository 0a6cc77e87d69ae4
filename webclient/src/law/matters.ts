/** Matters: what people enter so that law can be held against it. */

/** A passage that stands behind a matter. */
export interface Cite {
  item: string;
  fact?: string | null;
  reading?: string | null;
  char_start?: number | null;
  char_end?: number | null;
  quote?: string | null;
  /** The day (EDTF) of the article that it stands in. */
  published?: string | null;
  number?: number | null;
  /** The item was erased, and the words of the passage with it. */
  gone?: boolean;
}

export const EFFECTS = ["supports", "undermines", "explains-otherwise", "neutral"] as const;
export type Effect = (typeof EFFECTS)[number];

export const HELD = ["met", "not-met", "open"] as const;
export type Held = (typeof HELD)[number];

interface Common {
  key: string;
  reason: string;
  cites?: Cite[];
}

export interface Situation extends Common {
  decision: "situation";
  name: string;
  name_ar?: string;
  body?: string;
  reference?: string;
  states?: string[];
  period?: string | null;
}

export interface Person extends Common {
  decision: "person";
  name: string;
  name_ar?: string;
  nationalities?: { state: string; since?: string | null; until?: string | null }[];
  born?: string | null;
  of?: string;
}

export interface ReportedIncident extends Common {
  decision: "incident";
  situation: string;
  name: string;
  date?: string | null;
  states?: string[];
  place?: string;
  actors?: string[];
}

export interface LegalProceeding extends Common {
  decision: "proceeding";
  situation: string;
  model: string;
  name?: string;
  person?: string | null;
  body?: string;
  reference?: string;
  state?: string | null;
}

export interface Step extends Common {
  decision: "step";
  proceeding: string;
  step: string;
  date?: string | null;
  known?: string | null;
  by?: string;
  said_by?: string;
  standard?: string | null;
  vote?: string;
  crimes?: string[];
  note?: string;
}

export interface Undertaking extends Common {
  decision: "undertaking";
  situation: string;
  kind: string;
  what: string;
  by?: string[];
  to?: string[];
  date?: string | null;
  due?: string | null;
  known?: string | null;
  said_by?: string;
  answers?: string | null;
}

export interface Charge extends Common {
  decision: "charge";
  situation: string;
  crime: string;
  mode: string;
  person: string;
  incidents: string[];
  name?: string;
  period?: string | null;
  states?: string[];
  place?: string;
}

export interface Conclusion extends Common {
  decision: "conclusion";
  situation: string;
  text: string;
}

export interface ElementLink extends Common {
  decision: "link";
  element: string;
  effect: Effect;
  charge?: string | null;
  situation?: string | null;
  conclusion?: string | null;
}

export interface Assessment extends Common {
  decision: "assess";
  element: string;
  held: Held;
  standard: string;
  charge?: string | null;
  situation?: string | null;
}

export interface WithdrawMatter {
  decision: "withdraw-matter";
  key: string;
  reason: string;
}

export type Matter =
  | Situation
  | Person
  | ReportedIncident
  | LegalProceeding
  | Step
  | Undertaking
  | Charge
  | Conclusion
  | ElementLink
  | Assessment;

export type MatterKind = Matter["decision"];
export type Of<K extends MatterKind> = Extract<Matter, { decision: K }>;

/** A matter as it stands in the archive. */
export interface Standing<M extends Matter = Matter> {
  matter: M;
  number: number;
  version: number;
  /** Who entered it. */
  by: string;
  at: string;
  withdrawn?: number | null;
}

/** The version of each key that stands: the newest that was not withdrawn. */
export function standingOf(all: readonly Standing[]): Map<string, Standing> {
  const found = new Map<string, Standing>();
  for (const each of all) {
    if (each.withdrawn != null) continue;
    const older = found.get(each.matter.key);
    if (older === undefined || each.version >= older.version) found.set(each.matter.key, each);
  }
  return found;
}

export function ofKind<K extends MatterKind>(
  known: ReadonlyMap<string, Standing>,
  kind: K,
): Standing<Of<K>>[] {
  return [...known.values()].filter(
    (each): each is Standing<Of<K>> => each.matter.decision === kind,
  );
}

const MOST_OF_KEY = 64;

/** A key made of a name: `Harbour inquiry` is `harbour-inquiry`; letters of other alphabets have none. */
export function keyFrom(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, MOST_OF_KEY)
    .replace(/-+$/, "");
  return plain;
}

export function isKey(value: string): boolean {
  return /^[a-z0-9-]{1,64}$/.test(value);
}

/** A key that nothing has yet: the proposed one, or one with a number behind it. */
export function freeKey(proposed: string, taken: ReadonlySet<string>): string {
  if (proposed !== "" && !taken.has(proposed)) return proposed;
  for (let number = 2; ; number += 1) {
    const key = `${proposed.slice(0, MOST_OF_KEY - 6)}-${number}`.replace(/^-+/, "");
    if (!taken.has(key)) return key;
  }
}
