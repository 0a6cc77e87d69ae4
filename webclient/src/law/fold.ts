/** Words as they are compared when somebody looks for a name: without case, marks and spellings. */

const MARKS = /[\u0300-\u036f\u064b-\u065f\u0670\u0640\u200e\u200f]/g;
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/[أإآٱ]/g, "ا"],
  [/ى/g, "ي"],
  [/ة/g, "ه"],
  [/ؤ/g, "و"],
  [/ئ/g, "ي"],
];

export function folded(words: string): string {
  const composed = SPELLINGS.reduce(
    (text, [from, to]) => text.replace(from, to),
    words.normalize("NFC").replace(MARKS, ""),
  );
  return composed.normalize("NFD").replace(MARKS, "").toLowerCase().trim();
}

/** Tells whether each word that is looked for stands in one of the texts. */
export function fits(asked: string, texts: readonly string[]): boolean {
  const known = texts.map(folded).join(" ");
  return folded(asked)
    .split(/\s+/)
    .every((word) => known.includes(word));
}
