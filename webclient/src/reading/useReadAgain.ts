/** Has items read once more, and follows what becomes of each. */

import { useCallback, useEffect, useRef, useState } from "react";

import type { Became, Problem, ReadEvent } from "../api";
import { postForStream } from "../client/http";
import { readNdjson } from "../client/ndjson";
import { CUT_OFF, asProblem, clientProblem, unlessFailed } from "../client/problem";
import type { Failure } from "../client/problem";
import { client } from "../client/queries";

export interface Wanted {
  refs?: readonly string[];
  where?: readonly string[];
  passwords?: readonly string[];
}

export interface Rereading {
  /** How many items are done, by what became of them. */
  became: Partial<Record<Became, number>>;
  done: number;
  running: boolean;
  broken: Problem | null;
}

const BEGUN: Rereading = { became: {}, done: 0, running: true, broken: null };

/** What is known after an event. */
export function afterRead(old: Rereading, event: ReadEvent): Rereading {
  if (event.event === "end") return { ...old, became: event.became, running: false };
  const became = { ...old.became, [event.became]: (old.became[event.became] ?? 0) + 1 };
  return { ...old, became, done: old.done + 1 };
}

/** Leaving the screen stops following, not what the server does. */
export function useReadAgain(): { rereading: Rereading | null; start: (wanted: Wanted) => void } {
  const [rereading, setRereading] = useState<Rereading | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const start = useCallback((wanted: Wanted) => {
    stop.current?.abort();
    const control = new AbortController();
    stop.current = control;
    setRereading(BEGUN);
    void follow(wanted, control.signal, (change) => {
      setRereading((old) => change(old ?? BEGUN));
    }).finally(() => {
      if (control.signal.aborted) return;
      setRereading((old) => (old === null ? null : { ...old, running: false }));
      for (const queryKey of [["items"], ["item"], ["status"], ["custody"]]) {
        void client.invalidateQueries({ queryKey });
      }
    });
  }, []);
  return { rereading, start };
}

async function follow(
  wanted: Wanted,
  signal: AbortSignal,
  change: (how: (old: Rereading) => Rereading) => void,
): Promise<void> {
  try {
    let ended = false;
    const lines = readNdjson<ReadEvent | Failure>(await postForStream("/api/read", signal, wanted));
    for await (const line of lines) {
      const event = unlessFailed(line);
      ended ||= event.event === "end";
      change((old) => afterRead(old, event));
    }
    if (!ended) throw clientProblem(CUT_OFF);
  } catch (error) {
    if (signal.aborted) return;
    change((old) => ({ ...old, running: false, broken: asProblem(error) }));
  }
}
