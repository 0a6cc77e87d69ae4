/** The place of a passage in the original, in words. */

import type { IntlShape } from "react-intl";

import type { Locator } from "../../api";
import { isolated } from "../../parts/sizes";

/** "bytes 120 to 180", "page 2, 3 boxes and page 3, 1 box", or that the place is not known. */
export function placeWords(intl: IntlShape, locators: readonly Locator[]): string {
  if (locators.length === 0) return intl.formatMessage({ id: "place.unknown" });
  const told = locators.slice(0, MOST).map((locator) => onePlace(intl, locator));
  const more = locators.length - told.length;
  const places = more > 0 ? [...told, intl.formatMessage({ id: "place.more" }, { count: more })] : told;
  return intl.formatList(places, { type: "conjunction" });
}

/** So many places are told; a passage over many cells has one for each. */
const MOST = 6;

function onePlace(intl: IntlShape, locator: Locator): string {
  switch (locator.kind) {
    case "bytes":
      return intl.formatMessage(
        { id: "place.bytes" },
        { start: String(locator.start), end: String(locator.end) },
      );
    case "page":
      return intl.formatMessage(
        { id: "place.page" },
        { page: locator.page, boxes: locator.rects.length },
      );
    case "part":
      return intl.formatMessage(
        { id: "place.part" },
        { part: isolated(locator.name), start: String(locator.start), end: String(locator.end) },
      );
    case "cell":
      return intl.formatMessage(
        { id: "place.cell" },
        { cell: isolated(`${locator.sheet}!${locator.cell}`) },
      );
    case "row":
      return intl.formatMessage(
        { id: locator.column === null ? "place.row" : "place.value" },
        {
          table: isolated(locator.table),
          row: String(locator.row),
          column: isolated(locator.column ?? ""),
        },
      );
  }
}
