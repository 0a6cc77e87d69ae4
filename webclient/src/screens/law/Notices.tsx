import { useQuery } from "@tanstack/react-query";
import { IconInfoCircle } from "@tabler/icons-react";

import type { Notice } from "../../law/api";
import { standards } from "../../law/queries";
import { messageId, useT } from "../../i18n";
import { isolated } from "../../parts/sizes";
import { useLabel } from "./Labelled";
import classes from "./law.module.css";

/** What whoever reads a row or a charge should know of it. */
export function Notices({ notices }: { notices: readonly Notice[] }) {
  const t = useT();
  const label = useLabel();
  const { data: known } = useQuery({ ...standards, enabled: notices.length > 0 });
  const about = (words: string): string => {
    const standard = known?.find(({ code }) => code === words);
    return words === "" ? "" : isolated(standard === undefined ? words : label(standard.label));
  };
  if (notices.length === 0) return null;
  return (
    <ul className={classes.notices}>
      {notices.map((notice, at) => {
        const id = messageId("law.notice", notice.code);
        return (
          <li key={at}>
            <IconInfoCircle size={15} aria-hidden />
            <span>
              {id === null
                ? notice.code
                : t(id, {
                    about: about(notice.about),
                    hasAbout: notice.about === "" ? "no" : "yes",
                    number: notice.number ?? 0,
                    count: notice.count ?? 0,
                  })}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
