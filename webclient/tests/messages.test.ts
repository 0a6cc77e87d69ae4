import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";

import { STATES } from "../src/api";
import ar from "../src/i18n/ar.json";
import en from "../src/i18n/en.json";
import { SHORTCUTS } from "../src/frame/shortcuts";

const ENGLISH: Record<string, string> = en;
const ARABIC: Record<string, string> = ar;

/** Kinds of elements in the library's syntax tree. */
const LITERAL = 0;
const PLURAL = 6;

/** Words of the Rome Statute, article 8(2)(b)(xxv). */
const STATUTE = "objects indispensable to survival";

type Element = ReturnType<IntlMessageFormat["getAst"]>[number];

function elements(message: string, locale: string): Element[] {
  const inside = (list: readonly Element[]): Element[] =>
    list.flatMap((element) => [
      element,
      ..."children" in element ? inside(element.children) : [],
      ..."options" in element
        ? Object.values(element.options).flatMap(({ value }) => inside(value))
        : [],
    ]);
  return inside(new IntlMessageFormat(message, locale).getAst());
}

/** Names of the values that a message takes, and of its tags. */
function values(message: string, locale: string): Set<string> {
  const named = elements(message, locale).flatMap((element) =>
    "value" in element && typeof element.value === "string" && element.type !== LITERAL
      ? [element.value]
      : [],
  );
  return new Set(named);
}

function literals(message: string): string {
  return elements(message, "en")
    .flatMap((element) => (element.type === LITERAL ? [element.value] : []))
    .join(" ");
}

describe("the two languages", () => {
  it("have the same messages in the same order", () => {
    expect(Object.keys(ARABIC)).toEqual(Object.keys(ENGLISH));
  });

  it("take the same values in each message", () => {
    for (const [id, message] of Object.entries(ENGLISH)) {
      expect(values(ARABIC[id] ?? "", "ar"), id).toEqual(values(message, "en"));
    }
  });

  it("leave nothing empty or in the other language", () => {
    const sameInBoth = ["pager.range", "about.sizeAndBytes", "understood.quoted"];
    for (const [id, message] of Object.entries(ENGLISH)) {
      const arabic = ARABIC[id] ?? "";
      expect(message.trim(), id).not.toBe("");
      expect(message, id).not.toMatch(/[\u0600-\u06ff]/);
      if (!sameInBoth.includes(id)) expect(arabic, id).toMatch(/[\u0600-\u06ff]/);
    }
  });

  it("give Arabic plurals all six forms and English ones two", () => {
    for (const [id, message] of Object.entries(ARABIC)) {
      for (const element of elements(message, "ar")) {
        if (element.type !== PLURAL) continue;
        const forms = Object.keys(element.options).filter((form) => !form.startsWith("="));
        expect(forms.sort(), id).toEqual(["few", "many", "one", "other", "two", "zero"]);
      }
    }
    for (const [id, message] of Object.entries(ENGLISH)) {
      for (const element of elements(message, "en")) {
        if (element.type !== PLURAL) continue;
        const forms = Object.keys(element.options).filter((form) => !form.startsWith("="));
        expect(forms.sort(), id).toEqual(["one", "other"]);
      }
    }
  });

  it("keep to the words of the house", () => {
    for (const [id, message] of Object.entries(ENGLISH)) {
      const words = literals(message).replaceAll("metadata", "").replaceAll(STATUTE, "");
      expect(words, id).not.toMatch(/\b(documents?|records?|data|objects?|handlers?|managers?)\b/i);
      expect(words, id).not.toMatch(/\bverified\b/i);
    }
  });

  it("name each state, what it means, and the next step where there is no text", () => {
    for (const state of STATES) {
      expect(ENGLISH).toHaveProperty([`state.${state}`]);
      expect(ENGLISH).toHaveProperty([`state.${state}.meaning`]);
    }
  });

  it("describe each shortcut", () => {
    for (const { label } of SHORTCUTS) expect(ENGLISH).toHaveProperty([label]);
  });
});
