/**
 * Ranges of the text on the page: from what a person selected to code points, and back.
 *
 * Each sentence stands in one element with `data-start` (its first code point) and `data-end` (the
 * end without the white space after it), and that element holds one text node.
 */

import type { Range as CharRange } from "../../client/queries";
import { CodePoints } from "../../text/codepoints";

export const SENTENCE = "[data-start]";

export function rangeOfSentence(element: Element): CharRange | null {
  const { start, end } = (element as HTMLElement).dataset;
  if (start === undefined || end === undefined) return null;
  return { char_start: Number(start), char_end: Number(end) };
}

/** The code points that the browser's selection covers inside `root`, without outer white space. */
export function selectedRange(root: Element): CharRange | null {
  const selection = document.getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
  const chosen = selection.getRangeAt(0);
  const touched = [...root.querySelectorAll(SENTENCE)].filter((node) => chosen.intersectsNode(node));
  const first = touched[0];
  const last = touched.at(-1);
  if (first === undefined || last === undefined) return null;
  const start = pointAt(first, chosen.startContainer, chosen.startOffset, "start");
  const end = pointAt(last, chosen.endContainer, chosen.endOffset, "end");
  return end > start ? { char_start: start, char_end: end } : null;
}

function pointAt(sentence: Element, container: Node, offset: number, edge: "start" | "end"): number {
  const text = sentence.textContent;
  const from = Number((sentence as HTMLElement).dataset["start"]);
  const points = new CodePoints(text);
  const inside = container === sentence.firstChild;
  const unit = inside ? offset : edge === "start" ? 0 : text.length;
  const held = edge === "start" ? skipSpaces(text, unit) : dropSpaces(text, unit);
  return from + points.toPoint(held);
}

function skipSpaces(text: string, unit: number): number {
  return unit + (text.slice(unit).length - text.slice(unit).trimStart().length);
}

function dropSpaces(text: string, unit: number): number {
  return text.slice(0, unit).trimEnd().length;
}

/** The page's range for code points; none where they are not on the page. */
export function pageRange(root: Element, range: CharRange): Range[] {
  return pageRanges(root)(range);
}

/** Finds ranges as `pageRange` does, many of them on the page as it is now. */
export function pageRanges(root: Element): (range: CharRange) => Range[] {
  const sentences = [...root.querySelectorAll<HTMLElement>(SENTENCE)];
  return (range) => rangeAmong(sentences, range);
}

function rangeAmong(sentences: HTMLElement[], { char_start, char_end }: CharRange): Range[] {
  const first = lastBeginningBy(sentences, char_start);
  const last = lastBeginningBy(sentences, char_end - 1);
  if (first?.firstChild == null || last?.firstChild == null) return [];
  const range = document.createRange();
  range.setStart(first.firstChild, unitIn(first, char_start));
  range.setEnd(last.firstChild, unitIn(last, char_end));
  return range.collapsed ? [] : [range];
}

function lastBeginningBy(sentences: HTMLElement[], point: number): HTMLElement | undefined {
  let low = 0;
  let high = sentences.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Number(sentences[middle]?.dataset["start"]) <= point) low = middle + 1;
    else high = middle;
  }
  return sentences[low - 1];
}

function unitIn(sentence: HTMLElement, point: number): number {
  return new CodePoints(sentence.textContent).toUnit(point - Number(sentence.dataset["start"]));
}

/** The element of the sentence that holds `point`, for going on from there. */
export function sentenceAt(root: Element, point: number): HTMLElement | undefined {
  return lastBeginningBy([...root.querySelectorAll<HTMLElement>(SENTENCE)], point);
}
