/** Requests to the server that this page came from; there is no other. */

import { currentPurpose } from "../preferences/purpose";
import { ProblemError, UNREACHABLE, clientProblem, problemFrom } from "./problem";

export const PURPOSE_HEADER = "X-Amana-Purpose";

/** Header values are Latin-1 on the wire, so the purpose travels percent-encoded. */
export function purposeHeaders(purpose: string | null = currentPurpose()): Record<string, string> {
  return purpose === null ? {} : { [PURPOSE_HEADER]: encodeURIComponent(purpose) };
}

export type Query = Record<string, string | number | readonly string[] | null | undefined>;

export function address(path: string, query: Query = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value ?? ""].flat().flatMap((each) => (each === "" ? [] : [[name, String(each)]])),
  );
  if (pairs.length === 0) return path;
  return `${path}${path.includes("?") ? "&" : "?"}${new URLSearchParams(pairs).toString()}`;
}

async function fetchOk(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, {
      ...init,
      headers: { ...purposeHeaders(), ...(init.headers as Record<string, string> | undefined) },
      credentials: "same-origin",
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw clientProblem(UNREACHABLE);
  }
  if (!response.ok) throw problemFrom(response.status, await response.text());
  return response;
}

export async function getJson<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  const response = await fetchOk(address(path, query), {
    headers: { Accept: "application/json" },
    ...(signal && { signal }),
  });
  return (await response.json()) as T;
}

export async function getText(path: string, signal?: AbortSignal): Promise<string> {
  return (await fetchOk(path, signal ? { signal } : {})).text();
}

export async function getBlob(path: string, signal?: AbortSignal): Promise<Blob> {
  return (await fetchOk(path, signal ? { signal } : {})).blob();
}

export async function postJson<T>(path: string, told: object): Promise<T> {
  const response = await fetchOk(path, {
    method: "POST",
    body: JSON.stringify(told),
    headers: { Accept: "application/json", "Content-Type": "application/json" },
  });
  return (await response.json()) as T;
}

/** The answer as bytes, where asking does something that is entered in the log. */
export async function postForBlob(path: string, told: object): Promise<Blob> {
  const response = await fetchOk(path, {
    method: "POST",
    body: JSON.stringify(told),
    headers: { "Content-Type": "application/json" },
  });
  return response.blob();
}

export async function postForStream(
  path: string,
  signal: AbortSignal,
  told?: object,
): Promise<ReadableStream<Uint8Array>> {
  const sent = told && { body: JSON.stringify(told), headers: { "Content-Type": "application/json" } };
  return bodyOf(await fetchOk(path, { method: "POST", signal, ...sent }));
}

export async function getStream(path: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  return bodyOf(await fetchOk(path, { signal }));
}

function bodyOf(response: Response): ReadableStream<Uint8Array> {
  if (response.body === null) throw new ProblemError(clientProblem(UNREACHABLE).problem);
  return response.body;
}
