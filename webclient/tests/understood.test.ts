import { describe, expect, it } from "vitest";

import type { Sought, Understood } from "../src/api";
import { intlFor } from "../src/i18n";
import { understoodWords } from "../src/screens/search/understood";

function word(shown: string, rest: Partial<Sought> = {}): Sought {
  return { kind: "word", shown, title: false, ...rest };
}

function read(any: Sought[][], rest: Partial<Understood> = {}, excluded: Sought[] = []): Understood {
  const wanted = any.map((any_of) => ({ any_of, excluded: false }));
  const unwanted = excluded.map((one) => ({ any_of: [one], excluded: true }));
  return {
    everything: false, conditions: [...wanted, ...unwanted], language: null, remarks: [], ...rest,
  };
}

const CASES: [name: string, read: Understood, en: string, ar: string][] = [
  ["a word", read([[word("depot")]]), "Texts with “depot”.", "نصوص فيها «depot»."],
  [
    "words",
    read([[word("a")], [word("b")]], {}, [word("c")]),
    "Texts with “a” and “b”, without “c”.",
    "نصوص فيها «a» و«b»، وليس فيها «c».",
  ],
  [
    "alternatives",
    read([[word("a"), word("b")], [word("c", { kind: "phrase", title: true })]]),
    "Texts with either “a” or “b”, and with the phrase “c” in the title.",
    "نصوص فيها إما «a» أو «b»، ومعها العبارة «c» في العنوان.",
  ],
  [
    "what is excluded alone, in one language",
    read([], { language: "ar" }, [word("c", { kind: "beginning" })]),
    "All texts, without a word that begins with “c”; only in this language: Arabic.",
    "كل النصوص، وليس فيها كلمة تبدأ بـ «c»، بهذه اللغة فقط: العربية.",
  ],
  ["everything", read([], { everything: true }), "All texts.", "كل النصوص."],
  [
    "nothing",
    read([], { remarks: [{ code: "nothing", shown: "!?" }] }),
    "There is no word to look for in “!?”.",
    "ليس في «!?» كلمة يُبحث عنها.",
  ],
  [
    "a remark that this page does not know",
    read([[word("a", { kind: "exact" })]], { remarks: [{ code: "new", shown: null }] }),
    "Texts with the very word “a”.",
    "نصوص فيها الكلمة «a» بعينها.",
  ],
];

describe("how a query was read", () => {
  it.each(CASES)("is told in both languages: %s", (_, understood, en, ar) => {
    const told = (language: "en" | "ar") =>
      understoodWords(intlFor(language), understood).replaceAll(/[\u2068\u2069]/g, "");
    expect(told("en")).toBe(en);
    expect(told("ar")).toBe(ar);
  });

  it("keeps quoted words from turning the sentence around", () => {
    expect(understoodWords(intlFor("en"), read([[word("حلب")]]))).toBe("Texts with \u2068“حلب”\u2069.");
  });
});
