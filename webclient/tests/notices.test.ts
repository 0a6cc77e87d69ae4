import { describe, expect, it } from "vitest";

import { intlFor } from "../src/i18n";
import { noticeKind, noticeWords } from "../src/parts/notices";
import { afterRead } from "../src/reading/useReadAgain";

const DETAIL = "12 pages are damaged and could not be read";

describe("what a reading says of itself", () => {
  it("is the server's sentence in English, and translated with its number elsewhere", () => {
    expect(noticeWords(intlFor("en"), "pages-failed", DETAIL)).toBe(DETAIL);
    const arabic = noticeWords(intlFor("ar"), "pages-failed", DETAIL);
    expect(arabic).toContain("12");
    expect(arabic).not.toMatch(/[a-z]/);
  });

  it("names the program that is missing", () => {
    const detail = "a program that is needed here cannot be used: tesseract; see `amana doctor`";
    expect(noticeWords(intlFor("ar"), "program-missing", detail)).toContain("tesseract");
  });

  it("is shown as it came where nobody translated it", () => {
    expect(noticeWords(intlFor("ar"), "new-code", DETAIL)).toBe(DETAIL);
    expect(noticeWords(intlFor("ar"), null, DETAIL)).toBe(DETAIL);
  });

  it("stands for many items without their numbers and without the advice", () => {
    const reason = "some of the things inside cannot be opened without a password";
    expect(noticeKind(intlFor("en"), "children-locked", reason)).toBe(reason);
    expect(noticeKind(intlFor("ar"), "children-locked", reason)).toBe(
      "أشياء في داخله لا تُفتح دون كلمة المرور",
    );
    expect(noticeKind(intlFor("ar"), "no-such-page", "…")).toBe("لا صفحة كهذه");
    expect(noticeKind(intlFor("ar"), "new-code", null)).toBe("new-code");
  });
});

describe("reading again", () => {
  const begun = { became: {}, done: 0, running: true, broken: null };

  it("counts what became of each item until the end", () => {
    const event = { event: "became", ref: "IT-1", became: "read", state: "read" } as const;
    const twice = afterRead(afterRead(begun, event), event);
    expect(twice).toMatchObject({ became: { read: 2 }, done: 2, running: true });
    const ended = afterRead(twice, { event: "end", states: { read: 2 }, became: { read: 2 } });
    expect(ended).toMatchObject({ became: { read: 2 }, done: 2, running: false });
  });
});
