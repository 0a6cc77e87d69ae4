import { describe, expect, it } from "vitest";

import { changeView, itemView, watchesView } from "../src/address";
import type { PlannedRow, RunEvent } from "../src/capture/api";
import { NOTHING, afterRunEvent, counted } from "../src/capture/runs";
import type { Following } from "../src/capture/runs";
import { blankForm } from "../src/screens/add/form";
import { askedPages, pauseIn, verdicts } from "../src/screens/capture/asked";
import { lastPicture } from "../src/screens/capture/Picture";

const QUEUED: RunEvent[] = [
  { event: "queued", page: 0, url: "https://a.example/", risk: "high" },
  { event: "queued", page: 1, url: null, risk: "normal", watch: "WA-1" },
];
const TAKEN = { event: "taken", entry: 7, status: 200, watch: null, reason: null } as const;

function after(...events: RunEvent[]): Following {
  return [...QUEUED, ...events].reduce(afterRunEvent, NOTHING);
}

describe("a run", () => {
  it("calls nothing taken in before the server says so", () => {
    const { rows } = after({ event: "step", page: 0, step: "loading", requests: 3, bytes: 9 });
    expect(rows.map(({ step, done, ref }) => [step, done, ref])).toEqual([
      ["loading", false, null],
      [null, false, null],
    ]);
  });

  it("counts what is done, and what gave nothing", () => {
    const following = after(
      { ...TAKEN, page: 0, ref: "IT-1", outcome: "gone" },
      { ...TAKEN, page: 1, ref: null, outcome: null, reason: "no room" },
      { event: "state", ref: "IT-1", state: "read", reason: null },
    );
    expect(counted(following)).toEqual({ done: 2, lost: 1 });
    expect(following.rows[0]).toMatchObject({ outcome: "gone", state: "read", entry: 7 });
    expect(following.rows[1]).toMatchObject({ reason: "no room", watch: "WA-1" });
  });

  it("tells what a crash had left apart from its own pages", () => {
    const following = after({ ...TAKEN, event: "left", page: null, ref: "IT-9", outcome: "failed" });
    expect(following.left).toEqual([{ ref: "IT-9", reason: null }]);
    expect(counted(following).done).toBe(0);
  });

  it("ends with what was found", () => {
    const looked: RunEvent = { event: "looked", page: 1, watch: "WA-1", ref: "IT-2", outcome: "changed", reason: null };
    const following = after(looked, { event: "end", outcomes: { changed: 1 }, interrupted: false });
    expect(following.rows[1]).toMatchObject({ looked: "changed", done: true });
    expect(following.end?.outcomes).toEqual({ changed: 1 });
  });
});

describe("what is asked for", () => {
  it("leaves out what is blank and keeps conditions of use", () => {
    const form = { ...blankForm("Nadia"), purpose: " inquiry ", restrictions: ["confidential" as const] };
    const asked = askedPages({ pages: "a", form, profile: null, risk: "low", every: "6h", warned: true });
    expect(asked.form).toEqual({ collector: "Nadia", purpose: "inquiry", restrictions: ["confidential"] });
    expect(asked).toMatchObject({ risk: "low", every: "6h", warned: true });
  });

  it("counts the verdicts of rows", () => {
    const row = { line: 1, url: "a", risk: null, source: null, restrictions: 0, note: null } as const;
    const rows: PlannedRow[] = [
      { ...row, wrong: null, every: 60 },
      { ...row, wrong: "no", every: null },
      { ...row, wrong: null, every: null },
    ];
    expect(verdicts(rows)).toEqual({ good: 2, wrong: 1, watched: 1 });
  });

  it("says a pause in its largest whole unit", () => {
    expect(pauseIn(604_800)).toEqual({ unit: "week", count: 1 });
    expect(pauseIn(172_800)).toEqual({ unit: "day", count: 2 });
    expect(pauseIn(5_400)).toEqual({ unit: "minute", count: 90 });
    expect(pauseIn(61)).toEqual({ unit: "minute", count: 1 });
  });
});

describe("addresses of captures", () => {
  it("hold the view and nothing else", () => {
    expect(itemView({ side: "capture" }).side).toBe("capture");
    expect(watchesView({ enter: "watch", ended: "1" })).toEqual({ enter: "watch", ended: 1 });
    expect(changeView({ look: "0" }).look).toBeUndefined();
    expect(changeView({ look: "3" }).look).toBe(3);
  });
});

it("takes the last whole picture", () => {
  expect(lastPicture(["picture-before.png", "picture-after.png", "picture-after-2.png"])).toBe("picture-after.png");
  expect(lastPicture(["picture-before.png"])).toBe("picture-before.png");
  expect(lastPicture([])).toBeNull();
});
