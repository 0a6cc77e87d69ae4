import { describe, expect, it } from "vitest";

import { intlFor } from "../src/i18n";
import { size } from "../src/parts/sizes";

const CASES: [bytes: number, told: string][] = [
  [1, "1 byte"],
  [1023, "1,023 bytes"],
  [1024, "\u20681.0\u00a0KiB\u2069"],
  [62_914_560, "\u206860.0\u00a0MiB\u2069"],
  [1_073_741_824, "\u20681.0\u00a0GiB\u2069"],
  [5_000 * 1_099_511_627_776, "\u20685000.0\u00a0TiB\u2069"],
];

describe("a size", () => {
  it.each(CASES)("of %d bytes is told in the units of the command line", (bytes, told) => {
    expect(size(intlFor("en"), bytes)).toBe(told);
  });

  it("has the same units in Arabic", () => {
    expect(size(intlFor("ar"), 62_914_560)).toBe("\u206860.0\u00a0MiB\u2069");
  });
});
