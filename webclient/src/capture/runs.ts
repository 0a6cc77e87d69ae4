/** A run of captures as it goes: what each event changes. Pure. */

import type { Problem, State } from "../api";
import type { Looked, Outcome, Risk, RunEvent } from "./api";

/** What is known of one page. Nothing is called preserved before the server has said so. */
export interface RunRow {
  page: number;
  /** Null where its watch is restricted and no purpose was stated. */
  url: string | null;
  risk: Risk;
  watch: string | null;
  /** The step that it is at; null while it waits for its turn. */
  step: string | null;
  requests: number;
  bytes: number;
  done: boolean;
  outcome: Outcome | null;
  looked: Looked | null;
  status: number | null;
  ref: string | null;
  entry: number | null;
  state: State | null;
  reason: string | null;
}

export interface Following {
  rows: RunRow[];
  /** Captures that a crash had left, which are items now. */
  left: { ref: string | null; reason: string | null }[];
  end: Extract<RunEvent, { event: "end" }> | null;
  broken: Problem | null;
}

export const NOTHING: Following = { rows: [], left: [], end: null, broken: null };

export function afterRunEvent(old: Following, event: RunEvent): Following {
  switch (event.event) {
    case "queued":
      return { ...old, rows: [...old.rows, queued(event)] };
    case "step": {
      const { step, requests, bytes } = event;
      return changed(old, event.page, { step, requests, bytes });
    }
    case "taken": {
      const { outcome, status, ref, entry, reason } = event;
      return changed(old, event.page, {
        done: true,
        outcome,
        status,
        ref,
        entry,
        reason,
        ...(event.watch !== null && { watch: event.watch }),
      });
    }
    case "left":
      return { ...old, left: [...old.left, { ref: event.ref, reason: event.reason }] };
    case "looked": {
      const { outcome, ref, reason } = event;
      return changed(old, event.page, { done: true, looked: outcome, ref, reason });
    }
    case "state": {
      const { state, ref } = event;
      return { ...old, rows: old.rows.map((row) => (row.ref === ref ? { ...row, state } : row)) };
    }
    case "end":
      return { ...old, end: event };
  }
}

function queued({ page, url, risk, watch }: Extract<RunEvent, { event: "queued" }>): RunRow {
  return {
    page,
    url,
    risk,
    watch: watch ?? null,
    step: null,
    requests: 0,
    bytes: 0,
    done: false,
    outcome: null,
    looked: null,
    status: null,
    ref: null,
    entry: null,
    state: null,
    reason: null,
  };
}

function changed(old: Following, page: number | null, change: Partial<RunRow>): Following {
  return { ...old, rows: old.rows.map((row) => (row.page === page ? { ...row, ...change } : row)) };
}

/** How many pages are done, and how many of them gave no item. */
export function counted({ rows }: Following): { done: number; lost: number } {
  const done = rows.filter((row) => row.done);
  return { done: done.length, lost: done.filter(({ ref }) => ref === null).length };
}
