/**
 * The purpose for which restricted material is looked at.
 *
 * It lives as long as the browser tab and no longer: each working session states it anew.
 */

import { useSyncExternalStore } from "react";

const KEY = "amana.purpose";
const listeners = new Set<() => void>();

let purpose: string | null = read();

function read(): string | null {
  try {
    return globalThis.sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function currentPurpose(): string | null {
  return purpose;
}

/** States a purpose, or takes it back with null or blank words. */
export function statePurpose(words: string | null): void {
  const next = words?.trim() ?? "";
  purpose = next === "" ? null : next;
  try {
    if (purpose === null) globalThis.sessionStorage.removeItem(KEY);
    else globalThis.sessionStorage.setItem(KEY, purpose);
  } catch {
    // Storage is switched off: the purpose then lasts until the page is closed.
  }
  listeners.forEach((tell) => {
    tell();
  });
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export function usePurpose(): string | null {
  return useSyncExternalStore(subscribe, currentPurpose);
}
