/** The shapes of an answer to a question of jurisdiction. */

import type { Label } from "./api";

export const RESULTS = ["basis_found", "no_basis_found", "undetermined"] as const;
export type Result = (typeof RESULTS)[number];

export const OUTCOMES = ["met", "not-met", "undetermined", "not-needed", "noted", "open"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One step of the chain: the provision, the fact, where it stands, and what it comes to. */
export interface ChainStep {
  key: string;
  provision: string;
  fact: Label;
  source: Label;
  outcome: Outcome;
  /** The State that it is about. */
  state: string | null;
}

/** A disputed point; `otherwise` is the result in the reading that the rules do not apply. */
export interface Contested {
  key: string;
  provision: string;
  fact: Label;
  source: Label;
  otherwise: Result | null;
}

/** Something open on which the result depends; it turns on these days. */
export interface Unknown {
  on: string;
  fact: Label;
  about: string[];
  turns: string[];
}

export interface Answer {
  result: Result;
  bases: ChainStep[];
  obstacles: ChainStep[];
  unknowns: Unknown[];
  contested: Contested[];
  conditions: ChainStep[];
  steps: ChainStep[];
}
