import { useEffect, useRef, useState } from "react";

import { client } from "../../client/queries";
import { sendFiles } from "../../client/upload";
import type { FormFields, NamedFile } from "../../client/upload";
import { afterClose, afterEvent, sending } from "./batch";
import type { Batch } from "./batch";

/** Sends batches and follows each, newest first. */
export function useBatches() {
  const [batches, setBatches] = useState<Batch[]>([]);
  const nextId = useRef(0);
  const busy = batches.some(({ end, broken }) => end === null && broken === null);
  useWarningBeforeLeaving(busy);

  const send = (files: readonly NamedFile[], fields: FormFields): void => {
    const first = nextId.current;
    nextId.current += files.length;
    const batch = sending(
      files.map(({ name, file }) => ({ name, size: file.size })),
      first,
    );
    setBatches((old) => [batch, ...old]);
    const change = (how: (batch: Batch) => Batch): void => {
      setBatches((old) => old.map((one) => (one.rows[0]?.id === first ? how(one) : one)));
    };
    sendFiles(files, fields, {
      sent: (share) => {
        change((one) => ({ ...one, sent: share }));
      },
      event: (event) => {
        change((one) => afterEvent(one, event));
      },
      closed: (problem) => {
        change((one) => afterClose(one, problem));
        for (const key of ["items", "status", "search", "custody"]) {
          void client.invalidateQueries({ queryKey: [key] });
        }
      },
    });
  };
  return { batches, send };
}

function useWarningBeforeLeaving(busy: boolean): void {
  useEffect(() => {
    if (!busy) return;
    const warn = (event: BeforeUnloadEvent): void => {
      event.preventDefault();
    };
    globalThis.addEventListener("beforeunload", warn);
    return () => {
      globalThis.removeEventListener("beforeunload", warn);
    };
  }, [busy]);
}
