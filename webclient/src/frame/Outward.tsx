import { IconCloudOff, IconWorldUpload } from "@tabler/icons-react";
import { useIntl } from "react-intl";
import type { IntlShape } from "react-intl";

import type { Session } from "../api";
import { useT } from "../i18n";
import { isolated } from "../parts/sizes";
import classes from "./frame.module.css";

/** What leaves this machine by itself: nothing, or what was configured to, and to whom. */
export function Outward({ outward }: { outward: Session["outward"] }) {
  const t = useT();
  const intl = useIntl();
  if (outward === null) return null; // it cannot be told, and nothing is claimed
  const what = [
    ...named(outward.authorities, (names) => t("frame.sends.authorities", { names: listed(intl, names) })),
    ...named(outward.witnesses, (names) => t("frame.sends.witnesses", { names: listed(intl, names) })),
    ...(outward.watches > 0 ? [t("frame.sends.watches", { count: outward.watches })] : []),
  ];
  const sends = what.length > 0;
  const said = sends
    ? t("frame.sends", { what: intl.formatList(what, { type: "conjunction" }) })
    : t("frame.offline");
  const meaning = [
    t(sends ? "frame.sends.meaning" : "frame.offline.meaning"),
    ...(outward.watches > 0 ? [t("frame.sends.watches.meaning")] : []),
  ].join(" ");
  const Icon = sends ? IconWorldUpload : IconCloudOff;
  return (
    <span
      className={classes.chip}
      data-part="outward"
      data-sends={sends}
      title={sends ? `${said}. ${meaning}` : meaning}
    >
      <Icon size={15} aria-hidden />
      <span>{said}</span>
    </span>
  );
}

function named(names: readonly string[], tell: (names: readonly string[]) => string): string[] {
  return names.length === 0 ? [] : [tell(names)];
}

function listed(intl: IntlShape, names: readonly string[]): string {
  return intl.formatList(names.map(isolated), { type: "conjunction" });
}
