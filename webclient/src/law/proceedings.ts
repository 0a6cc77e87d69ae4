/** The shapes of proceedings: models, the status of one as known on a day, the timeline. */

import type { Label } from "./api";
import type { Cite, Step, Undertaking } from "./matters";

export interface StepKind {
  code: string;
  label: Label;
  by: Label;
  provisions: string[];
  kind: "act" | "claim";
  standard: string | null;
}

export interface Model {
  id: string;
  label: Label;
  level: "situation" | "person" | "either";
  steps: StepKind[];
}

/** By which day something was known, and from what that follows. */
export interface Known {
  day: string | null;
  told: string | null;
  basis: "told" | "published" | "date" | "none";
}

export interface TakenStep {
  key: string;
  step: string;
  says: Label;
  date: string | null;
  first: string;
  last: string;
  known: Known;
  by: string;
  said_by: string;
  entered_by: string;
  number: number;
  act: boolean;
  standard: string | null;
  vote: string;
  crimes: string[];
  note: string;
  cites: Cite[];
  moved: { track: string; before: string; after: string }[];
  repeats: string | null;
}

export interface TrackStatus {
  track: string;
  label: Label;
  state: string;
  state_label: Label;
  says: Label;
  told: boolean;
  since: string | null;
  led: string[];
}

export interface Flag {
  rule: string;
  keys: string[];
  provisions: string[];
  says: Label;
}

export interface Duty {
  key: string;
  state: string;
  member: boolean | null;
  says: Label[];
}

export interface Status {
  proceeding: string;
  model: string;
  situation: string;
  person: string | null;
  name: Label;
  known_on: string;
  on: string;
  state: string;
  label: Label;
  says: Label;
  since: string | null;
  steps: TakenStep[];
  tracks: TrackStatus[];
  beside: { proceeding: string; tracks: TrackStatus[] }[];
  /** Keys of what somebody says and nothing establishes. */
  claimed: string[];
  superseded: { key: string; by: string }[];
  /** What was only announced. */
  ahead: TakenStep[];
  remarks: { code: string; says: Label; provisions: string[] }[];
  enforcement: { on: string; members: string[]; says: Label; duties: Duty[] } | null;
  flags: Flag[];
  sentences: Label[];
}

export interface UndertakingKind {
  code: string;
  label: Label;
  group: string;
  promise: boolean;
}

export const MOMENTS = ["step", "undertaking", "incident"] as const;
export type MomentKind = (typeof MOMENTS)[number];

/** One thing on a timeline. */
export interface Moment {
  kind: MomentKind;
  key: string;
  code: string;
  says: Label;
  date: string | null;
  first: string | null;
  last: string | null;
  known: Known;
  /** Whether it counts, was only announced, may be later, or has no readable date. */
  standing: "counted" | "ahead" | "unsure" | "undated";
  by: string[];
  said_by: string;
  entered_by: string;
  number: number;
  cites: Cite[];
  proceeding: string | null;
  answers: string | null;
  stage: string | null;
  /** Keys of what stands against it. */
  beside: string[];
}

/** Drafts as they may be entered, and what was left out of them and why. */
export interface Suggestions {
  drafts: (Step | Undertaking)[];
  left: { item: string; fact: string; why: string }[];
}

/** The days on which something became known, each once, the earliest first. */
export function daysOf(moments: readonly Moment[]): string[] {
  return [...new Set(moments.flatMap(({ known }) => known.day ?? []))].sort();
}

/** The day before and after `day` on which something became known; null where there is none. */
export function around(days: readonly string[], day: string): [before: string | null, after: string | null] {
  return [days.filter((each) => each < day).at(-1) ?? null, days.find((each) => each > day) ?? null];
}
