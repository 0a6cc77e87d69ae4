import { describe, expect, it } from "vitest";

import { NdjsonReader, readNdjson } from "../src/client/ndjson";
import { CUT_OFF, ProblemError } from "../src/client/problem";

const LINES = '{"a":"سوق"}\n\n{"b":"\u{1F6A9}"}\r\n{"c":3}';

function streamOf(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(control) {
      for (let at = 0; at < bytes.length; at += size) control.enqueue(bytes.slice(at, at + size));
      control.close();
    },
  });
}

async function all(stream: ReadableStream<Uint8Array>): Promise<unknown[]> {
  const values: unknown[] = [];
  for await (const value of readNdjson<unknown>(stream)) values.push(value);
  return values;
}

describe("newline-delimited JSON", () => {
  it.each([1, 2, 3, 7, 1000])("comes whole in pieces of %i bytes", async (size) => {
    const values = await all(streamOf(new TextEncoder().encode(LINES), size));
    expect(values).toEqual([{ a: "سوق" }, { b: "\u{1F6A9}" }, { c: 3 }]);
  });

  it("gives a value out once its line has ended, and not before", () => {
    const reader = new NdjsonReader<unknown>();
    expect(reader.push('{"a":1}')).toEqual([]);
    expect(reader.push('\n{"b"')).toEqual([{ a: 1 }]);
    expect(reader.push(":2}\n")).toEqual([{ b: 2 }]);
    expect(reader.end()).toEqual([]);
  });

  it("tells when it broke off inside a line", async () => {
    const bytes = new TextEncoder().encode('{"event":"step"}\n{"event":"en');
    const error = await all(streamOf(bytes, 5)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProblemError);
    expect((error as ProblemError).problem.type).toBe(CUT_OFF);
  });

  it("tells when the line broke", async () => {
    const broken = new ReadableStream<Uint8Array>({
      start(control) {
        control.enqueue(new TextEncoder().encode('{"a":1}\n'));
      },
      pull() {
        throw new TypeError("network error");
      },
    });
    const error = await all(broken).catch((thrown: unknown) => thrown);
    expect((error as ProblemError).problem.type).toBe(CUT_OFF);
  });
});
