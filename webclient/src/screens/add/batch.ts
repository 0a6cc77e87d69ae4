/** A batch of chosen files as it goes in: what each event changes. Pure. */

import type { AddEvent, Problem, State } from "../../api";

/**
 * What is known of one file. Nothing is called preserved before the server has said so:
 * `chosen` → `sending` → `received` → `preserved` | `already-held` | `failed`; `unknown` when the
 * line broke between sending and the answer.
 */
export type Stage =
  | "chosen"
  | "sending"
  | "received"
  | "preserved"
  | "already-held"
  | "failed"
  | "unknown";

export interface Row {
  id: number;
  name: string;
  size: number;
  stage: Stage;
  ref: string | null;
  entry: number | null;
  /** Of the reading, once the item is preserved; null while it is still to come. */
  state: State | null;
  reason: string | null;
}

export interface Batch {
  rows: Row[];
  /** Share of the bytes that has left this browser. */
  sent: number;
  end: Extract<AddEvent, { event: "end" }> | null;
  broken: Problem | null;
}

export function sending(files: readonly { name: string; size: number }[], firstId: number): Batch {
  const rows = files.map(({ name, size }, index): Row => ({
    id: firstId + index,
    name,
    size,
    stage: "sending",
    ref: null,
    entry: null,
    state: null,
    reason: null,
  }));
  return { rows, sent: 0, end: null, broken: null };
}

export function afterEvent(batch: Batch, event: AddEvent): Batch {
  switch (event.event) {
    case "received":
      return changed(batch, (row) => row.name === event.name && row.stage === "sending", {
        stage: "received",
      });
    case "preserved":
    case "already-held":
    case "failed":
      return changed(
        batch,
        (row) => row.name === event.name && (row.stage === "received" || row.stage === "sending"),
        { stage: event.event, ref: event.ref, entry: event.entry, reason: event.reason },
      );
    case "state":
      return changed(batch, (row) => row.ref === event.ref && row.stage === "preserved", {
        state: event.state,
        reason: event.reason,
      });
    case "end":
      return { ...batch, end: event };
  }
}

/** Changes the first row that fits: files of one name are told of in the order they were sent. */
function changed(batch: Batch, fits: (row: Row) => boolean, change: Partial<Row>): Batch {
  const at = batch.rows.findIndex(fits);
  if (at === -1) return batch;
  return { ...batch, rows: batch.rows.map((row, index) => (index === at ? { ...row, ...change } : row)) };
}

/** The sending is over. What has no answer by then is unknown, never taken for done. */
export function afterClose(batch: Batch, problem: Problem | null): Batch {
  const answered = problem !== null && problem.status >= 400;
  const rows = batch.rows.map((row): Row => {
    if (row.stage !== "sending" && row.stage !== "received") return row;
    return { ...row, stage: answered ? "failed" : "unknown" };
  });
  return { ...batch, rows, broken: problem };
}
