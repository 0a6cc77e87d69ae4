import { describe, expect, it } from "vitest";

import { ProblemError, unlessFailed } from "../src/client/problem";
import type { Failure } from "../src/client/problem";

const FULL: Failure = {
  event: "error",
  type: "amana:storage-full",
  title: "The disk has no room left",
  status: 507,
  detail: "no room left while writing vault",
  remedy: "free space on this disk",
};

describe("a line of an answer", () => {
  it("is handed on", () => {
    const line = { event: "end", preserved: 1, already_held: 0, failed: 0 };
    expect(unlessFailed(line)).toBe(line);
  });

  it("tells what kept the work from its end", () => {
    expect(() => unlessFailed<{ event: string }>(FULL)).toThrow(ProblemError);
    try {
      unlessFailed<{ event: string }>(FULL);
    } catch (error) {
      expect((error as ProblemError).problem.remedy).toBe("free space on this disk");
    }
  });
});
