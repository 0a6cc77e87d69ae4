/** The shapes in which the server tells of law. They are those of its own rooms, unchanged. */

import type { Effect, Held } from "./matters";

/** Words of the house in both languages. */
export interface Label {
  en: string;
  ar: string;
}

/** What a footnote or an introduction adds. */
export interface Note {
  id: string;
  provision: string;
  text: Label;
}

export interface Element {
  id: string;
  kind: string;
  label: Label;
  /** Its id in the library of elements that several crimes have. */
  shared: string | null;
  alternatives: Element[];
  also: string[];
  covers: string[];
  /** Of a contextual one: what is shown once for a situation, and what for each charge. */
  once: Label | null;
  each: Label | null;
  notes: Note[];
}

export type Given = "given" | "pending-source" | "none-drafted";

/** A crime of the list: everything but its elements, which are counted. */
export interface CrimeRow {
  id: string;
  label: Label;
  article: string;
  family: string;
  valid_from: string;
  amendment: string | null;
  elements_given: Given;
  elements: number;
}

export interface Family {
  id: string;
  label: Label;
  notes: Note[];
}

export interface CrimeList {
  families: Family[];
  crimes: CrimeRow[];
}

export interface Amendment {
  id: string;
  label: Label;
  resolution: string;
  adopted: string;
  procedure: string;
  entry: Label;
  acceptance: Label;
  valid_from: string;
  valid_why: Label;
  source: string;
  retrieved: string;
  verified: boolean;
}

export interface Crime {
  id: string;
  label: Label;
  article: string;
  family: string;
  elements: Element[];
  valid_from: string;
  amendment: string | null;
  elements_given: Given;
  /** Intent and knowledge under Article 30, for elements that have no mental one of their own. */
  default_mental: Element | null;
  notes: Note[];
}

/** A crime as its page shows it. */
export interface CrimeOf {
  crime: Crime;
  amendment: Amendment | null;
}

export interface Mode {
  id: string;
  label: Label;
  /** The families of crimes for which one can answer so. */
  families: string[];
  elements: Element[];
}

export interface Standard {
  code: string;
  /** Its place on the ladder; null where it stands beside it. */
  rank: number | null;
  label: Label;
  asked: Label;
  provisions: string[];
}

export interface StateRow {
  code: string;
  alpha2: string;
  kind: string;
  name: string;
  name_ar: string;
  since: string | null;
  until: string | null;
  aliases: string[];
  contested: string;
  note: string;
}

export interface StateList {
  states: StateRow[];
  /** Parts of States that facts of law tell apart, by code. */
  areas: [code: string, label: Label][];
}

/* The element matrix */

/** A passage that is linked; of an erased item nothing but its reference is left. */
export interface LinkedPassage {
  item: string;
  origin: string;
  original: string | null;
  reading: string | null;
  char_start: number | null;
  char_end: number | null;
  quote: string | null;
  fact: string | null;
  published: string | null;
  number: number | null;
  gone: boolean;
}

/** Who stated something, when and why. */
export interface Stated {
  key: string;
  number: number;
  version: number;
  by: string;
  at: string;
  reason: string;
  passages: LinkedPassage[];
  /** The entry that replaced it, and the one by which it was taken back. */
  replaced: number | null;
  withdrawn: number | null;
}

export type Scope = "charge" | "situation";

export interface Linked {
  element: string;
  effect: Effect;
  scope: Scope;
  stated: Stated;
  conclusion: string | null;
  concluded: { text: string; stated: Stated } | null;
}

export interface Assessed {
  element: string;
  held: Held;
  standard: string;
  standard_label: Label;
  scope: Scope;
  stated: Stated;
}

export interface Notice {
  code: string;
  about: string;
  number: number | null;
  count: number | null;
}

export type RowStatus = "no-material" | "material-linked" | "assessed";

export interface MatrixRow {
  element: string;
  shared: string | null;
  kind: string;
  label: Label;
  scope: Scope;
  status: RowStatus;
  links: Linked[];
  assessments: Assessed[];
  earlier: Linked[];
  earlier_assessments: Assessed[];
  notices: Notice[];
  alternatives: MatrixRow[];
}

export const SECTIONS = ["context", "crime", "mode", "beside"] as const;
export type Section = (typeof SECTIONS)[number];

export interface Named {
  key: string;
  name: string;
  name_ar: string;
  date: string | null;
  place: string;
  states: string[];
  actors: string[];
  stated: Stated | null;
}

export interface Charged {
  name: string;
  crime: string;
  crime_label: Label;
  mode: string;
  mode_label: Label;
  person: Named;
  situation: Named;
  incidents: Named[];
  period: string | null;
  period_told: boolean;
  states: string[];
  states_told: boolean;
  place: string;
  stated: Stated;
  earlier: Stated[];
}

export interface Matrix {
  charge: Charged;
  parts: { section: Section; rows: MatrixRow[] }[];
  notices: Notice[];
  elsewhere: Linked[];
  elsewhere_assessments: Assessed[];
}
