import { describe, expect, it } from "vitest";

import { namePieces, plainName } from "../src/text/controls";

describe("names that strangers gave", () => {
  it("show what turns their direction, ends their line or has no width", () => {
    expect(plainName("photo\u202egpj.exe")).toBe("photo[U+202E]gpj.exe");
    expect(plainName("line\nbreak\u0000.txt")).toBe("line[U+000A]break[U+0000].txt");
    expect(plainName("a\u200bb\u2066c\ufeff")).toBe("a[U+200B]b[U+2066]c[U+FEFF]");
  });

  it("lose nothing", () => {
    const name = "\u202dصور/\u061cتقرير\u2029.txt";
    expect(namePieces(name).map(({ text }) => text).join("")).toBe(name);
  });

  it("leave joiners between letters that they shape, and nowhere else", () => {
    expect(plainName("می\u200cخواهم")).toBe("می\u200cخواهم");
    expect(plainName("a\u200db")).toBe("a[U+200D]b");
  });
});
