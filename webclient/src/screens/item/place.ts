/** The place of a passage in the original, in words. */

import type { IntlShape } from "react-intl";

import type { Locator } from "../../api";

export function intlNumber(intl: IntlShape, value: number): string {
  return intl.formatNumber(value);
}

/** "bytes 120 to 180", "page 2, 3 boxes", or that the place is not known. */
export function placeWords(intl: IntlShape, locator: Locator | null): string {
  if (locator === null) return intl.formatMessage({ id: "place.unknown" });
  if (locator.kind === "bytes") {
    return intl.formatMessage(
      { id: "place.bytes" },
      { start: String(locator.start), end: String(locator.end) },
    );
  }
  return intl.formatMessage(
    { id: "place.page" },
    { page: locator.page, boxes: locator.rects.length },
  );
}
