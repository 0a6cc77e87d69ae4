/** What the pages ask the server, each with the key under which the answer is kept. */

import { QueryClient, keepPreviousData, queryOptions } from "@tanstack/react-query";

import type {
  Anchor,
  CustodyPage,
  Decide,
  Decided,
  Fact,
  Item,
  ItemList,
  Likes,
  PageSize,
  ReadingText,
  SearchResult,
  Session,
  Sheet,
  SheetWindow,
  State,
  Status,
  Stories,
} from "../api";
import { byId } from "../facts/recipes";
import { getBlob, getJson, getText, postJson } from "./http";
import { ProblemError } from "./problem";

export const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: false,
      // A refusal stays a refusal; only a server that does not answer is asked again, once.
      retry: (failures, error) =>
        failures < 1 && !(error instanceof ProblemError && error.problem.status !== 0),
    },
  },
});

export const session = queryOptions({
  queryKey: ["session"],
  queryFn: ({ signal }) => getJson<Session>("/api/session", {}, signal),
  staleTime: Infinity,
  refetchInterval: 60_000, // whom the archive asks may change while a page is open
});

export const status = queryOptions({
  queryKey: ["status"],
  queryFn: ({ signal }) => getJson<Status>("/api/status", {}, signal),
});

export const ITEMS_PER_PAGE = 100;
export const HITS_PER_PAGE = 25;
export const ENTRIES_PER_PAGE = 50;

export function itemList(state: State | undefined, page: number) {
  const query = { state, limit: ITEMS_PER_PAGE, offset: (page - 1) * ITEMS_PER_PAGE };
  return queryOptions({
    queryKey: ["items", query],
    queryFn: ({ signal }) => getJson<ItemList>("/api/items", query, signal),
    placeholderData: keepPreviousData,
  });
}

/** Items of which all conditions hold, as the command line writes them: `state=unreadable`. */
export function itemsWhere(where: readonly string[], page: number) {
  const query = { where, limit: ITEMS_PER_PAGE, offset: (page - 1) * ITEMS_PER_PAGE };
  return queryOptions({
    queryKey: ["items", query],
    queryFn: ({ signal }) => getJson<ItemList>("/api/items", query, signal),
    placeholderData: keepPreviousData,
  });
}

/** What is directly inside of an item. */
export function insideOf(ref: string, page: number) {
  const query = { inside: ref, limit: ITEMS_PER_PAGE, offset: (page - 1) * ITEMS_PER_PAGE };
  return queryOptions({
    queryKey: ["items", query],
    queryFn: ({ signal }) => getJson<ItemList>("/api/items", query, signal),
    placeholderData: keepPreviousData,
  });
}

function itemPath(ref: string): string {
  return `/api/items/${encodeURIComponent(ref)}`;
}

export function itemDetails(ref: string) {
  return queryOptions({
    queryKey: ["item", ref],
    queryFn: ({ signal }) => getJson<Item>(itemPath(ref), {}, signal),
  });
}

/** The text of the newest reading, or of the one that is named by its key. */
export function readingText(ref: string, reading: string | undefined) {
  return queryOptions({
    queryKey: ["item", ref, "text", reading],
    queryFn: ({ signal }) => getJson<ReadingText>(`${itemPath(ref)}/text`, { reading }, signal),
    staleTime: 60_000,
  });
}

export function factsOf(ref: string) {
  return queryOptions({
    queryKey: ["item", ref, "facts"],
    queryFn: ({ signal }) => getJson<Fact[]>(`${itemPath(ref)}/facts`, {}, signal),
    staleTime: 60_000,
  });
}

/** A decision that lacks no more than its reason. */
export type Unreasoned = Decide extends infer Each ? (Each extends Decide ? Omit<Each, "reason"> : never) : never;

/** Enters a decision; what the pages know of the item and of the log is asked for anew. */
export async function decide(told: Decide): Promise<Decided> {
  const decided = await postJson<Decided>(`${itemPath(told.item)}/decisions`, told);
  await client.invalidateQueries({ queryKey: ["item", told.item] });
  void client.invalidateQueries({ queryKey: ["custody"] });
  return decided;
}

/** Recipes of the readings and facts of an item, by their ids, as the log tells them. */
export function recipesOf(ref: string) {
  return queryOptions({
    queryKey: ["item", ref, "recipes"],
    queryFn: async ({ signal }) => {
      const page = await getJson<CustodyPage>("/api/custody", { item: ref, limit: 500 }, signal);
      return byId(page.entries.map(({ fields }) => fields["recipes"]));
    },
    staleTime: Infinity,
  });
}

export function source(ref: string) {
  return queryOptions({
    queryKey: ["item", ref, "source"],
    queryFn: ({ signal }) => getText(`${itemPath(ref)}/source`, signal),
    staleTime: Infinity,
  });
}

export function pageSizes(ref: string) {
  return queryOptions({
    queryKey: ["item", ref, "pages"],
    queryFn: ({ signal }) => getJson<PageSize[]>(`${itemPath(ref)}/pages`, {}, signal),
    staleTime: Infinity,
  });
}

/** Fetched rather than linked, because a link cannot carry the purpose of a restricted look. */
export function pagePicture(ref: string, page: number) {
  return queryOptions({
    queryKey: ["item", ref, "pages", page],
    queryFn: ({ signal }) => getBlob(`${itemPath(ref)}/pages/${page}.png`, signal),
    staleTime: Infinity,
  });
}

export function sheets(ref: string, reading: string | undefined) {
  return queryOptions({
    queryKey: ["item", ref, "sheets", reading],
    queryFn: ({ signal }) => getJson<Sheet[]>(`${itemPath(ref)}/sheets`, { reading }, signal),
    staleTime: 60_000,
  });
}

export const ROWS_PER_WINDOW = 200;

export function sheetWindow(ref: string, reading: string | undefined, sheet: string, first: number) {
  const query = { reading, first, limit: ROWS_PER_WINDOW };
  return queryOptions({
    queryKey: ["item", ref, "cells", sheet, query],
    queryFn: ({ signal }) =>
      // A table without a name is asked for by its empty name.
      getJson<SheetWindow>(`${itemPath(ref)}/cells?sheet=${encodeURIComponent(sheet)}`, query, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

export function alikeOf(ref: string) {
  return queryOptions({
    queryKey: ["item", ref, "alike"],
    queryFn: ({ signal }) => getJson<Likes>(`${itemPath(ref)}/alike`, {}, signal),
    staleTime: 60_000,
  });
}

export const STORIES_PER_PAGE = 50;

export function stories(page: number) {
  const query = { limit: STORIES_PER_PAGE, offset: (page - 1) * STORIES_PER_PAGE };
  return queryOptions({
    queryKey: ["stories", query],
    queryFn: ({ signal }) => getJson<Stories>("/api/stories", query, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

export function originalPath(ref: string): string {
  return `${itemPath(ref)}/original`;
}

export interface Range {
  char_start: number;
  char_end: number;
}

export function location(ref: string, reading: string, range: Range) {
  const query = { reading, char_start: range.char_start, char_end: range.char_end };
  return queryOptions({
    queryKey: ["item", ref, "locate", query],
    queryFn: ({ signal }) => getJson<Anchor>(`${itemPath(ref)}/locate`, query, signal),
    staleTime: Infinity,
  });
}

export function hits(q: string, language: string | undefined, page: number) {
  const query = { q, language, limit: HITS_PER_PAGE, offset: (page - 1) * HITS_PER_PAGE };
  return queryOptions({
    queryKey: ["search", query],
    queryFn: ({ signal }) => getJson<SearchResult>("/api/search", query, signal),
    placeholderData: keepPreviousData,
    enabled: q !== "",
  });
}

export function custody(item: string | undefined, before: number | undefined) {
  const query = { item, before, limit: ENTRIES_PER_PAGE };
  return queryOptions({
    queryKey: ["custody", query],
    queryFn: ({ signal }) => getJson<CustodyPage>("/api/custody", query, signal),
  });
}
