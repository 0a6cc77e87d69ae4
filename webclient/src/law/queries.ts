/** What the screens of law ask the server, and what they enter. */

import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import type { Anchor } from "../api";
import { getJson, postForBlob, postJson } from "../client/http";
import { client } from "../client/queries";
import type { Language } from "../preferences/language";
import type { CrimeList, CrimeOf, Matrix, Mode, Standard, StateList } from "./api";
import type { Answer, ChargeAnswer } from "./jurisdiction";
import type { Model, Moment, Status, Suggestions, UndertakingKind } from "./proceedings";
import type { QuestionView } from "./address";
import { NONE, listed } from "./address";
import type { Cite, Matter, MatterKind, Standing, WithdrawMatter } from "./matters";

/** Law itself changes with the program, not while a page is open. */
const FIXED = { staleTime: Infinity } as const;

export const crimes = queryOptions({
  queryKey: ["law", "crimes"],
  queryFn: ({ signal }) => getJson<CrimeList>("/api/law/crimes", {}, signal),
  ...FIXED,
});

/** What provision words mean, in any spelling; a problem names the nearest where it is none. */
export function identifier(text: string) {
  return queryOptions({
    queryKey: ["law", "identifier", text],
    queryFn: ({ signal }) => getJson<{ id: string }>("/api/law/identifier", { text }, signal),
    enabled: /[0-9\u0660-\u0669]/.test(text),
    retry: false,
    ...FIXED,
  });
}

export function crime(id: string) {
  return queryOptions({
    queryKey: ["law", "crime", id],
    queryFn: ({ signal }) => getJson<CrimeOf>(`/api/law/crimes/${encodeURIComponent(id)}`, {}, signal),
    ...FIXED,
  });
}

export const modes = queryOptions({
  queryKey: ["law", "modes"],
  queryFn: ({ signal }) => getJson<Mode[]>("/api/law/modes", {}, signal),
  ...FIXED,
});

export const standards = queryOptions({
  queryKey: ["law", "standards"],
  queryFn: ({ signal }) => getJson<Standard[]>("/api/law/standards", {}, signal),
  ...FIXED,
});

export const states = queryOptions({
  queryKey: ["law", "states"],
  queryFn: ({ signal }) => getJson<StateList>("/api/law/states", {}, signal),
  ...FIXED,
});

export const models = queryOptions({
  queryKey: ["law", "models"],
  queryFn: ({ signal }) => getJson<Model[]>("/api/law/proceedings", {}, signal),
  ...FIXED,
});

export const undertakingKinds = queryOptions({
  queryKey: ["law", "undertakings"],
  queryFn: ({ signal }) => getJson<UndertakingKind[]>("/api/law/undertakings", {}, signal),
  ...FIXED,
});

export function answer(view: QuestionView) {
  const query = {
    crime: view.crime,
    place: codes(view.places),
    date: view.date,
    nationality: codes(view.nationalities),
    registered: codes(view.registered),
    as_of: view.as_of,
    born: view.born,
    aggressor: view.aggressor,
    mandated: view.mandated,
  };
  return queryOptions({
    queryKey: ["law", "jurisdiction", query],
    queryFn: ({ signal }) => getJson<Answer>("/api/law/jurisdiction", query, signal),
    enabled: view.crime !== undefined && view.as_of !== undefined,
    ...FIXED,
  });
}

function codes(value: string | undefined): string[] {
  return value === NONE ? [NONE] : listed(value);
}

/** Matters of some kinds, all their versions, in the order of the log. */
export function matters(kinds: readonly MatterKind[]) {
  return queryOptions({
    queryKey: ["matters", "list", kinds],
    queryFn: ({ signal }) => getJson<Standing[]>("/api/law/matters", { kind: kinds }, signal),
  });
}

export function timeline(situation: string, known_on: string) {
  return queryOptions({
    queryKey: ["matters", "timeline", situation, known_on],
    queryFn: ({ signal }) =>
      getJson<Moment[]>(`/api/law/situations/${encodeURIComponent(situation)}/timeline`, { known_on }, signal),
    placeholderData: keepPreviousData,
  });
}

export function status(proceeding: string, known_on: string) {
  return queryOptions({
    queryKey: ["matters", "status", proceeding, known_on],
    queryFn: ({ signal }) =>
      getJson<Status>(`/api/law/proceedings/${encodeURIComponent(proceeding)}/status`, { known_on }, signal),
    placeholderData: keepPreviousData,
  });
}

export function matrix(charge: string) {
  return queryOptions({
    queryKey: ["matters", "matrix", charge],
    queryFn: ({ signal }) =>
      getJson<Matrix>(`/api/law/charges/${encodeURIComponent(charge)}/matrix`, {}, signal),
  });
}

/** What the rules of jurisdiction answer for the incidents of a charge. */
export function jurisdictionOf(charge: string, as_of: string) {
  return queryOptions({
    queryKey: ["matters", "jurisdiction", charge, as_of],
    queryFn: ({ signal }) =>
      getJson<ChargeAnswer[]>(`/api/law/charges/${encodeURIComponent(charge)}/jurisdiction`, { as_of }, signal),
  });
}

/** Drafts of steps and undertakings, made of observations that people accepted. */
export function suggestions(situation: string) {
  return queryOptions({
    queryKey: ["matters", "suggestions", situation],
    queryFn: ({ signal }) =>
      getJson<Suggestions>(`/api/law/situations/${encodeURIComponent(situation)}/suggestions`, {}, signal),
  });
}

export const EXPORTS = ["html", "csv", "json"] as const;
export type Export = (typeof EXPORTS)[number];

/** The matrix as a file to hand out; its citations lead back to this page's own server. */
export async function exportMatrix(charge: string, form: Export, language: Language): Promise<Blob> {
  const told = { form, language, address: globalThis.location.origin };
  const file = await postForBlob(`/api/law/charges/${encodeURIComponent(charge)}/export`, told);
  void client.invalidateQueries({ queryKey: ["custody"] });
  return file;
}

/** What became of a matter that was entered. */
export interface EnteredMatter {
  number: number;
}

/** Enters a matter, or takes one back; what the pages know of matters is asked for anew. */
export async function enterMatter(told: Matter | WithdrawMatter): Promise<EnteredMatter> {
  const entered = await postJson<EnteredMatter>("/api/law/matters", told);
  await client.invalidateQueries({ queryKey: ["matters"] });
  void client.invalidateQueries({ queryKey: ["custody"] });
  return entered;
}

/** The words of a passage of which the place is known, as the archive has them. */
export async function locate(
  place: Pick<Cite, "item" | "reading" | "char_start" | "char_end">,
): Promise<Cite> {
  const { item, reading, char_start, char_end } = place;
  const anchor = await getJson<Anchor>(`/api/items/${encodeURIComponent(item)}/locate`, {
    reading,
    char_start,
    char_end,
  });
  return { item, reading: anchor.reading, char_start: anchor.char_start, char_end: anchor.char_end, quote: anchor.quote };
}
