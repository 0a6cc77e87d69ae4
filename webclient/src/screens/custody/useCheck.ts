import { useCallback, useEffect, useRef, useState } from "react";

import type { CheckEvent } from "../../api";
import { postForStream } from "../../client/http";
import { readNdjson } from "../../client/ndjson";
import { CUT_OFF, asProblem, clientProblem, unlessFailed } from "../../client/problem";
import type { Failure } from "../../client/problem";
import { client } from "../../client/queries";
import { after, begun } from "../../custody/checking";
import type { Checking } from "../../custody/checking";

/** Runs a check and follows it. Leaving the screen stops following, not what the server does. */
export function useCheck(): { checking: Checking | null; running: boolean; start: () => void } {
  const [checking, setChecking] = useState<Checking | null>(null);
  const [running, setRunning] = useState(false);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const start = useCallback(() => {
    stop.current?.abort();
    const control = new AbortController();
    stop.current = control;
    setChecking(begun());
    setRunning(true);
    void follow(control.signal, setChecking).finally(() => {
      if (control.signal.aborted) return;
      setRunning(false);
      void client.invalidateQueries({ queryKey: ["custody"] });
      void client.invalidateQueries({ queryKey: ["status"] });
    });
  }, []);
  return { checking, running, start };
}

async function follow(
  signal: AbortSignal,
  set: (change: (old: Checking | null) => Checking | null) => void,
): Promise<void> {
  try {
    let ended = false;
    const lines = readNdjson<CheckEvent | Failure>(await postForStream("/api/check", signal));
    for await (const line of lines) {
      const event = unlessFailed(line);
      ended ||= event.event === "end";
      set((old) => after(old ?? begun(), event));
    }
    if (!ended) throw clientProblem(CUT_OFF);
  } catch (error) {
    if (signal.aborted) return;
    set((old) => ({ ...(old ?? begun()), broken: asProblem(error) }));
  }
}
