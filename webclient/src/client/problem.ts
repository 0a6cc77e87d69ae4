/** Failures as the server tells them (RFC 9457), and the two that only the page can notice. */

import type { Problem } from "../api";

export const PURPOSE_REQUIRED = "amana:purpose-required";
/** No answer at all: the server is not running or the line is cut. */
export const UNREACHABLE = "client:unreachable";
/** The answer began and stopped before its end. */
export const CUT_OFF = "client:cut-off";
/** The server answered with something that is not a problem in its own format. */
export const UNEXPECTED = "client:unexpected";

/** The last line of an answer whose work came to no end on the server. */
export type Failure = { event: "error" } & Problem;

export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
  }
}

export function clientProblem(type: string, detail: string | null = null, status = 0): ProblemError {
  return new ProblemError({ type, title: type, status, detail, remedy: null });
}

/** What the server said went wrong; `body` is the text of a response whose status is not 2xx. */
export function problemFrom(status: number, body: string): ProblemError {
  try {
    const told = JSON.parse(body) as Partial<Problem>;
    if (typeof told.type === "string" || typeof told.detail === "string") {
      return new ProblemError({
        type: told.type ?? UNEXPECTED,
        title: told.title ?? "",
        status,
        detail: told.detail ?? null,
        remedy: told.remedy ?? null,
      });
    }
  } catch {
    // Not JSON: told below with the status alone, never with a page of markup.
  }
  return clientProblem(UNEXPECTED, null, status);
}

export function asProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return clientProblem(UNEXPECTED, error instanceof Error ? error.message : String(error)).problem;
}

/**
 * Hands on a line of an answer.
 *
 * @throws ProblemError the line says what kept the work from its end.
 */
export function unlessFailed<T extends { event: string }>(line: T | Failure): T {
  if (line.event === "error") throw new ProblemError(line as Failure);
  return line as T;
}
