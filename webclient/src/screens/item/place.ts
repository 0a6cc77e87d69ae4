/** The place of a passage in the original, in words. */

import type { IntlShape } from "react-intl";

import type { Locator } from "../../api";

/** "bytes 120 to 180", "page 2, 3 boxes and page 3, 1 box", or that the place is not known. */
export function placeWords(intl: IntlShape, locators: readonly Locator[]): string {
  if (locators.length === 0) return intl.formatMessage({ id: "place.unknown" });
  const places = locators.map((locator) =>
    locator.kind === "bytes"
      ? intl.formatMessage(
          { id: "place.bytes" },
          { start: String(locator.start), end: String(locator.end) },
        )
      : intl.formatMessage(
          { id: "place.page" },
          { page: locator.page, boxes: locator.rects.length },
        ),
  );
  return intl.formatList(places, { type: "conjunction" });
}
