import { describe, expect, it } from "vitest";

import { NONE, crimesView, isDay, listed, plainDigits, questionView, spelled, timelineView } from "../src/law/address";
import type { Linked, Matrix, MatrixRow, Stated } from "../src/law/api";
import { ordered } from "../src/law/bidi";
import { crimesThatFit, isOf } from "../src/law/crimes";
import { matterOf, missing, namedBy, passageIn, valuesOf } from "../src/law/fields";
import { folded, fits } from "../src/law/fold";
import { against, rowsOf, stands } from "../src/law/matrix";
import { viewOf } from "../src/law/jurisdiction";
import { freeKey, isKey, keyFrom, ofKind, standingOf } from "../src/law/matters";
import type { Matter, Standing } from "../src/law/matters";
import { nameOf } from "../src/law/names";
import { around, daysOf } from "../src/law/proceedings";
import type { Moment } from "../src/law/proceedings";

describe("addresses of law", () => {
  it("hold a question, and know unknown from none", () => {
    const view = questionView({ crime: "rs:6(a)", places: "PSE,SYR,PSE", nationalities: NONE, other: "x" });
    expect(view.crime).toBe("rs:6(a)");
    expect(listed(view.places)).toEqual(["PSE", "SYR"]);
    expect(listed(view.nationalities)).toEqual([]);
    expect(view.nationalities).toBe(NONE);
    expect(view.registered).toBeUndefined();
    expect(spelled([])).toBeUndefined();
    expect(spelled(["PSE", "SYR"])).toBe("PSE,SYR");
  });

  it("take days that there are", () => {
    expect(isDay("2024-02-29")).toBe(true);
    for (const wrong of ["2023-02-29", "2024-13-01", "2024-1-1", "", "soon"]) expect(isDay(wrong), wrong).toBe(false);
    expect(plainDigits("٢٠٢٤-٠٥-٢٠")).toBe("2024-05-20");
    expect(timelineView({ known_on: "2024-05-20" }).known_on).toBe("2024-05-20");
    expect(crimesView({ q: "", crime: "rs:6(a)" })).toEqual({ q: undefined, crime: "rs:6(a)" });
  });
});

describe("names are found", () => {
  it("whatever their case, marks and Arabic spellings", () => {
    expect(folded("Côte d’Ivoire")).toBe("cote d’ivoire");
    expect(folded("الأُردنّ")).toBe(folded("الاردن"));
    expect(fits("ivo CIV", ["CIV", "Côte d’Ivoire"])).toBe(true);
    expect(fits("تجويع", ["تَجويع المدنيين"])).toBe(true);
    expect(fits("starvation", ["extermination"])).toBe(false);
  });

  it("and crimes by the provision that is meant, or what stands below it", () => {
    expect(isOf("rs:8(2)(b)(x)-1", "rs:8(2)(b)(x)")).toBe(true);
    expect(isOf("rs:8(2)(b)(xi)", "rs:8(2)(b)(x)")).toBe(false);
    expect(isOf("rs:70(1)(a)", "rs:7")).toBe(false);
    const rows = ["rs:6(a)", "rs:7(1)(a)"].map((id) => ({
      id,
      label: { en: id === "rs:6(a)" ? "Killing members" : "Murder", ar: "" },
      article: "",
      family: "",
      valid_from: "",
      amendment: null,
      elements_given: "given" as const,
      elements: 3,
    }));
    expect(crimesThatFit(rows, "murd", null).map(({ id }) => id)).toEqual(["rs:7(1)(a)"]);
    expect(crimesThatFit(rows, "Art. 6", "rs:6").map(({ id }) => id)).toEqual(["rs:6(a)"]);
    expect(crimesThatFit(rows, " ", null)).toHaveLength(2);
  });
});

describe("sentences in Arabic", () => {
  it("keep days, votes and provisions in their order", () => {
    expect(ordered("في 2000-11-29 (المادة 12(2)(a))")).toBe("في \u20662000-11-29\u2069 (المادة \u206612(2)(a)\u2069)");
    expect(ordered("التصويت 11-0-4")).toBe("التصويت \u206611-0-4\u2069");
    expect(ordered("rs:8(2)(b)(iv)#2")).toBe("\u2066rs:8(2)(b)(iv)#2\u2069");
    expect(ordered("14 دولة")).toBe("14 دولة");
  });
});

describe("a matter that is entered", () => {
  it("has a key made of its name that nothing has yet", () => {
    expect(keyFrom("Harbour – Inquiry (2)")).toBe("harbour-inquiry-2");
    expect(keyFrom("وادي صحران")).toBe("");
    expect(isKey("a".repeat(65))).toBe(false);
    expect(freeKey("step", new Set(["step", "step-2"]))).toBe("step-3");
    expect(namedBy("step", { proceeding: "case", step: "warrant_issued" })).toBe("step case warrant_issued");
  });

  it("is sent without what nobody filled in", () => {
    const values = { situation: "valley", name: " Shelling ", states: ["JOR"], actors: "A; B ؛ C", place: "" };
    expect(matterOf("incident", "shelling", values, [], " why ")).toEqual({
      decision: "incident",
      key: "shelling",
      reason: "why",
      situation: "valley",
      name: "Shelling",
      states: ["JOR"],
      actors: ["A", "B", "C"],
    });
  });

  it("says what is missing; material is a passage or a conclusion", () => {
    const values = { charge: "gate", element: "rs:6(a)#1", effect: "supports" };
    expect(missing("link", values, [])).toEqual(["cites"]);
    expect(missing("link", { ...values, conclusion: "c" }, [])).toEqual([]);
    expect(missing("link", values, [{ item: "IT-1" }])).toEqual([]);
    expect(missing("assess", { charge: "gate" }, [])).toEqual(["element", "held", "standard"]);
  });

  it("is entered anew with what it said before, days of nationalities included", () => {
    const before: Matter = {
      decision: "person",
      key: "general",
      reason: "r",
      name: "A general",
      nationalities: [{ state: "SYR", since: "1990-01-01" }],
    };
    const values = valuesOf(before);
    expect(values["nationalities"]).toEqual(["SYR"]);
    const next = matterOf("person", "general", { ...values, nationalities: ["SYR", "JOR"] }, [], "r", before);
    expect(next).toMatchObject({ nationalities: [{ state: "SYR", since: "1990-01-01" }, { state: "JOR" }] });
  });

  it("cites a passage by its address, without what the archive puts in", () => {
    expect(passageIn("http://127.0.0.1:1/items/IT-7F3K-Q2M9?reading=ab&char_start=4&char_end=9")).toEqual({
      item: "IT-7F3K-Q2M9",
      reading: "ab",
      char_start: 4,
      char_end: 9,
    });
    for (const none of ["/items/IT-7F3K-Q2M9", "/items/IT-1?char_start=9&char_end=4", "x"]) {
      expect(passageIn(none), none).toBeNull();
    }
    const cite = { item: "IT-1", char_start: 4, char_end: 9, quote: "words", published: "2024", number: 7, gone: false };
    expect(matterOf("conclusion", "c", { situation: "v", text: "t" }, [cite], "r").cites).toEqual([
      { item: "IT-1", char_start: 4, char_end: 9, quote: "words" },
    ]);
  });
});

function entered(matter: Partial<Matter> & { key: string }, version: number, withdrawn: number | null = null): Standing {
  const whole = { decision: "situation", reason: "r", name: "n", ...matter } as Matter;
  return { matter: whole, number: version, version, by: "nadia", at: "2026-01-01T00:00:00Z", withdrawn };
}

describe("matters that stand", () => {
  it("are the newest versions that were not taken back", () => {
    const all = [entered({ key: "a", name: "old" }, 1), entered({ key: "a", name: "new" }, 2, 9), entered({ key: "b" }, 1, 5)];
    const known = standingOf(all);
    expect([...known.keys()]).toEqual(["a"]);
    expect(ofKind(known, "situation").map(({ matter }) => matter.name)).toEqual(["old"]);
    expect(ofKind(known, "charge")).toEqual([]);
  });

  it("are called by their names in the language of the page", () => {
    const arabic = (words: { en: string; ar: string }): string => words.ar;
    const person = entered({ decision: "person", key: "p", name: "Holm", name_ar: "هولم" } as never, 1);
    const proceeding = { decision: "proceeding", key: "c", reason: "", situation: "s", model: "m", person: "p" } as const;
    expect(nameOf(person.matter, arabic)).toBe("هولم");
    expect(nameOf(proceeding, arabic, new Map([["p", person]]))).toBe("هولم");
    expect(nameOf(proceeding, arabic)).toBe("c");
  });
});

describe("a timeline", () => {
  it("knows the days on which something became known, and those around one", () => {
    const days = daysOf(
      ["2024-05-02", "2024-05-01", "2024-05-02", null].map((day) => ({ known: { day } }) as unknown as Moment),
    );
    expect(days).toEqual(["2024-05-01", "2024-05-02"]);
    expect(around(days, "2024-05-02")).toEqual(["2024-05-01", null]);
    expect(around(days, "2023-01-01")).toEqual([null, "2024-05-01"]);
  });
});

describe("a matrix", () => {
  const stated = (number: number, change: Partial<Stated> = {}): Stated => ({
    key: `l${number}`, number, version: 1, by: "nadia", at: "", reason: "", passages: [], replaced: null, withdrawn: null, ...change,
  });
  const link = (number: number, effect: Linked["effect"], change: Partial<Stated> = {}): Linked => ({
    element: "x", effect, scope: "charge", stated: stated(number, change), conclusion: null, concluded: null,
  });
  const row = (element: string, links: Linked[], alternatives: MatrixRow[] = []): MatrixRow => ({
    element, shared: null, kind: "conduct", label: { en: "", ar: "" }, scope: "charge", status: "no-material",
    links, assessments: [], earlier: [], earlier_assessments: [], notices: [], alternatives,
  });
  const matrix = {
    charge: {
      crime: "rs:6(a)", states: ["JOR"], period: null,
      incidents: [{ date: "2024-03-09" }, { date: "2024-03-09" }],
    },
    parts: [{ section: "crime", rows: [row("a", [link(5, "undermines"), link(2, "supports")], [row("b", [link(3, "explains-otherwise")])])] }],
    elsewhere: [link(4, "undermines"), link(6, "undermines", { withdrawn: 7 })],
  } as unknown as Matrix;

  it("gathers all that may speak for the person, alternatives and what fits no row included", () => {
    expect(against(matrix).map(({ link: { stated: each }, row: of }) => [each.number, of?.element])).toEqual([
      [3, "b"],
      [4, undefined],
      [5, "a"],
    ]);
    expect(stands(stated(1, { replaced: 2 }))).toBe(false);
    expect(rowsOf(matrix).map(({ row: { element }, depth, first }) => [element, depth, first])).toEqual([
      ["a", 0, true],
      ["b", 1, true],
    ]);
  });
});

describe("a question of a charge", () => {
  it("is written as its address, unknown apart from none", () => {
    const question = {
      crime: "rs:6(a)", as_of: "2025-06-01", when: "2024-03-09", places: ["JOR"], nationalities: [],
      registered: null, aggressor: null, mandated: false, born: null,
    };
    expect(viewOf(question, "gate")).toEqual({
      crime: "rs:6(a)", as_of: "2025-06-01", date: "2024-03-09", places: "JOR", nationalities: NONE,
      registered: undefined, aggressor: undefined, mandated: "false", born: undefined, charge: "gate",
    });
  });
});
