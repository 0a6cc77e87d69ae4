import { describe, expect, it } from "vitest";

import type { Anchor, Item } from "../src/api";
import { intlFor } from "../src/i18n";
import { citation } from "../src/screens/item/citation";

const ITEM = {
  ref: "IT-7F3K-Q2MH",
  title: "Shells hit the market",
  name: "page.html",
  entries: [
    { index: 12, type: "acquired", at: "2026-11-19T08:12:40.318204Z" },
    { index: 13, type: "derived", at: "2026-11-19T08:13:00Z" },
  ],
} as unknown as Item;
const ANCHOR: Anchor = {
  original: "ab".repeat(32),
  reading: "cd".repeat(32),
  char_start: 1204,
  char_end: 1310,
  quote: "At least 14 people died.",
  locators: [{ kind: "bytes", start: 2093, end: 2141 }],
};
const cited = {
  anchor: ANCHOR,
  item: ITEM,
  archive: { name: "Sahran", origin: "sahran.example/log" },
  article: { number: 2, title: "Shells hit the market" },
};

describe("a citation", () => {
  it("leads to exact bytes, names reading and entry, and claims no truth", () => {
    expect(citation(intlFor("en"), cited).split("\n")).toEqual([
      "“At least 14 people died.”",
      "Shells hit the market (article 2)",
      "Item IT-7F3K-Q2MH, archive Sahran (sahran.example/log)",
      `Original SHA-256 ${ANCHOR.original}, bytes 2093 to 2141`,
      `Reading ${ANCHOR.reading}, characters 1204 to 1310`,
      "Acquired as entry 12 of the custody log, 19 Nov 2026, 08:12:40 UTC",
      "Counted from 0; the end is not included. This says nothing of author, earlier history or truth.",
    ]);
  });

  it("holds the same identifiers in Arabic", () => {
    const arabic = citation(intlFor("ar"), cited);
    for (const kept of ["IT-7F3K-Q2MH", ANCHOR.original, ANCHOR.reading, "2093", "2141", "1204", "1310"]) {
      expect(arabic).toContain(kept);
    }
    expect(arabic).toContain("الأصل");
  });

  it("says so where the place is not known, and names several pages", () => {
    const lost = { ...cited, anchor: { ...ANCHOR, locators: [] } };
    expect(citation(intlFor("en"), lost)).toContain("the exact place is not known");
    const pages: Anchor["locators"] = [
      { kind: "page", page: 1, rects: [[0, 0, 1, 1]] },
      { kind: "page", page: 2, rects: [[0, 0, 1, 1], [0, 2, 1, 3]] },
    ];
    const spread = { ...cited, anchor: { ...ANCHOR, locators: pages } };
    expect(citation(intlFor("en"), spread)).toContain("page 1, 1 box and page 2, 2 boxes");
  });
});
