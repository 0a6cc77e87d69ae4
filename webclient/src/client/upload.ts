/**
 * Sending chosen files with their acquisition form.
 *
 * XMLHttpRequest rather than fetch: it alone tells how much of a large upload has left, and it
 * hands on the answer while it grows.
 */

import type { AddEvent } from "../api";
import { purposeHeaders } from "./http";
import { NdjsonReader } from "./ndjson";
import { CUT_OFF, UNREACHABLE, asProblem, clientProblem, problemFrom, unlessFailed } from "./problem";
import type { Failure } from "./problem";
import type { Problem } from "../api";

export interface FormFields {
  source: string;
  collector: string;
  purpose: string;
  method: string;
  consent: string;
  restrictions: string[];
}

export interface NamedFile {
  /** The path inside a dropped folder, or the plain name. */
  name: string;
  file: File;
}

export interface Listener {
  sent: (share: number) => void;
  event: (event: AddEvent) => void;
  /** Called once, with the problem if the sending did not come to its end. */
  closed: (problem: Problem | null) => void;
}

export function formData(files: readonly NamedFile[], fields: FormFields): FormData {
  const data = new FormData();
  // The words go first, so that the server knows the form before the first byte of a file.
  for (const name of ["source", "collector", "purpose", "method", "consent"] as const) {
    const value = fields[name].trim();
    if (value !== "") data.append(name, value);
  }
  for (const restriction of fields.restrictions) data.append("restriction", restriction);
  for (const { name, file } of files) data.append("files", file, name);
  return data;
}

/** Sends the files; returns how to stop. What the server has preserved by then stays preserved. */
export function sendFiles(
  files: readonly NamedFile[],
  fields: FormFields,
  listener: Listener,
): () => void {
  const request = new XMLHttpRequest();
  const reader = new NdjsonReader<AddEvent | Failure>();
  let taken = 0;
  let ended = false;
  let closed = false;
  const close = (problem: Problem | null): void => {
    if (closed) return;
    closed = true;
    listener.closed(problem);
  };
  const tell = (line: AddEvent | Failure): void => {
    const event = unlessFailed(line);
    if (event.event === "end") ended = true;
    listener.event(event);
  };
  const takeAnswer = (): void => {
    if (request.status < 200 || request.status >= 300) return;
    const fresh = request.responseText.slice(taken);
    taken += fresh.length;
    reader.push(fresh).forEach(tell);
  };

  request.open("POST", "/api/items");
  for (const [name, value] of Object.entries(purposeHeaders())) {
    request.setRequestHeader(name, value);
  }
  request.upload.onprogress = (progress) => {
    if (progress.lengthComputable) listener.sent(progress.loaded / progress.total);
  };
  request.onprogress = () => {
    try {
      takeAnswer();
    } catch (error) {
      close(asProblem(error));
    }
  };
  request.onload = () => {
    try {
      if (request.status < 200 || request.status >= 300) {
        close(problemFrom(request.status, request.responseText).problem);
        return;
      }
      takeAnswer();
      reader.end().forEach(tell);
      close(ended ? null : clientProblem(CUT_OFF).problem);
    } catch (error) {
      close(asProblem(error));
    }
  };
  request.onerror = () => {
    close(clientProblem(taken > 0 ? CUT_OFF : UNREACHABLE).problem);
  };
  request.onabort = () => {
    close(clientProblem(CUT_OFF).problem);
  };
  request.send(formData(files, fields));
  return () => {
    request.abort();
  };
}
