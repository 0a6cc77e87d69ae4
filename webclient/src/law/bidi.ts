/** Keeps what is written from left to right in its order inside of Arabic sentences. */

/** Symbols of papers, days and intervals, votes, provisions: `ICC-01/18-143`, `11-0-4`, `12(2)(a)`. */
const RUNS = new RegExp(
  [
    String.raw`[A-Z][A-Za-z.]*(?:[-/.][0-9A-Za-z]+)+`,
    String.raw`\d{4}(?:-\d{2}){1,2}(?:/(?:\d{4}(?:-\d{2}){0,2}|\.\.))?`,
    String.raw`(?:[a-z]{2,3}:)?\d+(?:bis|ter)?(?:\([0-9a-zA-Z]+\))+(?:[-#/][0-9a-zA-Z]+)*`,
    String.raw`\d+-\d+(?:-\d+)?`,
  ].join("|"),
  "g",
);

/** The sentence with such runs isolated (Unicode LRI and PDI), so that none of them turns around. */
export function ordered(sentence: string): string {
  return sentence.replace(RUNS, (run) => `\u2066${run}\u2069`);
}
