import { IconAlertTriangle } from "@tabler/icons-react";
import { useIntl } from "react-intl";

import type { Note } from "../../api";
import { useT } from "../../i18n";
import { noticeWords } from "../../parts/notices";
import classes from "./item.module.css";

export function Warnings({ list }: { list: readonly Note[] }) {
  const t = useT();
  const intl = useIntl();
  if (list.length === 0) return null;
  return (
    <ul className={classes.warnings} aria-label={t("reading.warnings")}>
      {list.map(({ code, detail }, index) => (
        <li key={`${code}${String(index)}`}>
          <IconAlertTriangle size={15} aria-hidden />
          <span dir="auto">{noticeWords(intl, code, detail)}</span>
        </li>
      ))}
    </ul>
  );
}
