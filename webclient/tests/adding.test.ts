import { describe, expect, it } from "vitest";

import type { AddEvent } from "../src/api";
import { CUT_OFF, clientProblem } from "../src/client/problem";
import { formData } from "../src/client/upload";
import { afterClose, afterEvent, sending } from "../src/screens/add/batch";
import type { Batch } from "../src/screens/add/batch";
import { blankForm, lacksEmbargoDate, writtenRestrictions } from "../src/screens/add/form";

const FILES = [
  { name: "a.pdf", size: 1 },
  { name: "b.txt", size: 2 },
  { name: "a.pdf", size: 3 },
];

function preserved(name: string, ref: string, entry: number): AddEvent {
  return { event: "preserved", name, ref, entry, reason: null };
}

function after(...events: AddEvent[]): Batch {
  return events.reduce(afterEvent, sending(FILES, 10));
}

describe("a batch that goes in", () => {
  it("calls nothing preserved before the server has said so", () => {
    const stages = (batch: Batch) => batch.rows.map(({ stage }) => stage);
    expect(stages(sending(FILES, 0))).toEqual(["sending", "sending", "sending"]);
    expect(stages(after({ event: "received", name: "b.txt" }))).toEqual(["sending", "received", "sending"]);
    expect(stages(after(preserved("b.txt", "IT-B", 4)))).toEqual(["sending", "preserved", "sending"]);
  });

  it("tells files of one name apart by their order", () => {
    const batch = after(
      { event: "received", name: "a.pdf" },
      { event: "received", name: "a.pdf" },
      preserved("a.pdf", "IT-1", 4),
      { event: "already-held", name: "a.pdf", ref: "IT-0", entry: null, reason: null },
    );
    expect(batch.rows.map(({ ref }) => ref)).toEqual(["IT-1", null, "IT-0"]);
    expect(batch.rows.map(({ stage }) => stage)).toEqual(["preserved", "sending", "already-held"]);
  });

  it("holds the entry, then the state of the reading and its reason", () => {
    const batch = after(preserved("a.pdf", "IT-1", 4), {
      event: "state",
      ref: "IT-1",
      state: "unreadable",
      reason: "the end is missing",
    });
    expect(batch.rows[0]).toMatchObject({
      stage: "preserved",
      entry: 4,
      state: "unreadable",
      reason: "the end is missing",
    });
  });

  it("says unknown, not done, of what has no answer when the line breaks", () => {
    const broken = afterClose(after(preserved("b.txt", "IT-B", 4)), clientProblem(CUT_OFF).problem);
    expect(broken.rows.map(({ stage }) => stage)).toEqual(["unknown", "preserved", "unknown"]);
  });

  it("says not taken in where the server refused the whole batch", () => {
    const problem = { type: "amana:usage", title: "", status: 400, detail: "no", remedy: null };
    const refused = afterClose(sending(FILES, 0), problem);
    expect(refused.rows.map(({ stage }) => stage)).toEqual(["failed", "failed", "failed"]);
  });

  it("ignores news of files that are not in it", () => {
    expect(after(preserved("other", "IT-X", 1)).rows).toEqual(sending(FILES, 10).rows);
  });
});

describe("the acquisition form", () => {
  it("writes an embargo with its date", () => {
    const form = { ...blankForm("I. Brandt"), restrictions: ["embargo", "confidential"] as const, embargoUntil: "2027-03-01" };
    expect(writtenRestrictions({ ...form, restrictions: [...form.restrictions] })).toEqual([
      "embargo:2027-03-01",
      "confidential",
    ]);
  });

  it("lacks the date of an embargo that has none", () => {
    const form = blankForm("");
    expect(lacksEmbargoDate(form)).toBe(false);
    expect(lacksEmbargoDate({ ...form, restrictions: ["embargo"] })).toBe(true);
    expect(lacksEmbargoDate({ ...form, restrictions: ["embargo"], embargoUntil: "2027-03-01" })).toBe(false);
  });

  it("sends words before files, and no empty words", () => {
    const fields = { source: " S-0041 ", collector: "", purpose: "", method: "upload", consent: "", restrictions: ["confidential"] };
    const data = formData([{ name: "folder/a.txt", file: new File(["x"], "a.txt") }], fields);
    expect([...data.keys()]).toEqual(["source", "method", "restriction", "files"]);
    expect(data.get("source")).toBe("S-0041");
    expect((data.get("files") as File).name).toBe("folder/a.txt");
  });
});
