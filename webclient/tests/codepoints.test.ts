import { describe, expect, it } from "vitest";

import { CodePoints, markedRuns } from "../src/text/codepoints";

const TEXTS = [
  "",
  "plain",
  "مرسى النور",
  "\u{1F6A9}a\u{1D11E}\u{1D11E}b\u{10FFFF}",
  "before \u{20000}\u{20001} after",
  "lone \uD83D surrogate \uDE00 kept",
  "e\u0301 combining and \u200Fmarks",
];

describe("code points and UTF-16 units", () => {
  it.each(TEXTS)("agree with the language's own iteration over %j", (text) => {
    const points = new CodePoints(text);
    const characters = [...text];
    expect(points.length).toBe(characters.length);
    for (let point = 0; point <= characters.length; point += 1) {
      const unit = characters.slice(0, point).join("").length;
      expect(points.toUnit(point)).toBe(unit);
      expect(points.toPoint(unit)).toBe(point);
    }
  });

  it.each(TEXTS)("cut every range of %j as code points", (text) => {
    const points = new CodePoints(text);
    const characters = [...text];
    for (let start = 0; start <= characters.length; start += 1) {
      for (let end = start; end <= characters.length; end += 1) {
        expect(points.slice(start, end)).toBe(characters.slice(start, end).join(""));
      }
    }
  });

  it("differ where a naive slice would cut a character in two", () => {
    const text = "\u{1F6A9}\u{1F6A9} flag";
    expect(new CodePoints(text).slice(0, 1)).toBe("\u{1F6A9}");
    expect(text.slice(0, 1)).not.toBe("\u{1F6A9}");
  });

  it("take the middle of a pair for its beginning", () => {
    expect(new CodePoints("a\u{1F6A9}b").toPoint(2)).toBe(1);
  });

  it("hold positions outside of the text at its ends", () => {
    const points = new CodePoints("a\u{1F6A9}");
    expect(points.toUnit(99)).toBe(3);
    expect(points.toUnit(-1)).toBe(0);
    expect(points.toPoint(99)).toBe(2);
  });
});

describe("marked runs", () => {
  it("mark by code points, not by units", () => {
    expect(markedRuns("\u{1F6A9} سوق", [[2, 5]])).toEqual([
      { text: "\u{1F6A9} ", marked: false },
      { text: "سوق", marked: true },
    ]);
  });

  it("add up to the text, whatever the marks", () => {
    const text = "one \u{1D11E} two three";
    const marks = [[4, 9], [0, 3], [2, 6], [7, 7], [10, 99]] as const;
    expect(markedRuns(text, marks).map((run) => run.text).join("")).toBe(text);
  });

  it("leave a text without marks in one piece", () => {
    expect(markedRuns("as it is", [])).toEqual([{ text: "as it is", marked: false }]);
  });
});
