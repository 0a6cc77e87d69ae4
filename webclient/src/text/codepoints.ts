/**
 * Code points and UTF-16 units.
 *
 * amana counts characters as Unicode code points; JavaScript strings count UTF-16 units, in which
 * a character outside the Basic Multilingual Plane takes two. Every offset that comes from the
 * server passes through here before it touches a string, and every offset that goes back does too.
 */

export class CodePoints {
  /** Code-point positions of the characters that take two units, ascending. */
  private readonly wide: number[] = [];
  /** Length of the text in code points. */
  readonly length: number;

  constructor(readonly text: string) {
    const surrogatePair = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;
    for (const match of text.matchAll(surrogatePair)) {
      this.wide.push(match.index - this.wide.length);
    }
    this.length = text.length - this.wide.length;
  }

  /** The UTF-16 index at which code point `point` begins, held inside the text. */
  toUnit(point: number): number {
    const held = Math.max(0, Math.min(point, this.length));
    return held + countBelow(this.wide, held, (position) => position);
  }

  /** The code point that holds UTF-16 index `unit`; the middle of a pair counts as its beginning. */
  toPoint(unit: number): number {
    const held = Math.max(0, Math.min(unit, this.text.length));
    return held - countBelow(this.wide, held, (position, before) => position + before);
  }

  /** The text from code point `start` to `end` (exclusive). */
  slice(start: number, end: number): string {
    return this.text.slice(this.toUnit(start), this.toUnit(end));
  }
}

/**
 * How many of the ascending `wide` characters begin below `limit`, where `at` gives the place of
 * one from its code-point position and the number of wide characters before it.
 */
function countBelow(
  wide: number[],
  limit: number,
  at: (position: number, before: number) => number,
): number {
  let low = 0;
  let high = wide.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(wide[middle] ?? 0, middle) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A run of a text that is marked or not. */
export interface Run {
  text: string;
  marked: boolean;
}

/** Cuts `text` at its marks, given in code points; marks may touch or overlap. */
export function markedRuns(text: string, marks: readonly (readonly [number, number])[]): Run[] {
  const points = new CodePoints(text);
  const runs: Run[] = [];
  let done = 0;
  for (const [start, end] of [...marks].sort((a, b) => a[0] - b[0])) {
    const from = Math.max(start, done);
    if (end <= from) continue;
    if (from > done) runs.push({ text: points.slice(done, from), marked: false });
    runs.push({ text: points.slice(from, end), marked: true });
    done = end;
  }
  if (done < points.length) runs.push({ text: points.slice(done, points.length), marked: false });
  return runs;
}
