/** What the pages ask of captures and watches, each with the key under which the answer is kept. */

import { queryOptions } from "@tanstack/react-query";

import { getBlob, getJson, postForBlob, postJson } from "../client/http";
import { client } from "../client/queries";
import type { AskedForm, AskedPages, Capture, Change, PlannedRow, Profile, Risk, Run, Watch } from "./api";

export const profiles = queryOptions({
  queryKey: ["captures", "profiles"],
  queryFn: ({ signal }) => getJson<Profile[]>("/api/captures/profiles", {}, signal),
  staleTime: 60_000,
});

export const runs = queryOptions({
  queryKey: ["captures", "runs"],
  queryFn: ({ signal }) => getJson<Run[]>("/api/captures/runs", {}, signal),
});

export function plan(asked: AskedPages): Promise<PlannedRow[]> {
  return postJson<PlannedRow[]>("/api/captures/plan", asked);
}

export async function capture(asked: AskedPages): Promise<Run> {
  const run = await postJson<Run>("/api/captures", asked);
  void client.invalidateQueries({ queryKey: ["captures", "runs"] });
  return run;
}

export function runPath(key: string): string {
  return `/api/captures/runs/${encodeURIComponent(key)}`;
}

export async function stopRun(key: string): Promise<Run> {
  const run = await postJson<Run>(`${runPath(key)}/stop`, {});
  void client.invalidateQueries({ queryKey: ["captures", "runs"] });
  return run;
}

function capturePath(ref: string): string {
  return `/api/items/${encodeURIComponent(ref)}/capture`;
}

export function captureOf(ref: string) {
  return queryOptions({
    queryKey: ["item", ref, "capture"],
    queryFn: ({ signal }) => getJson<Capture>(capturePath(ref), {}, signal),
    staleTime: Infinity,
  });
}

/** Fetched rather than linked, because a link cannot carry the purpose of a restricted look. */
export function capturePicture(ref: string, name: string) {
  return queryOptions({
    queryKey: ["item", ref, "capture", name],
    queryFn: ({ signal }) => getBlob(`${capturePath(ref)}/pictures/${encodeURIComponent(name)}`, signal),
    staleTime: Infinity,
  });
}

export function evidence(ref: string, name: string): Promise<Blob> {
  return getBlob(`${capturePath(ref)}/evidence/${encodeURIComponent(name)}`);
}

/** The bundle without the part about the collector; that it leaves is entered. */
export async function withheldCopy(ref: string): Promise<Blob> {
  const copy = await postForBlob(`${capturePath(ref)}/copy`, {});
  void client.invalidateQueries({ queryKey: ["custody"] });
  return copy;
}

export function watches(ended: boolean) {
  return queryOptions({
    queryKey: ["watches", { ended }],
    queryFn: ({ signal }) => getJson<Watch[]>("/api/watches", { ended: String(ended) }, signal),
  });
}

function watchPath(name: string): string {
  return `/api/watches/${encodeURIComponent(name)}`;
}

export function watchOf(name: string) {
  return queryOptions({
    queryKey: ["watches", name],
    queryFn: ({ signal }) => getJson<Watch>(watchPath(name), {}, signal),
  });
}

export function changeOf(name: string, place: number) {
  return queryOptions({
    queryKey: ["watches", name, "difference", place],
    queryFn: ({ signal }) => getJson<Change>(`${watchPath(name)}/difference`, { place }, signal),
    staleTime: Infinity,
  });
}

export interface AskedWatch {
  url: string;
  every: string;
  form: AskedForm;
  risk: Risk;
  profile: string | null;
  note: string | null;
  warned: boolean;
}

export async function setWatch(asked: AskedWatch): Promise<Watch> {
  const watch = await postJson<Watch>("/api/watches", asked);
  changed();
  return watch;
}

export async function endWatch(name: string, reason: string): Promise<Watch> {
  const watch = await postJson<Watch>(`${watchPath(name)}/end`, { reason });
  changed();
  return watch;
}

export async function runWatches(names: readonly string[]): Promise<Run> {
  const run = await postJson<Run>("/api/watches/run", { watches: names });
  void client.invalidateQueries({ queryKey: ["captures", "runs"] });
  return run;
}

function changed(): void {
  for (const key of ["watches", "custody", "session"]) void client.invalidateQueries({ queryKey: [key] });
}
