/** The shapes of an answer to a question of jurisdiction. */

import { NONE } from "./address";
import type { QuestionView } from "./address";
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

/** What was asked: null is unknown, an empty list is none. */
export interface Question {
  crime: string;
  as_of: string;
  when: string | null;
  places: string[] | null;
  nationalities: string[] | null;
  registered: string[] | null;
  aggressor: string | null;
  mandated: boolean | null;
  born: string | null;
}

export interface Answer {
  question: Question;
  result: Result;
  bases: ChainStep[];
  obstacles: ChainStep[];
  unknowns: Unknown[];
  contested: Contested[];
  conditions: ChainStep[];
  steps: ChainStep[];
}

/** What the rules answer for some incidents of a charge, by their keys. */
export interface ChargeAnswer {
  incidents: string[];
  answer: Answer;
}

/** A question as its address tells it. */
export function viewOf(question: Question, charge?: string): QuestionView {
  const codes = (values: string[] | null): string | undefined =>
    values === null ? undefined : values.length === 0 ? NONE : values.join(",");
  return {
    crime: question.crime,
    as_of: question.as_of,
    date: question.when ?? undefined,
    places: codes(question.places),
    nationalities: codes(question.nationalities),
    registered: codes(question.registered),
    aggressor: question.aggressor ?? undefined,
    mandated: question.mandated === null ? undefined : String(question.mandated),
    born: question.born ?? undefined,
    charge,
  };
}
