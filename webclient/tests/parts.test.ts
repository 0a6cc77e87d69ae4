import { describe, expect, it } from "vitest";

import { pageNumber } from "../src/parts/Pager";
import { sectionsOf } from "../src/text/blocks";
import { CodePoints } from "../src/text/codepoints";
import { partAt, textParts } from "../src/text/parts";

const points = new CodePoints("One line.\n\nTwo 🚩 lines.\n\nسطر ثالث.\n\nA very long line that has to be cut.");
const sections = sectionsOf(points, []);

describe("a long text in parts", () => {
  it("holds every character once and in order, whatever the size", () => {
    for (const most of [1, 5, 12, 1_000]) {
      const runs = textParts(sections, most)
        .flatMap((part) => part.sections)
        .flatMap((section) => section.blocks)
        .flatMap((block) => block.runs);
      expect(runs.map(({ text }) => text).join("")).toBe(points.text);
      for (const run of runs) expect(points.slice(run.start, run.end)).toBe(run.text);
    }
  });

  it("has no part that is longer than allowed", () => {
    for (const part of textParts(sections, 12)) expect(part.end - part.start).toBeLessThanOrEqual(12);
    expect(textParts(sections)).toHaveLength(1);
    expect(textParts([])).toEqual([]);
  });

  it("finds the part of a passage", () => {
    const parts = textParts(sections, 12);
    for (const [index, { start, end }] of parts.entries()) {
      expect(partAt(parts, start)).toBe(index);
      expect(partAt(parts, end - 1)).toBe(index);
    }
    expect(partAt(parts, 1_000)).toBe(parts.length - 1);
    expect(partAt([], 5)).toBe(0);
  });
});

describe("a page that is gone to", () => {
  it("may be written in Arabic digits", () => {
    expect(pageNumber(" 12 ")).toBe(12);
    expect(pageNumber("١٢")).toBe(12);
    expect(pageNumber("۱۲")).toBe(12);
    for (const words of ["", "two", "-1", "1.5", "99999999999"]) expect(pageNumber(words)).toBeNull();
  });
});
