import { describe, expect, it } from "vitest";

import { unitsOfBytes } from "../src/text/bytes";

const utf8 = (text: string): number => new TextEncoder().encode(text).length;

function cut(source: string, encoding: string | null, size: number, start: number, end: number) {
  const units = unitsOfBytes(source, encoding, size, start, end);
  return units === null ? null : source.slice(...units);
}

describe("bytes of the original in its decoded source", () => {
  const source = "<p>سوق \u{1F6A9} market é</p>";

  it.each(["سوق", "\u{1F6A9}", "market", "é", source])("find %j in UTF-8", (words) => {
    const start = utf8(source.slice(0, source.indexOf(words)));
    expect(cut(source, "utf-8", utf8(source), start, start + utf8(words))).toBe(words);
  });

  it("count the byte order mark that decoding dropped", () => {
    expect(cut("abc", "utf_8_sig", 6, 4, 5)).toBe("b");
    expect(cut("abc", "utf-16", 8, 4, 6)).toBe("b");
  });

  it("count one byte for each character of a one-byte encoding", () => {
    expect(cut("خبر عاجل", "windows-1256", 8, 4, 8)).toBe("عاجل");
    expect(cut("caf\u00e9", "iso8859-15", 4, 3, 4)).toBe("é");
  });

  it("give no answer where decoding replaced bytes", () => {
    expect(unitsOfBytes("a\uFFFDb", "utf-8", 3, 2, 3)).toBeNull();
  });

  it("give no answer for encodings whose widths are not known here", () => {
    expect(unitsOfBytes("漢字", "shift_jis", 4, 0, 2)).toBeNull();
  });

  it("take UTF-8 where no encoding is told", () => {
    expect(cut("abc", null, 3, 1, 2)).toBe("b");
  });
});
