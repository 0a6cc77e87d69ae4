/**
 * The keys of the pages as data: the page of shortcuts is made from this list, and so is what the
 * keys do. Keys are named by their place on a Latin keyboard, so that they work under an Arabic one.
 */

import type { Kind } from "../facts/kinds";
import type { MessageId } from "../i18n";

export type Deed =
  | "search"
  | "go-add"
  | "go-items"
  | "go-search"
  | "go-unread"
  | "go-stories"
  | "go-custody"
  | "go-law"
  | "go-capture"
  | "go-watches"
  | "help"
  | "next"
  | "previous"
  | "open"
  | "next-article"
  | "previous-article"
  | "copy-citation"
  | "next-fact"
  | "previous-fact"
  | "mark-right"
  | "mark-wrong"
  | "correct-fact"
  | "add-fact"
  | "link-element"
  | "all-kinds"
  | `kind-${Kind}`
  | "leave";

export type Place = "everywhere" | "lists" | "item";

export interface Shortcut {
  deed: Deed;
  /** One key, or two pressed after each other. */
  keys: readonly [string] | readonly [string, string];
  place: Place;
  label: MessageId;
}

export const SHORTCUTS: readonly Shortcut[] = [
  { deed: "search", keys: ["/"], place: "everywhere", label: "keys.search" },
  { deed: "go-add", keys: ["g", "a"], place: "everywhere", label: "keys.goAdd" },
  { deed: "go-capture", keys: ["g", "p"], place: "everywhere", label: "keys.goCapture" },
  { deed: "go-watches", keys: ["g", "w"], place: "everywhere", label: "keys.goWatches" },
  { deed: "go-search", keys: ["g", "s"], place: "everywhere", label: "keys.goSearch" },
  { deed: "go-items", keys: ["g", "i"], place: "everywhere", label: "keys.goItems" },
  { deed: "go-unread", keys: ["g", "u"], place: "everywhere", label: "keys.goUnread" },
  { deed: "go-stories", keys: ["g", "r"], place: "everywhere", label: "keys.goStories" },
  { deed: "go-law", keys: ["g", "l"], place: "everywhere", label: "keys.goLaw" },
  { deed: "go-custody", keys: ["g", "c"], place: "everywhere", label: "keys.goCustody" },
  { deed: "help", keys: ["?"], place: "everywhere", label: "keys.help" },
  { deed: "next", keys: ["j"], place: "lists", label: "keys.next" },
  { deed: "previous", keys: ["k"], place: "lists", label: "keys.previous" },
  { deed: "open", keys: ["Enter"], place: "lists", label: "keys.open" },
  { deed: "next", keys: ["j"], place: "item", label: "keys.nextSentence" },
  { deed: "previous", keys: ["k"], place: "item", label: "keys.previousSentence" },
  { deed: "next-article", keys: ["]"], place: "item", label: "keys.nextArticle" },
  { deed: "previous-article", keys: ["["], place: "item", label: "keys.previousArticle" },
  { deed: "copy-citation", keys: ["c"], place: "item", label: "keys.copyCitation" },
  { deed: "next-fact", keys: ["n"], place: "item", label: "keys.nextFact" },
  { deed: "previous-fact", keys: ["p"], place: "item", label: "keys.previousFact" },
  { deed: "mark-right", keys: ["r"], place: "item", label: "keys.markRight" },
  { deed: "mark-wrong", keys: ["w"], place: "item", label: "keys.markWrong" },
  { deed: "correct-fact", keys: ["e"], place: "item", label: "keys.correctFact" },
  { deed: "add-fact", keys: ["a"], place: "item", label: "keys.addFact" },
  { deed: "link-element", keys: ["l"], place: "item", label: "keys.linkElement" },
  { deed: "kind-claim", keys: ["1"], place: "item", label: "keys.kindClaim" },
  { deed: "kind-incident", keys: ["2"], place: "item", label: "keys.kindIncident" },
  { deed: "kind-proceeding", keys: ["3"], place: "item", label: "keys.kindProceeding" },
  { deed: "kind-quantity", keys: ["4"], place: "item", label: "keys.kindQuantity" },
  { deed: "kind-time", keys: ["5"], place: "item", label: "keys.kindTime" },
  { deed: "kind-place", keys: ["6"], place: "item", label: "keys.kindPlace" },
  { deed: "kind-mention", keys: ["7"], place: "item", label: "keys.kindMention" },
  { deed: "kind-role", keys: ["8"], place: "item", label: "keys.kindRole" },
  { deed: "all-kinds", keys: ["0"], place: "item", label: "keys.allKinds" },
  { deed: "leave", keys: ["Escape"], place: "item", label: "keys.leave" },
];

const BY_CODE: Record<string, string> = {
  Slash: "/",
  BracketLeft: "[",
  BracketRight: "]",
};

/** The key as the list above names it, whatever alphabet the keyboard writes. */
export function keyName(event: Pick<KeyboardEvent, "key" | "code" | "shiftKey">): string {
  if (/^[\u0021-\u007e]$/.test(event.key) || event.key.length > 1) return event.key;
  if (event.code === "Slash" && event.shiftKey) return "?";
  if (/^Key[A-Z]$/.test(event.code)) return event.code.slice(3).toLowerCase();
  if (/^Digit\d$/.test(event.code)) return event.code.slice(5);
  return BY_CODE[event.code] ?? event.key;
}

/** The deed that `key` asks for after `before`, or null; `open` is left to the focused link. */
export function deedFor(key: string, before: string | null): Deed | null {
  const fits = ({ keys }: Shortcut): boolean =>
    keys.length === 2 ? keys[0] === before && keys[1] === key : before === null && keys[0] === key;
  const found = SHORTCUTS.find(fits);
  return found === undefined || found.deed === "open" ? null : found.deed;
}

/** True where `key` begins a shortcut of two keys. */
export function beginsPair(key: string): boolean {
  return SHORTCUTS.some(({ keys }) => keys.length === 2 && keys[0] === key);
}
