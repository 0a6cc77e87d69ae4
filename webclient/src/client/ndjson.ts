/** Newline-delimited JSON, as it arrives: values out as soon as their line is complete. */

import { CUT_OFF, clientProblem } from "./problem";

/** Splits a growing text into JSON values. A value is given out once, when its line has ended. */
export class NdjsonReader<T> {
  private rest = "";

  /** Takes the next run of text; returns the values whose lines it completes. */
  push(text: string): T[] {
    const lines = (this.rest + text).split("\n");
    this.rest = lines.pop() ?? "";
    return lines.flatMap((line) => this.parse(line));
  }

  /**
   * Tells that no more text comes; returns the value of a last line without a line end.
   *
   * @throws ProblemError the stream broke off inside a line.
   */
  end(): T[] {
    const line = this.rest;
    this.rest = "";
    return this.parse(line);
  }

  private parse(line: string): T[] {
    if (line.trim() === "") return [];
    try {
      return [JSON.parse(line) as T];
    } catch {
      throw clientProblem(CUT_OFF);
    }
  }
}

/** The values of a response body, in order. */
export async function* readNdjson<T>(body: ReadableStream<Uint8Array>): AsyncGenerator<T> {
  const reader = new NdjsonReader<T>();
  const decoder = new TextDecoder();
  const source = body.getReader();
  try {
    for (;;) {
      const { done, value } = await source.read();
      if (done) break;
      yield* reader.push(decoder.decode(value, { stream: true }));
    }
  } catch (error) {
    throw error instanceof TypeError ? clientProblem(CUT_OFF) : error;
  } finally {
    source.releaseLock();
  }
  yield* reader.push(decoder.decode());
  yield* reader.end();
}
