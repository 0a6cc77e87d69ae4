import { describe, expect, it } from "vitest";

import type { Fact, FactDecision, Json, Recipe, Span } from "../src/api";
import { correctionOf, decisionOf, missing, newDraft, noticedAt, asKind } from "../src/facts/draft";
import { FIELDS, changes, written } from "../src/facts/fields";
import {
  IN_TEXT,
  KINDS,
  PAINTS,
  byPlace,
  factsIn,
  heldAs,
  paintOf,
  partsOf,
  spellOff,
  switchedOff,
} from "../src/facts/kinds";
import { byId } from "../src/facts/recipes";
import { milliseconds, timeCode } from "../src/facts/times";
import { fieldName, headline, namesOf, saidBy, subline, valueWords } from "../src/facts/words";
import { intlFor } from "../src/i18n";

const EN = intlFor("en");
const AR = intlFor("ar");
const TEXT = "The agency quoted Dalia Mansur as saying that more than 40 families fled.";

function span(quote: string): Span {
  const start = TEXT.indexOf(quote);
  const end = start + quote.length;
  return { char_start: start, char_end: end, byte_start: start, byte_end: end, quote };
}

function fact(kind: string, more: Record<string, unknown> = {}): Fact {
  return { id: kind.padEnd(16, "0"), item: "IT-1", original: "0a", reading: "r1", recipe: "c1", kind, ...more };
}

const CLAIM = fact("claim", {
  speaker: span("Dalia Mansur"),
  speaker_entity: "dalia-mansur",
  cue: span("saying"),
  content: span("more than 40 families fled"),
  via: ["agency", "anon:a clerk"],
  form: "indirect",
  speech_act: "statement",
  negated: false,
  hedge: null,
  loaded: [],
  span: span(TEXT.slice(0, -1)),
});
const QUANTITY = fact("quantity", {
  what: "families", value: 40, value_max: null, bound: "more than", unit: "families",
  span: span("more than 40 families"),
});
const AGENCY = fact("mention", {
  type: "ORG", entity: "agency", canonical: "The Coast Agency", span: span("agency"),
});

function decision(more: Partial<FactDecision>): FactDecision {
  const by = { name: "nadia", basis: "given", verified: false } as const;
  return { number: 7, decision: "mark", by, at: "2026-11-22T10:00:00Z", reason: "r", ...more };
}

/** Without the signs that keep words in their own direction. */
function plain(text: string): string {
  return text.replace(/[\u2068\u2069]/g, "");
}

describe("facts in the text", () => {
  it("are painted by speaker, cue and content, or by their own words", () => {
    const paints = paintOf(CLAIM).map(([paint, { quote }]) => [paint, quote]);
    expect(paints).toEqual([
      ["fact-claim-speaker", "Dalia Mansur"],
      ["fact-claim-cue", "saying"],
      ["fact-claim-content", "more than 40 families fled"],
    ]);
    expect(paintOf(QUANTITY)).toEqual([["fact-quantity", QUANTITY.span]]);
    for (const each of [CLAIM, QUANTITY, AGENCY]) {
      for (const [paint] of paintOf(each)) expect(PAINTS).toContain(paint);
    }
  });

  it("name their parts, those of lists and parties included", () => {
    const proceeding = fact("proceeding", {
      trigger: span("quoted"),
      by: [{ span: span("agency"), entity: null }, { span: null, entity: "x" }],
      charges: [span("fled")],
    });
    expect(partsOf(proceeding).map(({ name }) => name)).toEqual(["trigger", "by", "charges"]);
  });

  it("are found by the words that are selected", () => {
    const facts = [CLAIM, QUANTITY, AGENCY];
    expect(factsIn(facts, span("40"))).toEqual([CLAIM, QUANTITY]);
    expect(factsIn(facts, span("quoted"))).toEqual([]);
    expect([QUANTITY, fact("noticed"), CLAIM].sort(byPlace).map(({ kind }) => kind)).toEqual([
      "claim", "quantity", "noticed",
    ]);
  });

  it("are switched off by kind, in the address", () => {
    expect(switchedOff("mention,role,nonsense")).toEqual(new Set(["mention", "role"]));
    expect(spellOff(switchedOff("role,mention"))).toBe("mention,role");
    expect(spellOff(new Set())).toBeUndefined();
    expect(IN_TEXT).toHaveLength(8);
  });
});

describe("facts in words", () => {
  it("say who said it, via whom, by the names that stand in the text", () => {
    const names = namesOf([AGENCY]);
    expect(plain(saidBy(EN, CLAIM, names))).toBe(
      "Said by Dalia Mansur, via The Coast Agency and somebody unnamed: a clerk",
    );
    expect(plain(saidBy(AR, CLAIM, names))).toContain("نقلاً عن The Coast Agency");
    expect(saidBy(EN, { ...CLAIM, speaker: null, via: [] }, names)).toBe(
      "Said by somebody who is not named",
    );
  });

  it("keep actors alleged and numbers bounded", () => {
    const incident = fact("incident", {
      type: "shelling", trigger: span("fled"), actor: span("agency"), where: [], when: null,
    });
    expect(plain(subline(EN, incident, new Map()))).toBe("shelling · Alleged: agency");
    expect(plain(subline(EN, QUANTITY, new Map()))).toBe("more than 40 families · families");
    expect(headline(CLAIM)).toBe("more than 40 families fled");
    expect(fieldName(EN, "incident", "actor")).toBe("Actor (alleged)");
  });

  it("have a name for every field and value, in both languages", () => {
    for (const kind of KINDS) {
      for (const field of FIELDS[kind]) {
        for (const intl of [EN, AR]) expect(fieldName(intl, kind, field.name)).not.toBe(field.name);
        if (field.as !== "choice") continue;
        for (const value of field.values) {
          expect(valueWords(AR, value), value).toMatch(/[\u0600-\u06ff]/);
        }
      }
    }
  });

  it("tell how people hold it: the last mark of each counts, if it was not taken back", () => {
    expect(heldAs(CLAIM)).toBe("machine");
    expect(heldAs({ ...CLAIM, made_by: decision({}).by })).toBe("by-hand");
    const marks = (...all: FactDecision[]): Fact => ({ ...CLAIM, decisions: all });
    expect(heldAs(marks(decision({ mark: "right" }), decision({ mark: "wrong" })))).toBe("wrong");
    expect(heldAs(marks(decision({ mark: "wrong", withdrawn: 9 })))).toBe("machine");
    const omar = { ...decision({}).by, name: "omar" };
    const both = marks(decision({ mark: "right" }), decision({ mark: "wrong", by: omar }));
    expect(heldAs(both)).toBe("disputed");
  });
});

describe("a fact that is written by hand", () => {
  it("takes its words from the text and says what is still missing", () => {
    const draft = newDraft("mention", span("Dalia Mansur"));
    expect(missing(draft)).toEqual(["type"]);
    const whole = { ...draft, values: { ...draft.values, type: "PERSON" } };
    expect(decisionOf(whole, "IT-1", "r1")).toEqual({
      decision: "add",
      item: "IT-1",
      reading: "r1",
      observation: {
        kind: "mention", type: "PERSON", canonical: "Dalia Mansur", entity: "dalia-mansur",
        span: { char_start: 18, char_end: 30, quote: "Dalia Mansur" },
      },
    });
    expect(missing(asKind(draft, "claim"))).toEqual(["cue"]);
  });

  it("leaves unknown what must be there and need not be known", () => {
    const draft = newDraft("quantity", span("families"));
    const whole = { ...draft, values: { ...draft.values, what: "those who fled" } };
    const made = decisionOf(whole, "IT-1", undefined);
    expect(made).toMatchObject({ observation: { value: null, bound: "exact" } });
    const arabic = { ...whole, values: { ...whole.values, value: "٤٠٫٥" } };
    expect(decisionOf(arabic, "IT-1", undefined)).toMatchObject({ observation: { value: 40.5 } });
  });

  it("has a box or a time where there is no text", () => {
    const nowhere = noticedAt({ kind: "page", page: 1, rects: [[0, 0, 0, 0]] });
    expect(missing(nowhere)).toEqual(["what", "place"]);
    const there = noticedAt({ kind: "time", start: 5, end: 5 });
    const whole = { ...there, values: { ...there.values, what: "a shot", sense: "heard" } };
    expect(decisionOf(whole, "IT-1", "r1")).toEqual({
      decision: "add",
      item: "IT-1",
      observation: { kind: "noticed", what: "a shot", sense: "heard", place: there.place },
    });
  });

  it("corrects nothing but what was changed", () => {
    const draft = correctionOf(CLAIM);
    if (draft === null) throw new Error("a claim can be corrected");
    expect(decisionOf(draft, "IT-1", "r1")).toBeNull();
    const values = { ...draft.values, hedge: "reportedly", via: "agency", speaker: [] };
    expect(decisionOf({ ...draft, values }, "IT-1", "r1")).toEqual({
      decision: "correct",
      item: "IT-1",
      fact: CLAIM.id,
      fields: { speaker: null, via: ["agency"], hedge: "reportedly" },
    });
    for (const each of [CLAIM, QUANTITY, AGENCY]) {
      const kind = each.kind as "claim";
      const same = Object.fromEntries(FIELDS[kind].map((f) => [f.name, written(f, each[f.name])]));
      expect(changes(kind, each, same)).toEqual({});
    }
  });
});

describe("the recipe of a fact", () => {
  it("is found in entries of the log by its id, which the archive computes alike", async () => {
    const recipe: Recipe = {
      step: "analysis/claims", tool: "amana", version: "1", libraries: [["spacy", "3.8"]],
      settings: [["data", "0a"], ["model claims/ar", "م"]], environment: ["cpu"],
    };
    const id = "15603be1b273bf7f28c187a43f360884039369e43364f3320691b13351f22738";
    const entries = [undefined, null, { "analysis/claims 1": recipe as unknown as Json }];
    expect(await byId(entries)).toEqual({ [id]: recipe });
  });
});

describe("times of sounds and films", () => {
  it("are read as people write them", () => {
    for (const [words, value] of [
      ["95", 95_000], ["1:35", 95_000], ["0:01:35.25", 95_250], ["١:٣٥", 95_000], ["75:00", 4_500_000],
    ] as const) {
      expect(milliseconds(words), words).toBe(value);
    }
    for (const words of ["", "1:75", "1:75:00", "x", "-5"]) expect(milliseconds(words), words).toBeNull();
    for (const value of [0, 95_250, 3_661_007]) expect(milliseconds(timeCode(value))).toBe(value);
  });
});
