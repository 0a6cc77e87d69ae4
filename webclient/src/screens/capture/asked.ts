/** What somebody wrote into the form of a capture, as the server wants it. Pure. */

import type { AskedForm, AskedPages, PlannedRow, Risk } from "../../capture/api";
import { writtenRestrictions } from "../add/form";
import type { Form } from "../add/form";

/** Pauses between two looks that the form offers, as the command line writes them. */
export const PAUSES = ["1h", "6h", "1d", "1w"] as const;
export type Pause = (typeof PAUSES)[number];

export interface Draft {
  pages: string;
  form: Form;
  profile: string | null;
  risk: Risk;
  every: Pause | null;
  warned: boolean;
}

export function askedForm(form: Form): AskedForm {
  const said = (["source", "collector", "purpose", "consent"] as const).flatMap((name) => {
    const words = form[name].trim();
    return words === "" ? [] : [[name, words] as const];
  });
  return { ...Object.fromEntries(said), restrictions: writtenRestrictions(form) };
}

export function askedPages(draft: Draft): AskedPages {
  const { pages, profile, risk, every, warned } = draft;
  return { pages, profile, risk, every, warned, form: askedForm(draft.form) };
}

export function verdicts(rows: readonly PlannedRow[]): { good: number; wrong: number; watched: number } {
  const wrong = rows.filter((row) => row.wrong !== null).length;
  const watched = rows.filter((row) => row.wrong === null && row.every !== null).length;
  return { good: rows.length - wrong, wrong, watched };
}

const UNITS = [
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** The largest unit in which a pause is a whole number. */
export function pauseIn(seconds: number): { unit: (typeof UNITS)[number][0]; count: number } {
  const found = UNITS.find(([, size]) => seconds % size === 0 && seconds >= size);
  const [unit, size] = found ?? UNITS[3];
  return { unit, count: Math.max(1, Math.round(seconds / size)) };
}
