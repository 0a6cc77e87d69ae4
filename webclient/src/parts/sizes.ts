import type { IntlShape } from "react-intl";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** Bytes as people say them, in decimal units: 1.2 MB. */
export function size(intl: IntlShape, bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const name = UNITS[unit] ?? "byte";
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return intl.formatNumber(value, {
    style: "unit",
    unit: name,
    unitDisplay: unit === 0 ? "long" : "short",
    maximumFractionDigits: digits,
  });
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
