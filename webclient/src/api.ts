/**
 * The shapes that the server's HTTP interface speaks.
 *
 * Every `char_*` number counts Unicode code points, never UTF-16 units: see `text/codepoints.ts`.
 */

export type State =
  | "preserved"
  | "read"
  | "read-empty"
  | "partly-read"
  | "no-reader"
  | "encrypted"
  | "waiting"
  | "unreadable"
  | "refused"
  | "erased";

export const STATES: readonly State[] = [
  "preserved",
  "read",
  "read-empty",
  "partly-read",
  "no-reader",
  "encrypted",
  "waiting",
  "unreadable",
  "refused",
  "erased",
];

export type RestrictionKind =
  | "confidential"
  | "lead-only"
  | "view-only"
  | "no-onward-sharing"
  | "provider-consent"
  | "embargo";

export interface Restriction {
  kind: RestrictionKind;
  /** ISO 8601 date; an embargo has one. */
  until: string | null;
}

export interface Actor {
  name: string;
  basis: "given" | "environment" | "login";
  verified: boolean;
}

export interface Session {
  actor: Actor;
  archive: { name: string; origin: string };
  version: string;
  /** Whom the archive asks over the network by itself; null where that cannot be told. */
  outward: { authorities: string[]; witnesses: string[]; watches: number } | null;
}

export interface Status {
  items: number;
  inside: number;
  states: Partial<Record<State, number>>;
  /** Each item once, by state and notice. */
  lines: StatusLine[];
  restricted: number;
  entries: number;
  checkpoint: { size: number; root: string };
}

export interface StatusLine {
  state: State;
  code: string | null;
  /** What the notice says of all of them, in English. */
  reason: string | null;
  number: number;
  /** Media types of what has no reader, the most frequent ones. */
  kinds?: [media_type: string, number: number][];
}

export type Derivation = "slice" | "decoded" | "decompressed" | "synthesised";

export interface ItemRow {
  ref: string;
  /** True when the item is restricted and no purpose was stated: everything below may be null. */
  hidden: boolean;
  restricted: boolean;
  restrictions: Restriction[];
  name: string | null;
  state: State | null;
  media_type: string | null;
  size: number | null;
  sha256: string | null;
  acquired_at: string | null;
  source: string | null;
  collector: string | null;
  title: string | null;
  language: string | null;
  articles: number | null;
  /** A sentence in English; of an erased item, `erased` tells it in parts. */
  reason: string | null;
  /** The notice that the reason is of. */
  code: string | null;
  /** The name under which it stands inside of another item. */
  path: string | null;
  derivation: Derivation | null;
  /** How many items are directly inside of it. */
  inside: number | null;
  erased: Erased | null;
}

export interface Erased {
  at: string;
  order: number;
}

/** What forbids that an item is erased; its number is that of its entry. */
export interface Hold {
  number: number;
  item: string;
  reason: string | null;
  by: string;
  at: string;
}

/** An erasure order that waits for a second person, or was confirmed and is not carried out yet. */
export interface Order {
  number: number;
  item: string;
  basis: string | null;
  ordered_by: string;
  ordered_at: string;
  state: "open" | "withdrawn" | "confirmed" | "erased";
}

/** What a package said of the bytes that came in it. */
export interface Claimed {
  bag: string;
  digests: Record<string, string>;
  agrees: boolean;
  /** With the declaration of the package: how many files that it lists are missing. */
  missing?: number;
  /** The first of their paths. */
  missing_paths?: string[];
}

export interface ItemList {
  total: number;
  items: ItemRow[];
}

export interface Note {
  code: string;
  detail: string;
}

export interface ReadingSummary {
  key: string;
  recipe: {
    tool: string;
    version: string;
    libraries: [name: string, version: string][];
    environment: string[];
  };
  state: State;
  warnings: Note[];
  media_type: string;
  encoding: string | null;
  language: string | null;
  /** Who took the original for which kind. */
  opinions: [who: string, media_type: string][];
}

export interface Item extends ItemRow {
  digests: { sha256: string; blake3: string; size: number };
  form: {
    source: string | null;
    collector: string | null;
    purpose: string | null;
    method: string | null;
    consent: string | null;
  };
  /** What it was found in, outermost first. */
  around: { ref: string; name: string | null }[];
  /** Its bytes in what it was found in. */
  start: number | null;
  end: number | null;
  /** The media type and the date that its container states. */
  declared: string | null;
  modified: string | null;
  holds: Hold[];
  order: Order | null;
  occurrences: { path: string | null; name: string | null; at: string; claimed: Claimed | null }[];
  readings: ReadingSummary[];
  metadata: [name: string, value: string][];
  entries: { index: number; type: EntryType; at: string }[];
  same_bytes: string[];
}

export interface Span {
  char_start: number;
  char_end: number;
  byte_start: number;
  byte_end: number;
  quote: string;
}

export interface Caption {
  span: Span;
  credit: string | null;
  photographer: string | null;
  agency: string | null;
  date: string | null;
  place: string | null;
  file_photo: boolean;
}

export interface Article {
  article: number;
  span: Span;
  title: Span | null;
  body: Span | null;
  paragraphs: Span[];
  captions: Caption[];
  byline: Span | null;
  dateline: Span | null;
  published: { edtf: string; basis: string } | null;
  language: string | null;
  left_out: { span: Span; why: string }[];
}

/** What somebody holds of a fact; its number is that of its entry. */
export interface FactDecision {
  number: number;
  decision: "mark" | "correct" | "add";
  by: Actor;
  at: string;
  reason: string;
  mark?: "right" | "wrong";
  /** What a correction put in, and the id of the version that it made. */
  fields?: { [name: string]: Json };
  made?: string;
  /** The entry by which it was taken back. */
  withdrawn?: number;
}

/** A fact of the text: what a machine found or a person wrote. Further members depend on the kind. */
export interface Fact {
  id: string;
  item: string;
  kind: string;
  original: string;
  reading?: string;
  article?: number | null;
  /** The id of the recipe; what a person wrote has none, but `made_by` and `decision`. */
  recipe?: string;
  span?: Span;
  decisions?: FactDecision[];
  made_by?: Actor;
  at?: string;
  decision?: number;
  reason?: string;
  /** The id of the fact of which this is a corrected version. */
  corrects?: string;
  [member: string]: unknown;
}

/** A place of an original that has no text there. */
export type FactPlace =
  | { kind: "page"; page: number; rects: Rect[] }
  | { kind: "time"; start: number; end: number };

/** A decision as it is sent: docs/reference/decisions.md. */
export type Decide =
  | { decision: "mark"; item: string; fact: string; mark: "right" | "wrong"; reason: string }
  | { decision: "correct"; item: string; fact: string; fields: Record<string, unknown>; reason: string }
  | { decision: "add"; item: string; observation: Record<string, unknown>; reading?: string; reason: string }
  | { decision: "withdraw"; item: string; number: number; reason: string };

export interface Decided {
  number: number;
  item: string | null;
  decision: string;
  fact: string | null;
  made: string | null;
  key: string | null;
  version: number | null;
}

/** How a fact was found. */
export interface Recipe {
  step: string;
  tool: string;
  version: string;
  libraries?: [name: string, version: string][];
  settings?: [name: string, value: string][];
  environment?: string[];
}

export interface ReadingText {
  /** Key of the reading that the text comes from. */
  reading: string;
  text: string;
  language: string | null;
  pages: [char_start: number, char_end: number][];
  articles: Article[];
  warnings: Note[];
  blocks: TextBlock[];
}

/** A paragraph-like unit of an original that is no web page. */
export type TextBlock = [
  char_start: number,
  char_end: number,
  tag: string,
  within: string[],
  hints: string[],
];

export interface Sheet {
  name: string;
  cells: number;
  rows: number;
  columns: number;
}

export interface SheetCell {
  row: number;
  column: number;
  char_start: number;
  char_end: number;
  text: string;
}

export interface SheetWindow {
  sheet: string;
  first: number;
  columns: string[];
  /** Columns that were left out. */
  more: number;
  cells: SheetCell[];
}

export interface Alike {
  ref: string;
  method: "minhash" | "pdq";
  article?: number;
  of_article?: number;
  jaccard?: number;
  contained?: number;
  one_origin?: boolean;
  distance?: number;
  title?: string;
  published?: string;
  source?: string;
}

export interface Likes {
  ref: string;
  alike: Alike[];
  compared: boolean;
  not_compared: number;
}

export interface Copied {
  ref: string;
  article?: number;
  title?: string;
  published?: string;
  source?: string;
  acquired_at: string;
}

export interface Stories {
  total: number;
  more: boolean;
  stories: { copies: Copied[] }[];
}

export type ReadEvent =
  | { event: "became"; ref: string; became: Became; state: State | null }
  | { event: "end"; states: Partial<Record<State, number>>; became: Partial<Record<Became, number>> };

export type Became = "same" | "read" | "changed" | "kept" | "not-read" | "not-determinate";

/** Left, top, right, bottom in thousandths of a point, origin at the top left of the page. */
export type Rect = [left: number, top: number, right: number, bottom: number];

export type Locator =
  | { kind: "bytes"; start: number; end: number }
  | { kind: "page"; page: number; rects: Rect[] }
  | { kind: "part"; name: string; start: number; end: number; encoding: string | null }
  | { kind: "cell"; sheet: string; cell: string }
  | { kind: "row"; table: string; row: number; column: string | null };

export interface Anchor {
  /** SHA-256 of the original. */
  original: string;
  reading: string;
  char_start: number;
  char_end: number;
  quote: string;
  /** Empty where the place cannot be told. */
  locators: Locator[];
}

export interface PageSize {
  page: number;
  /** Thousandths of a point. */
  width: number;
  height: number;
}

export interface Snippet {
  char_start: number;
  char_end: number;
  quote: string;
  /** Code-point offsets into `quote`. */
  marks: [start: number, end: number][];
}

export interface Hit {
  ref: string;
  article: number | null;
  title: string | null;
  name: string | null;
  language: string | null;
  score: number;
  snippets: Snippet[];
}

export interface FacetValue {
  value: string;
  count: number;
}

export interface SearchResult {
  total: number;
  hits: Hit[];
  facets: { language: FacetValue[]; media_type: FacetValue[] };
  /** Restricted items that were left out because no purpose was stated. */
  not_searched: number;
  understood: Understood;
}

/** How the query was read. */
export interface Understood {
  everything: boolean;
  conditions: Condition[];
  language: string | null;
  remarks: { code: string; shown: string | null }[];
}

/** At least one of these must hold; when excluded, none may. */
export interface Condition {
  any_of: Sought[];
  excluded: boolean;
}

export interface Sought {
  kind: "word" | "exact" | "phrase" | "beginning" | "language";
  shown: string;
  title: boolean;
}

export type EntryType =
  | "archive-created"
  | "acquired"
  | "derived"
  | "checked"
  | "accessed"
  | "proved"
  | "stated"
  | "key-rotated"
  | "model-added"
  | "authority-added"
  | "authority-stopped"
  | "timestamped"
  | "witness-trusted"
  | "witnessed"
  | "exported"
  | "replicated"
  | "audited"
  | "repaired"
  | "held"
  | "hold-lifted"
  | "erasure-ordered"
  | "erasure-withdrawn"
  | "erasure-confirmed"
  | "erased"
  | "decided"
  | "matter-entered"
  | "cited"
  | "matter-withdrawn"
  | "watch-set"
  | "watch-looked"
  | "watch-ended";

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

export interface Entry {
  index: number;
  type: EntryType;
  at: string;
  actor: Actor | null;
  fields: { [name: string]: Json };
}

export interface Checkpoint {
  origin: string;
  size: number;
  root: string;
  text: string;
  key: string;
}

export interface CustodyPage {
  total: number;
  entries: Entry[];
  checkpoint: Checkpoint | null;
}

export type CheckStep =
  | "newest"
  | "log-structure"
  | "log-signature"
  | "payloads"
  | "timestamps"
  | "originals"
  | "coverage"
  | "projections";

export type CheckEvent =
  | {
      event: "step";
      step: CheckStep;
      title: string;
      done: number;
      total: number;
      state: "running" | "ok" | "failed";
    }
  | { event: "problem"; step: CheckStep; path: string | null; detail: string }
  | {
      event: "end";
      ok: boolean;
      seconds: number;
      objects: number;
      bytes: number;
      entries: number;
      entry: number | null;
      /** Why the check could not be entered in the log, where it could not. */
      not_entered: string | null;
    };

export type AddEvent =
  | { event: "received"; name: string }
  | {
      event: "preserved" | "already-held" | "failed";
      name: string;
      ref: string | null;
      entry: number | null;
      reason: string | null;
    }
  | { event: "state"; ref: string; state: State; reason: string | null }
  | { event: "end"; preserved: number; already_held: number; failed: number };

/** RFC 9457 with the sentence that says what to do. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string | null;
  remedy: string | null;
}
