/** Which crimes fit what somebody writes: their labels, or a provision in any spelling. */

import type { CrimeRow } from "./api";
import { fits } from "./fold";

/** `meant` is what the words mean as a provision, where they mean one. */
export function crimesThatFit(rows: readonly CrimeRow[], words: string, meant: string | null): CrimeRow[] {
  if (words.trim() === "") return [...rows];
  return rows.filter((row) => isOf(row.id, meant) || fits(words, [row.id, row.label.en, row.label.ar]));
}

/** Tells whether a crime is the one that is meant, or stands below it. */
export function isOf(id: string, meant: string | null): boolean {
  if (meant === null || !id.startsWith(meant)) return false;
  const next = id.charAt(meant.length);
  return next === "" || next === "(" || next === "-" || next === "#";
}
