import { describe, expect, it } from "vitest";

import { after, begun } from "../src/custody/checking";

describe("a check as it goes", () => {
  it("waits with all steps, then follows each", () => {
    const running = after(begun(), {
      event: "step",
      step: "originals",
      title: "",
      done: 3,
      total: 9,
      state: "running",
    });
    expect(running.steps.map(({ state }) => state)).toEqual([
      "waiting",
      "waiting",
      "running",
      "waiting",
    ]);
  });

  it("adds a step that it did not expect instead of dropping it", () => {
    const told = after(begun(), {
      event: "step",
      step: "projections",
      title: "",
      done: 1,
      total: 1,
      state: "failed",
    });
    expect(told.steps.at(-1)).toMatchObject({ step: "projections", state: "failed" });
  });

  it("shows no step as waiting when the check has ended", () => {
    const end = {
      event: "end",
      ok: true,
      seconds: 1,
      objects: 0,
      bytes: 0,
      entries: 1,
      entry: 1,
      not_entered: null,
    } as const;
    expect(after(begun(), end).steps).toEqual([]);
  });

  it("keeps every problem", () => {
    const problem = { event: "problem", step: "originals", path: "vault/x", detail: "changed" } as const;
    expect(after(after(begun(), problem), problem).problems).toHaveLength(2);
  });
});
