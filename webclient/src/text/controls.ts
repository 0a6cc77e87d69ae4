/** Names as strangers spell them, with every character that is not seen made visible. */

export interface NamePiece {
  text: string;
  /** The code point of a character that is not seen: `U+202E`. */
  control: string | null;
}

/** Control characters, line ends, and all that changes direction or has no width. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufeff\u115f\u3164]/u;

/** Cuts a name into what is seen and what is not; a joiner between letters stays, it shapes them. */
export function namePieces(name: string): NamePiece[] {
  const pieces: NamePiece[] = [];
  const letters = Array.from(name);
  letters.forEach((letter, index) => {
    if (UNSEEN.test(letter) && !joins(letter, letters[index - 1], letters[index + 1])) {
      pieces.push({ text: letter, control: codePoint(letter) });
      return;
    }
    const last = pieces.at(-1);
    if (last?.control === null) last.text += letter;
    else pieces.push({ text: letter, control: null });
  });
  return pieces;
}

/** The same as one string, for titles and labels. */
export function plainName(name: string): string {
  return namePieces(name)
    .map(({ text, control }) => (control === null ? text : `[${control}]`))
    .join("");
}

const JOINING = /[\p{Script=Arabic}\p{Script=Devanagari}\p{Extended_Pictographic}]/u;

function joins(letter: string, before: string | undefined, after: string | undefined): boolean {
  const joiner = letter === "\u200c" || letter === "\u200d";
  return joiner && JOINING.test(before ?? "") && JOINING.test(after ?? "");
}

function codePoint(letter: string): string {
  return `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
