/** View state of the screens of law, in the address. */

import { words } from "../address";
import type { Plain } from "../address";

/**
 * A question of jurisdiction, as its address tells it; lists have commas between their values. What
 * is left out is unknown; `none` says that there is none.
 */
export interface QuestionView {
  crime?: string | undefined;
  places?: string | undefined;
  date?: string | undefined;
  nationalities?: string | undefined;
  registered?: string | undefined;
  as_of?: string | undefined;
  born?: string | undefined;
  aggressor?: string | undefined;
  mandated?: string | undefined;
  /** The charge that it was filled in from. */
  charge?: string | undefined;
}

const QUESTION = [
  "crime",
  "places",
  "date",
  "nationalities",
  "registered",
  "as_of",
  "born",
  "aggressor",
  "mandated",
  "charge",
] as const;

export function questionView(from: Plain): QuestionView {
  return Object.fromEntries(QUESTION.map((name) => [name, words(from[name])]));
}

/** What an address says where there is known to be none: no State's territory, no nationality. */
export const NONE = "none";

/** Codes of an address as a list, each once. */
export function listed(value: string | undefined): string[] {
  const codes = (value ?? "").split(",").map((each) => each.trim());
  return [...new Set(codes.filter((each) => each !== "" && each !== NONE))];
}

/** A list as an address tells it; nothing where it is empty. */
export function spelled(values: readonly string[]): string | undefined {
  return values.length === 0 ? undefined : values.join(",");
}

export interface CrimesView {
  q?: string | undefined;
  crime?: string | undefined;
}

export function crimesView(from: Plain): CrimesView {
  return { q: words(from["q"]), crime: words(from["crime"]) };
}

export interface TimelineView {
  /** The last day of which anything is told. */
  known_on?: string | undefined;
  /** What is being entered. */
  enter?: string | undefined;
}

export function timelineView(from: Plain): TimelineView {
  return { known_on: words(from["known_on"]), enter: words(from["enter"]) };
}

export interface MatrixView {
  /** The element whose material is open. */
  element?: string | undefined;
  enter?: string | undefined;
}

export function matrixView(from: Plain): MatrixView {
  return { element: words(from["element"]), enter: words(from["enter"]) };
}

export interface EnterView {
  enter?: string | undefined;
}

export function enterView(from: Plain): EnterView {
  return { enter: words(from["enter"]) };
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Tells whether words are a day that there was or will be. */
export function isDay(value: string): boolean {
  const found = DAY.exec(value);
  if (found === null) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === value;
}

/** The same words with Western digits: days are written with them in every language. */
export function plainDigits(value: string): string {
  return value.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}
