import { describe, expect, it } from "vitest";

import type { TextBlock } from "../src/api";
import { CodePoints } from "../src/text/codepoints";
import { chatLines, headerLines, hintOf } from "../src/text/header";

const header = (start: number, end: number): TextBlock => [start, end, "p", [], ["header"]];

describe("the header of a mail", () => {
  it("is cut into names and words, which together are its text", () => {
    const text = "From: 😀 Nadia\nSubject: قارب\n\nWords";
    const lines = headerLines(new CodePoints(text), [header(0, 13), header(14, 27)]);
    expect(lines.map(({ name, words }) => [name, words])).toEqual([
      ["From: ", "😀 Nadia"],
      ["Subject: ", "قارب"],
    ]);
    expect(lines.map(({ start, value, end }) => [start, value, end])).toEqual([
      [0, 6, 13],
      [14, 23, 27],
    ]);
  });

  it("ends at the blank line, whatever the body calls itself", () => {
    const text = "From: A\n\nFrom: the minister";
    const forged: TextBlock = [9, 27, "p", [], ["header"]];
    expect(headerLines(new CodePoints(text), [header(0, 7), forged])).toHaveLength(1);
    expect(headerLines(new CodePoints(text), [forged])).toEqual([]);
  });
});

describe("a chat", () => {
  it("shows time and sender as they are written, apart from the words", () => {
    const text = "12/03/2026, 09:16 - Samir: نعم\n12/03/2026, 09:20 - Nadia left";
    const blocks: TextBlock[] = [
      [0, 30, "p", [], ["message", "sender:Samir", "time:12/03/2026, 09:16"]],
      [31, 61, "p", [], ["notice", "time:12/03/2026, 09:20"]],
    ];
    const lines = chatLines(new CodePoints(text), blocks);
    expect(lines.map(({ name, words }) => [name, words])).toEqual([
      ["12/03/2026, 09:16 - Samir: ", "نعم"],
      ["12/03/2026, 09:20 - ", "Nadia left"],
    ]);
    expect(lines[0]?.value).toBe(27);
  });

  it("is none without messages", () => {
    expect(chatLines(new CodePoints("From: A"), [header(0, 7)])).toEqual([]);
  });

  it("has hints by their kind", () => {
    expect(hintOf(["message", "sender:A:B"], "sender")).toBe("A:B");
    expect(hintOf(["message"], "sender")).toBeNull();
  });
});
