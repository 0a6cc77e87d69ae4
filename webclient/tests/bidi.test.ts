import { expect, test } from "vitest";

import { ordered } from "../src/law/bidi";

const inner = (sentence: string) => [...ordered(sentence).matchAll(/\u2066(.*?)\u2069/g)].map((each) => each[1]);

test("what is written from left to right stays whole in an Arabic sentence", () => {
  expect(inner("رأت في 2021-02-05 (ICC-01/18-143) أن المادة 12(2)(a)")).toEqual([
    "2021-02-05",
    "ICC-01/18-143",
    "12(2)(a)",
  ]);
  expect(inner("القرار S/RES/1593 و S/2014/348، 13-2-0")).toEqual(["S/RES/1593", "S/2014/348", "13-2-0"]);
});
