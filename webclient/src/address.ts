/**
 * View state in the address, written so that people can read it: `?q=market&page=2`.
 *
 * Every value is plain text there; each screen says below what it takes from it.
 */

import { STATES } from "./api";
import type { State } from "./api";

export type Plain = Record<string, unknown>;

export function parseAddress(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

export function writeAddress(values: Plain): string {
  const pairs = Object.entries(values).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" || typeof value === "number" ? [[name, String(value)]] : [],
  );
  const told = new URLSearchParams(pairs).toString();
  return told === "" ? "" : `?${told}`;
}

function words(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function count(value: unknown, least: number): number | undefined {
  const number = typeof value === "string" || typeof value === "number" ? Number(value) : NaN;
  return Number.isSafeInteger(number) && number >= least ? number : undefined;
}

export interface SearchView {
  q?: string | undefined;
  language?: string | undefined;
  page?: number | undefined;
}

export function searchView(from: Plain): SearchView {
  return { q: words(from["q"]), language: words(from["language"]), page: count(from["page"], 1) };
}

export interface ItemsView {
  state?: State | undefined;
  page?: number | undefined;
}

export function itemsView(from: Plain): ItemsView {
  return { state: STATES.find((state) => state === from["state"]), page: count(from["page"], 1) };
}

export const SIDES = ["text", "original", "about", "readings", "custody"] as const;
export type Side = (typeof SIDES)[number];

export interface ItemView {
  reading?: string | undefined;
  char_start?: number | undefined;
  char_end?: number | undefined;
  article?: number | undefined;
  side?: Side | undefined;
}

export function itemView(from: Plain): ItemView {
  return {
    reading: words(from["reading"]),
    char_start: count(from["char_start"], 0),
    char_end: count(from["char_end"], 0),
    article: count(from["article"], 0),
    side: SIDES.find((side) => side === from["side"]),
  };
}

export interface CustodyView {
  item?: string | undefined;
  before?: number | undefined;
}

export function custodyView(from: Plain): CustodyView {
  return { item: words(from["item"]), before: count(from["before"], 0) };
}
