/** The language of the pages, remembered in this browser. */

import { useSyncExternalStore } from "react";

export type Language = "en" | "ar";

export const LANGUAGES: Record<Language, { name: string; locale: string; dir: "ltr" | "rtl" }> = {
  en: { name: "English", locale: "en-GB", dir: "ltr" },
  // Western digits: references, digests and offsets are written with them in every language.
  ar: { name: "العربية", locale: "ar-u-nu-latn", dir: "rtl" },
};

const KEY = "amana.language";
const listeners = new Set<() => void>();

function current(): Language {
  // `first-paint.js` has chosen before anything was drawn.
  return document.documentElement.lang === "ar" ? "ar" : "en";
}

export function chooseLanguage(language: Language): void {
  document.documentElement.lang = language;
  document.documentElement.dir = LANGUAGES[language].dir;
  try {
    globalThis.localStorage.setItem(KEY, language);
  } catch {
    // Storage is switched off: the choice lasts until the page is closed.
  }
  listeners.forEach((tell) => {
    tell();
  });
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, current);
}
