import { IconAlertTriangle } from "@tabler/icons-react";

import type { Note } from "../../api";
import { useT } from "../../i18n";
import classes from "./item.module.css";

export function Warnings({ list }: { list: readonly Note[] }) {
  const t = useT();
  if (list.length === 0) return null;
  return (
    <ul className={classes.warnings} aria-label={t("reading.warnings")}>
      {list.map(({ code, detail }, index) => (
        <li key={`${code}${String(index)}`}>
          <IconAlertTriangle size={15} aria-hidden />
          <span dir="auto">{detail}</span>
        </li>
      ))}
    </ul>
  );
}
