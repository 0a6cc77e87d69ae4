/**
 * Where a range of the original's bytes stands in its decoded source.
 *
 * The server sends the source of a text or HTML original decoded; locators count its bytes. The
 * way back is exact only where the width of each character in bytes is known and the sum over the
 * whole source gives the size of the original. Otherwise there is no answer rather than a guess.
 */

type Width = (source: string, unit: number) => number;

const utf8: Width = (source, unit) => {
  const code = source.charCodeAt(unit);
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  // The two halves of a surrogate pair are four bytes together.
  return code >= 0xd800 && code <= 0xdfff ? 2 : 3;
};
const utf16: Width = () => 2;
const singleByte: Width = () => 1;

const SINGLE_BYTE = /^(us-?ascii|ascii|latin-?1|(windows|cp|x-cp)-?12\d\d|cp(437|85\d|86\d|720)|(iso-?8859|iso8859)-?\d+|koi8-[ru]|mac-?\w+|tis-620)$/;

function widthOf(encoding: string): Width | null {
  const name = encoding.toLowerCase().replaceAll("_", "-");
  if (/^utf-?8(-sig)?$/.test(name)) return utf8;
  if (/^utf-?16(-?[lb]e)?$/.test(name)) return utf16;
  return SINGLE_BYTE.test(name) ? singleByte : null;
}

function byteOrderMark(width: Width): number {
  if (width === utf8) return 3;
  return width === utf16 ? 2 : 0;
}

/**
 * The UTF-16 range `[from, to)` in `source` for bytes `start` to `end` of an original of `size`
 * bytes, or null where it cannot be told exactly.
 */
export function unitsOfBytes(
  source: string,
  encoding: string | null,
  size: number,
  start: number,
  end: number,
): [from: number, to: number] | null {
  const width = widthOf(encoding ?? "utf-8");
  if (width === null) return null;
  let bytes = 0;
  for (let unit = 0; unit < source.length; unit += 1) bytes += width(source, unit);
  const dropped = size - bytes;
  if (dropped !== 0 && dropped !== byteOrderMark(width)) return null;
  return [unitAt(source, width, start - dropped), unitAt(source, width, end - dropped)];
}

function unitAt(source: string, width: Width, target: number): number {
  let bytes = 0;
  let unit = 0;
  while (unit < source.length && bytes < target) {
    bytes += width(source, unit);
    unit += 1;
  }
  return unit;
}
