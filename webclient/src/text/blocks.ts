/**
 * A reading's text as blocks to show: its articles with their parts, and all that lies outside.
 *
 * Rules:
 * - Every character of the text is in exactly one run of exactly one block; nothing is dropped.
 * - A part that lies inside another (a dateline at the head of a paragraph, a run left out in its
 *   middle) is a run of that block; parts that stand alone are blocks.
 * - What belongs to no part of an article is a block of the role `rest`; what belongs to no
 *   article is a block of the role `outside`. Both are cut at empty lines, and the white space
 *   between them is a block of its own, which nobody needs to see.
 *
 * All numbers count code points.
 */

import type { Article, Caption, Span } from "../api";
import { CodePoints } from "./codepoints";

export type Role =
  | "title"
  | "byline"
  | "dateline"
  | "paragraph"
  | "caption"
  | "left-out"
  | "rest"
  | "outside";

interface Part {
  start: number;
  end: number;
  role: Role;
  caption?: Caption;
  why?: string;
}

export interface BlockRun extends Part {
  text: string;
}

export interface Block extends Part {
  runs: BlockRun[];
}

export interface Section {
  /** Null for text outside of any article. */
  article: Article | null;
  start: number;
  end: number;
  blocks: Block[];
}

/**
 * Cuts `text` from `from` on into sections; `articles` may come in any order and must not overlap.
 * What stands before `from` is shown in another way.
 */
export function sectionsOf(points: CodePoints, articles: readonly Article[], from = 0): Section[] {
  const sections: Section[] = [];
  let done = from;
  for (const article of [...articles].sort((a, b) => a.span.char_start - b.span.char_start)) {
    const start = Math.max(article.span.char_start, done);
    const end = Math.min(Math.max(article.span.char_end, start), points.length);
    if (start > done) sections.push(outside(points, done, start));
    sections.push({ article, start, end, blocks: blocksOf(points, partsOf(article), start, end) });
    done = end;
  }
  if (done < points.length) sections.push(outside(points, done, points.length));
  return sections;
}

function outside(points: CodePoints, start: number, end: number): Section {
  return { article: null, start, end, blocks: loose(points, "outside", start, end) };
}

function partsOf(article: Article): Part[] {
  const plain = (role: Role, span: Span | null): Part[] =>
    span === null ? [] : [{ role, start: span.char_start, end: span.char_end }];
  return [
    ...plain("title", article.title),
    ...plain("byline", article.byline),
    ...plain("dateline", article.dateline),
    ...article.paragraphs.flatMap((span) => plain("paragraph", span)),
    ...article.captions.map((caption): Part => ({
      role: "caption",
      start: caption.span.char_start,
      end: caption.span.char_end,
      caption,
    })),
    ...article.left_out.map(({ span, why }): Part => ({
      role: "left-out",
      start: span.char_start,
      end: span.char_end,
      why,
    })),
  ];
}

interface Nest {
  outer: Part;
  inner: Part[];
}

/** Orders the parts and puts each that begins inside another into it, cut at its end. */
function nested(parts: Part[], start: number, end: number): Nest[] {
  const waiting = parts
    .map((part) => ({ ...part, start: Math.max(part.start, start), end: Math.min(part.end, end) }))
    .filter((part) => part.end > part.start)
    .sort(byPlace);
  const nests: Nest[] = [];
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
    const open = nests.at(-1);
    if (open === undefined || part.start >= open.outer.end) {
      nests.push({ outer: part, inner: [] });
      continue;
    }
    open.inner.push({ ...part, end: Math.min(part.end, open.outer.end) });
    if (part.end > open.outer.end) {
      waiting.push({ ...part, start: open.outer.end });
      waiting.sort(byPlace);
    }
  }
  return nests;
}

function byPlace(a: Part, b: Part): number {
  return a.start - b.start || b.end - a.end;
}

function blocksOf(points: CodePoints, parts: Part[], start: number, end: number): Block[] {
  const blocks: Block[] = [];
  let done = start;
  for (const { outer, inner } of nested(parts, start, end)) {
    if (outer.start > done) blocks.push(...loose(points, "rest", done, outer.start));
    blocks.push({ ...outer, runs: runsOf(points, outer, inner) });
    done = outer.end;
  }
  if (end > done) blocks.push(...loose(points, "rest", done, end));
  return blocks;
}

function runsOf(points: CodePoints, outer: Part, inner: Part[]): BlockRun[] {
  const runs: BlockRun[] = [];
  let done = outer.start;
  const add = (part: Part): void => {
    if (part.end > part.start) runs.push({ ...part, text: points.slice(part.start, part.end) });
    done = Math.max(done, part.end);
  };
  for (const part of inner) {
    const start = Math.max(part.start, done);
    if (part.end <= start) continue;
    add({ ...outer, start: done, end: start });
    add({ ...part, start });
  }
  add({ ...outer, start: done });
  return runs;
}

/** Text that no part claims: its paragraphs, and the white space between them. */
function loose(points: CodePoints, role: Role, start: number, end: number): Block[] {
  const blocks: Block[] = [];
  let at = start;
  for (const text of points.slice(start, end).split(/(^\s+|\s*\n[ \t\r\f]*\n\s*|\s+$)/)) {
    if (text === "") continue;
    const part: Part = { role, start: at, end: at + new CodePoints(text).length };
    blocks.push({ ...part, runs: [{ ...part, text }] });
    at = part.end;
  }
  return blocks;
}

/** A sentence inside a run: its text with the white space after it, and its range without. */
export interface Sentence {
  text: string;
  start: number;
  end: number;
}

/** Cuts a run into sentences by the rules of Unicode (UAX 29); their texts add up to the run. */
export function sentencesOf(run: BlockRun, language: string | null): Sentence[] {
  const sentences: Sentence[] = [];
  let at = run.start;
  for (const { segment } of segmenter(language).segment(run.text)) {
    const whole = new CodePoints(segment).length;
    const told = new CodePoints(segment.trimEnd()).length;
    sentences.push({ text: segment, start: at, end: at + told });
    at += whole;
  }
  return sentences;
}

const segmenters = new Map<string, Intl.Segmenter>();

function segmenter(language: string | null): Intl.Segmenter {
  const tag = language ?? "und";
  const known = segmenters.get(tag);
  if (known !== undefined) return known;
  const made = madeFor(tag);
  segmenters.set(tag, made);
  return made;
}

function madeFor(tag: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(tag, { granularity: "sentence" });
  } catch {
    return new Intl.Segmenter(undefined, { granularity: "sentence" });
  }
}
