/** The shapes that the server speaks of captures and watches. */

import type { Restriction, State } from "../api";

export const RISKS = ["imminent", "high", "normal", "low"] as const;
export type Risk = (typeof RISKS)[number];

/** A way of asking for pages, and what it shows of whoever asks. */
export interface Profile {
  name: string;
  /** The proxy that everything goes through, `host:port`. */
  through: string | null;
  /** True where it may ask in networks that are not public. */
  widened: boolean;
  warning: string[];
}

/** The acquisition form of pages; restrictions as the command line writes them. */
export interface AskedForm {
  source?: string;
  collector?: string;
  purpose?: string;
  consent?: string;
  restrictions: string[];
}

export interface AskedPages {
  pages: string;
  form: AskedForm;
  profile: string | null;
  risk: Risk;
  every: string | null;
  warned: boolean;
}

export interface PlannedRow {
  line: number;
  url: string | null;
  wrong: string | null;
  risk: Risk | null;
  /** Seconds between two looks, where the page is to be watched as well. */
  every: number | null;
  source: string | null;
  restrictions: number;
  note: string | null;
}

/** A run goes on while nobody looks; `private` ones are about restricted pages. */
export interface Run {
  key: string;
  kind: "capture" | "watch";
  began: string;
  pages: number;
  private: boolean;
  ended: boolean;
  stopping: boolean;
}

export type Outcome =
  | "captured"
  | "captured-in-part"
  | "gone"
  | "no-such-host"
  | "unreachable"
  | "refused-by-site"
  | "failed";

export type Looked = "first" | "unchanged" | "changed" | "gone" | "back" | "failed";

export type RunEvent =
  | { event: "queued"; page: number; url: string | null; risk: Risk; watch?: string }
  | { event: "step"; page: number; step: string; requests: number; bytes: number }
  | {
      event: "taken" | "left";
      page: number | null;
      ref: string | null;
      entry: number | null;
      outcome: Outcome | null;
      status: number | null;
      watch: string | null;
      reason: string | null;
    }
  | {
      event: "looked";
      page: number | null;
      watch: string;
      ref: string | null;
      outcome: Looked;
      reason: string | null;
    }
  | { event: "state"; ref: string; state: State; reason: string | null }
  | {
      event: "end";
      taken?: number;
      failed?: number;
      left?: number;
      outcomes?: Partial<Record<Looked, number>>;
      interrupted: boolean;
    };

export interface Capture {
  account: {
    wanted: { url: string; purpose: string | null; authority: string | null; restrictions: string[] };
    outcome: Outcome;
    began: string;
    ended: string;
    profile: string;
    shown: string | null;
    status: number | null;
    title: string | null;
    path: string[];
    lacking: string[];
    counted: {
      exchanges: number;
      bytes: number;
      refused: number;
      truncated: number;
      failed: number;
      explained: number;
      unexplained: number;
    };
    robots: { url: string; status: number | null; allowed: boolean | null; rule: string | null } | null;
    software: { name: string; version: string; sha256: string | null }[];
    options: Record<string, string>;
    clock: string;
    collector: string | null;
  };
  peers: Peer[];
  cut: Cut[];
  refused: { url: string; method: string; at: string; why: string; said: string }[];
  differences: Difference[];
  steps: { at: string; what: string; said: string; count: number }[];
  pictures: string[];
  evidence: string[];
  /** True where the part about the collector is not in this bundle. */
  withheld: boolean;
  /** Lines that are not as the format says, and were left out. */
  unreadable: number;
}

export interface Peer {
  host: string;
  /** It answered for an address on the way to the page. */
  page: boolean;
  exchanges: number;
  peer: { address: string; port: number; resolver: string; answers: string[] } | null;
  tls: { version: string; cipher: string; verdict: string; chain: string[]; why: string | null } | null;
}

export interface Cut {
  number: number;
  url: string;
  method: string;
  status: number | null;
  truncated: string | null;
  error: string | null;
}

export interface Difference {
  kind: string;
  url: string;
  method: string;
  number: number | null;
  said: string;
}

export interface Measures {
  added?: number;
  removed?: number;
  moved?: number;
  kept?: number;
  clocks?: number;
  /** Thousandths of the picture that differ. */
  tiles?: number;
  /** Pixels by which it is higher than before. */
  taller?: number;
  address?: boolean;
  title?: boolean;
  status?: number;
}

export interface Look {
  place: number;
  number: number;
  at: string;
  outcome: Looked;
  item: string | null;
  compared: string | null;
  /** What became of the capture. */
  state: Outcome | null;
  measures: Measures;
}

export interface Watch {
  name: string;
  every: number;
  risk: Risk;
  by: string;
  at: string;
  restrictions: Restriction[];
  /** True where it is restricted and no purpose was stated: most below is null. */
  hidden: boolean;
  url: string | null;
  profile: string | null;
  note: string | null;
  due: string | null;
  waiting: boolean;
  last: Look | null;
  since: string | null;
  looks: Look[];
  ended_at: string | null;
  reason: string | null;
}

export interface Paragraph {
  became: "kept" | "added" | "removed" | "moved" | "clock";
  text: string;
  was: string | null;
  /** Unchanged paragraphs before it that are not told. */
  skipped: number;
}

export interface Change {
  look: Look;
  before: string;
  after: string;
  measures: Measures;
  addresses: [string | null, string | null];
  titles: [string | null, string | null];
  paragraphs: Paragraph[] | null;
  skipped: number;
  cut: boolean;
  picture: boolean;
}
