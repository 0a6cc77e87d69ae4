/** The lines of a mail's header, and the messages of a chat: blocks that a reader marked. */

import type { TextBlock } from "../api";
import type { CodePoints } from "./codepoints";

/** A line in two: what stands before the words (a field, a sender with the time), and the words. */
export interface MarkedLine {
  start: number;
  /** Where the words begin. */
  value: number;
  end: number;
  name: string;
  words: string;
  hints: readonly string[];
}

/**
 * The header: blocks marked so at the beginning of the text, one in a line. What follows after a
 * blank line is no header, whatever it is marked as: the body of a mail may call itself anything.
 */
export function headerLines(points: CodePoints, blocks: readonly TextBlock[]): MarkedLine[] {
  const lines: MarkedLine[] = [];
  let next = 0;
  for (const [start, end, , within, hints] of blocks) {
    if (start !== next || within.length > 0 || !hints.includes("header")) break;
    const text = points.slice(start, end);
    const name = /^[^:\n]{1,60}:\s*/.exec(text)?.[0] ?? "";
    lines.push({ ...cut(start, text, name), end, hints });
    next = end + 1;
  }
  return lines;
}

/** The messages of a chat and what the messenger itself says; none where the text is no chat. */
export function chatLines(points: CodePoints, blocks: readonly TextBlock[]): MarkedLine[] {
  if (!blocks.some(([, , , , hints]) => hints.includes("message"))) return [];
  return blocks.map(([start, end, , , hints]) => {
    const text = points.slice(start, end);
    return { ...cut(start, text, leading(text, hints)), end, hints };
  });
}

/** What of a message stands before its words: time and sender as they are written. */
function leading(text: string, hints: readonly string[]): string {
  let at = 0;
  for (const kind of ["time", "sender"]) {
    const said = hintOf(hints, kind);
    const found = said === null ? -1 : text.indexOf(said, at);
    if (said !== null && found !== -1) at = found + said.length;
  }
  const rest = /^[\]:\s\u200e\u200f-]*/.exec(text.slice(at))?.[0] ?? "";
  return text.slice(0, at === 0 ? 0 : at + rest.length);
}

/** What a hint like `sender:Samir` says. */
export function hintOf(hints: readonly string[], kind: string): string | null {
  return hints.find((hint) => hint.startsWith(`${kind}:`))?.slice(kind.length + 1) ?? null;
}

function cut(start: number, text: string, name: string): Omit<MarkedLine, "end" | "hints"> {
  return { start, value: start + Array.from(name).length, name, words: text.slice(name.length) };
}
