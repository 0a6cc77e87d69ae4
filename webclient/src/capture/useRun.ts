/** Follows a run from its beginning on, however late somebody looks. */

import { useEffect, useState } from "react";

import { getStream } from "../client/http";
import { readNdjson } from "../client/ndjson";
import { CUT_OFF, asProblem, clientProblem, unlessFailed } from "../client/problem";
import type { Failure } from "../client/problem";
import { client } from "../client/queries";
import { usePurpose } from "../preferences/purpose";
import type { RunEvent } from "./api";
import { runPath } from "./queries";
import { NOTHING, afterRunEvent } from "./runs";
import type { Following } from "./runs";

const TOUCHED = ["items", "status", "search", "custody", "watches", "captures"] as const;

/** Leaving the screen stops following, not what the server does. */
export function useRun(key: string): Following {
  const purpose = usePurpose();
  const [following, setFollowing] = useState<Following>(NOTHING);
  useEffect(() => {
    const control = new AbortController();
    void follow(key, control.signal, setFollowing).finally(() => {
      if (control.signal.aborted) return;
      for (const touched of TOUCHED) void client.invalidateQueries({ queryKey: [touched] });
    });
    return () => {
      control.abort();
    };
  }, [key, purpose]);
  return following;
}

async function follow(
  key: string,
  signal: AbortSignal,
  set: (following: Following) => void,
): Promise<void> {
  let known = NOTHING;
  let waits = false;
  // A list of thousands of pages tells much at once: it is drawn once a frame.
  const show = (): void => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      if (!signal.aborted) set(known);
    });
  };
  try {
    for await (const line of readNdjson<RunEvent | Failure>(await getStream(runPath(key), signal))) {
      known = afterRunEvent(known, unlessFailed(line));
      show();
    }
    if (known.end === null) throw clientProblem(CUT_OFF);
  } catch (error) {
    if (signal.aborted) return;
    known = { ...known, broken: asProblem(error) };
    show();
  }
}
