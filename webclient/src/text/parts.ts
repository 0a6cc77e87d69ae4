/**
 * A long text in parts, so that a page never draws more than it can: some tens of thousands of
 * characters each. Parts end between blocks; a block that is longer than a part is cut.
 */

import type { Block, Section } from "./blocks";
import { CodePoints } from "./codepoints";

/** About so many code points stand in a part. */
export const PART = 50_000;

export interface TextPart {
  start: number;
  end: number;
  sections: Section[];
}

/** Cuts sections into parts; together they hold the same blocks in the same order. */
export function textParts(sections: readonly Section[], most = PART): TextPart[] {
  const parts: TextPart[] = [];
  let open: Section[] = [];
  let size = 0;
  const close = (): void => {
    const start = open[0]?.start;
    const end = open.at(-1)?.end;
    if (start !== undefined && end !== undefined) parts.push({ start, end, sections: open });
    open = [];
    size = 0;
  };
  for (const section of sections) {
    let blocks: Block[] = [];
    const shut = (): void => {
      const first = blocks[0];
      const last = blocks.at(-1);
      if (first === undefined || last === undefined) return;
      open.push({ ...section, start: first.start, end: last.end, blocks });
      blocks = [];
    };
    for (const block of section.blocks.flatMap((each) => pieces(each, most))) {
      const length = block.end - block.start;
      if (size > 0 && size + length > most) {
        shut();
        close();
      }
      blocks.push(block);
      size += length;
    }
    shut();
  }
  close();
  return parts;
}

function pieces(block: Block, most: number): Block[] {
  if (block.end - block.start <= most) return [block];
  return block.runs.flatMap((run) => {
    const points = new CodePoints(run.text);
    const cut: Block[] = [];
    for (let at = 0; at < points.length; at += most) {
      const to = Math.min(at + most, points.length);
      const place = { start: run.start + at, end: run.start + to };
      cut.push({ ...block, ...place, runs: [{ ...run, ...place, text: points.slice(at, to) }] });
    }
    return cut;
  });
}

/** The index of the part that holds code point `point`, or of the nearest one before it. */
export function partAt(parts: readonly { start: number }[], point: number): number {
  return Math.max(0, parts.findLastIndex(({ start }) => start <= point));
}
