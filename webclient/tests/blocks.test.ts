import { describe, expect, it } from "vitest";

import type { Article, Span } from "../src/api";
import { sectionsOf, sentencesOf } from "../src/text/blocks";
import type { Section } from "../src/text/blocks";
import { CodePoints } from "../src/text/codepoints";

const TEXT = [
  "Menu | Home \u{1F6A9}",
  "Shells hit the market",
  "By R. Vale",
  "TELL AL-ZANBAQ (Coastwire) - At least 14 people died. Officials said so.",
  "Share this page",
  "FILE PHOTO: The market. COASTWIRE/M. Stoan",
  "A second paragraph. Share. It goes on.",
  "Nobody’s line",
  "All rights reserved",
].join("\n\n");

function span(words: string, from = 0): Span {
  const characters = [...TEXT];
  const wanted = [...words];
  const start = characters.findIndex(
    (_, at) => at >= from && characters.slice(at, at + wanted.length).join("") === words,
  );
  return { char_start: start, char_end: start + wanted.length, byte_start: 0, byte_end: 0, quote: words };
}

function between(first: string, last: string): Span {
  const start = span(first).char_start;
  const end = span(last).char_end;
  return { char_start: start, char_end: end, byte_start: 0, byte_end: 0, quote: "" };
}

const ARTICLE: Article = {
  article: 0,
  span: between("Shells", "Nobody’s line"),
  title: span("Shells hit the market"),
  body: null,
  paragraphs: [
    span("TELL AL-ZANBAQ (Coastwire) - At least 14 people died. Officials said so."),
    span("A second paragraph. Share. It goes on."),
  ],
  captions: [
    {
      span: span("FILE PHOTO: The market. COASTWIRE/M. Stoan"),
      credit: null,
      photographer: null,
      agency: null,
      date: null,
      place: null,
      file_photo: true,
    },
  ],
  byline: span("By R. Vale"),
  dateline: span("TELL AL-ZANBAQ (Coastwire) -"),
  published: null,
  language: "en",
  left_out: [
    { span: span("Share this page"), why: "widget" },
    { span: span("Share. ", span("A second").char_start), why: "widget" },
  ],
};

const points = new CodePoints(TEXT);
const sections = sectionsOf(points, [ARTICLE]);

function everything(found: Section[]): string {
  return found.flatMap(({ blocks }) => blocks.flatMap(({ runs }) => runs.map((run) => run.text))).join("");
}

function told(found: Section[]): [string, string][] {
  return found
    .flatMap(({ blocks }) => blocks)
    .map(({ role, runs }): [string, string] => [role, runs.map((run) => run.text).join("").trim()])
    .filter(([, text]) => text !== "");
}

describe("the text in blocks", () => {
  it("holds every character exactly once", () => {
    expect(everything(sections)).toBe(TEXT);
    const places = sections.flatMap(({ blocks }) => blocks.flatMap(({ runs }) => runs));
    let at = 0;
    for (const run of places) {
      expect(run.start).toBe(at);
      expect(points.slice(run.start, run.end)).toBe(run.text);
      at = run.end;
    }
    expect(at).toBe(points.length);
  });

  it("tells title, byline, paragraphs, captions, what was left out, and what nothing claims", () => {
    expect(told(sections)).toEqual([
      ["outside", "Menu | Home \u{1F6A9}"],
      ["title", "Shells hit the market"],
      ["byline", "By R. Vale"],
      ["paragraph", "TELL AL-ZANBAQ (Coastwire) - At least 14 people died. Officials said so."],
      ["left-out", "Share this page"],
      ["caption", "FILE PHOTO: The market. COASTWIRE/M. Stoan"],
      ["paragraph", "A second paragraph. Share. It goes on."],
      ["rest", "Nobody’s line"],
      ["outside", "All rights reserved"],
    ]);
  });

  it("keeps a dateline and a left-out run inside their paragraph", () => {
    const paragraphs = sections.flatMap(({ blocks }) => blocks).filter(({ role }) => role === "paragraph");
    expect(paragraphs[0]?.runs.map(({ role }) => role)).toEqual(["dateline", "paragraph"]);
    expect(paragraphs[1]?.runs.map(({ role }) => role)).toEqual(["paragraph", "left-out", "paragraph"]);
  });

  it("is whole without any article", () => {
    const found = sectionsOf(points, []);
    expect(everything(found)).toBe(TEXT);
    expect(told(found).every(([role]) => role === "outside")).toBe(true);
  });

  it("loses nothing where parts overlap or reach too far", () => {
    const wild = {
      ...ARTICLE,
      span: { ...ARTICLE.span, char_end: 99_999 },
      byline: between("market", "By R. Vale"),
      captions: [],
      paragraphs: [between("Vale", "Share this"), between("Officials", "Nobody’s line")],
    };
    expect(everything(sectionsOf(points, [wild, { ...wild, article: 1 }]))).toBe(TEXT);
  });

  it("is nothing for an empty text", () => {
    expect(sectionsOf(new CodePoints(""), [])).toEqual([]);
  });
});

describe("sentences of a run", () => {
  const run = (text: string) => ({ text, start: 100, end: 100 + [...text].length, role: "paragraph" as const });

  it("count code points and leave the white space after them out of their ranges", () => {
    const found = sentencesOf(run("A \u{1F6A9} fell. It rose.  "), "en");
    expect(found.map(({ start, end }) => [start, end])).toEqual([
      [100, 109],
      [110, 118],
    ]);
    expect(found.map(({ text }) => text).join("")).toBe("A \u{1F6A9} fell. It rose.  ");
  });

  it("end at Arabic marks", () => {
    const found = sentencesOf(run("هل رأيت؟ نعم. ذهبنا."), "ar");
    expect(found.map(({ text }) => text.trim())).toEqual(["هل رأيت؟", "نعم.", "ذهبنا."]);
  });

  it("work where the language has no name that the browser knows", () => {
    expect(sentencesOf(run("One. Two."), "not a language!")).toHaveLength(2);
  });
});
