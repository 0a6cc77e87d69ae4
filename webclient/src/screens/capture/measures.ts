import { useIntl } from "react-intl";

import type { Measures } from "../../capture/api";
import { useT } from "../../i18n";

/** Says in short sentences how two captures differ, as far as it was measured. */
export function useMeasures(): (measures: Measures) => string[] {
  const t = useT();
  const intl = useIntl();
  return ({ added, removed, moved, tiles, taller, address, title }) => [
    ...((added ?? 0) > 0 ? [t("measure.added", { count: added ?? 0 })] : []),
    ...((removed ?? 0) > 0 ? [t("measure.removed", { count: removed ?? 0 })] : []),
    ...((moved ?? 0) > 0 ? [t("measure.moved", { count: moved ?? 0 })] : []),
    ...(tiles === undefined ? [] : [t("measure.tiles", { share: share(intl, tiles) })]),
    ...((taller ?? 0) === 0 ? [] : [t((taller ?? 0) > 0 ? "measure.taller" : "measure.shorter", { count: Math.abs(taller ?? 0) })]),
    ...(address === true ? [t("measure.address")] : []),
    ...(title === true ? [t("measure.title")] : []),
  ];
}

/** Thousandths as a share in hundredths, to one place. */
function share(intl: ReturnType<typeof useIntl>, thousandths: number): string {
  return intl.formatNumber(thousandths / 1000, { style: "percent", maximumFractionDigits: 1 });
}
