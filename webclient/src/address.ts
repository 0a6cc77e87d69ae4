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

export function words(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function count(value: unknown, least: number): number | undefined {
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

export interface UnreadView {
  state?: State | undefined;
  /** A media type, or all of a kind: `image/*`. */
  type?: string | undefined;
  notice?: string | undefined;
  page?: number | undefined;
}

export function unreadView(from: Plain): UnreadView {
  return {
    state: UNREAD.find((state) => state === from["state"]),
    type: words(from["type"]),
    notice: words(from["notice"]),
    page: count(from["page"], 1),
  };
}

/** The states in which a person may want to do something. */
export const UNREAD: readonly State[] = STATES.filter(
  (state) => state !== "read" && state !== "erased",
);

export interface StoriesView {
  page?: number | undefined;
}

export function storiesView(from: Plain): StoriesView {
  return { page: count(from["page"], 1) };
}

export const SIDES = [
  "text",
  "capture",
  "original",
  "facts",
  "law",
  "inside",
  "alike",
  "about",
  "readings",
  "custody",
] as const;
export type Side = (typeof SIDES)[number];

export interface ItemView {
  reading?: string | undefined;
  char_start?: number | undefined;
  char_end?: number | undefined;
  article?: number | undefined;
  side?: Side | undefined;
  /** The part of a long text that is shown, where it is not the one of the passage. */
  part?: number | undefined;
  /** The table that is shown, and its first row. */
  sheet?: string | undefined;
  row?: number | undefined;
  /** The fact that is open, by the beginning of its id. */
  fact?: string | undefined;
  /** Kinds of facts that are not shown in the text, with commas between them. */
  off?: string | undefined;
}

export function itemView(from: Plain): ItemView {
  return {
    reading: words(from["reading"]),
    char_start: count(from["char_start"], 0),
    char_end: count(from["char_end"], 0),
    article: count(from["article"], 0),
    side: SIDES.find((side) => side === from["side"]),
    part: count(from["part"], 1),
    sheet: words(from["sheet"]),
    row: count(from["row"], 1),
    fact: /^[0-9a-f]{8,64}$/.test(words(from["fact"]) ?? "") ? words(from["fact"]) : undefined,
    off: words(from["off"]),
  };
}

export interface CustodyView {
  item?: string | undefined;
  before?: number | undefined;
}

export function custodyView(from: Plain): CustodyView {
  return { item: words(from["item"]), before: count(from["before"], 0) };
}

export interface WatchesView {
  /** `watch`: the form that sets one is open. */
  enter?: string | undefined;
  /** 1: those that ended are listed, too. */
  ended?: number | undefined;
}

export function watchesView(from: Plain): WatchesView {
  return { enter: words(from["enter"]), ended: count(from["ended"], 1) };
}

export interface ChangeView {
  /** The look whose capture is held against the one before. */
  look?: number | undefined;
}

export function changeView(from: Plain): ChangeView {
  return { look: count(from["look"], 1) };
}
