/** Single-key shortcuts: heard where nobody is writing, and only while they are switched on. */

import { useEffect, useRef, useSyncExternalStore } from "react";

import { beginsPair, deedFor, keyName } from "./shortcuts";
import type { Deed } from "./shortcuts";

const KEY = "amana.keys";
const PAIR_WITHIN_MS = 1500;
const listeners = new Set<() => void>();

function keysOn(): boolean {
  try {
    return globalThis.localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

/** Switches single-key shortcuts on or off (WCAG 2.2, success criterion 2.1.4). */
export function switchKeys(on: boolean): void {
  try {
    globalThis.localStorage.setItem(KEY, on ? "on" : "off");
  } catch {
    return;
  }
  listeners.forEach((tell) => {
    tell();
  });
}

export function useKeysOn(): boolean {
  return useSyncExternalStore((tell) => {
    listeners.add(tell);
    return () => listeners.delete(tell);
  }, keysOn);
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(target.type);
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null;
}

/** Calls what `deeds` holds for the keys pressed anywhere on the page. */
export function useKeys(deeds: Partial<Record<Deed, () => void>>): void {
  const latest = useRef(deeds);
  useEffect(() => {
    latest.current = deeds;
  });
  useEffect(() => {
    let before: { key: string; at: number } | null = null;
    const hear = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.key === "Shift" || isWriting(event.target) || isInDialog(event.target)) return;
      if (!keysOn()) return;
      const key = keyName(event);
      const recent = before !== null && event.timeStamp - before.at < PAIR_WITHIN_MS;
      const first: string | null = recent && before !== null ? before.key : null;
      before = first === null && beginsPair(key) ? { key, at: event.timeStamp } : null;
      const deed = deedFor(key, first);
      const act = deed === null ? undefined : latest.current[deed];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    globalThis.addEventListener("keydown", hear);
    return () => {
      globalThis.removeEventListener("keydown", hear);
    };
  }, []);
}
