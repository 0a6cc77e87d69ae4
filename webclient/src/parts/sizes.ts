import type { IntlShape } from "react-intl";

const STEP = 1024;
const UNITS = ["KiB", "MiB", "GiB", "TiB"] as const;

/** Bytes as people say them, in binary units and to one place, as the command line does: 1.2 MiB. */
export function size(intl: IntlShape, bytes: number): string {
  if (bytes < STEP) {
    return intl.formatNumber(bytes, { style: "unit", unit: "byte", unitDisplay: "long" });
  }
  let value = bytes / STEP;
  let unit = 0;
  while (value >= STEP && unit < UNITS.length - 1) {
    value /= STEP;
    unit += 1;
  }
  const number = intl.formatNumber(value, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    useGrouping: false,
  });
  return isolated(`${number}\u00a0${UNITS[unit] ?? ""}`);
}

/** Text that keeps its own direction inside a sentence of either (Unicode FSI and PDI). */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}

/** The language's own name in the language of the page, or its code where it has none. */
export function languageName(intl: IntlShape, tag: string): string {
  if (tag === "und" || tag === "") return intl.formatMessage({ id: "language.unknown" });
  try {
    return intl.formatDisplayName(tag, { type: "language" }) ?? tag;
  } catch {
    return tag;
  }
}
