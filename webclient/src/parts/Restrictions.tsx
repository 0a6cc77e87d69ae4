import { IconLock } from "@tabler/icons-react";
import { useIntl } from "react-intl";

import type { Restriction } from "../api";
import { useT } from "../i18n";
import { day } from "./When";
import classes from "./parts.module.css";

/** The conditions of use of an item, each as a badge with its meaning on demand. */
export function Restrictions({ list }: { list: readonly Restriction[] }) {
  const t = useT();
  const intl = useIntl();
  return (
    <span className={classes.badges}>
      {list.map(({ kind, until }) => (
        <span
          key={kind + (until ?? "")}
          className={classes.badge}
          data-tone="lock"
          title={t(`restriction.${kind}.meaning`)}
        >
          <IconLock size={13} aria-hidden />
          {until === null
            ? t(`restriction.${kind}`)
            : t("restriction.until", { name: t(`restriction.${kind}`), date: day(intl, until) })}
        </span>
      ))}
    </span>
  );
}
