import type { IntlShape } from "react-intl";

import { day } from "../../parts/When";

/** A plain EDTF day in words; every other expression as it was written down. */
export function edtfDay(intl: IntlShape, edtf: string): string {
  return /^\d{4}-\d{2}-\d{2}(T.*)?$/.test(edtf) ? day(intl, edtf) : edtf;
}
