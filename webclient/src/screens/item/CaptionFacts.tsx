import { useIntl } from "react-intl";

import type { Caption } from "../../api";
import { useT } from "../../i18n";
import { edtfDay } from "./edtf";
import classes from "./item.module.css";

/** What the caption says of its picture: who made it, for whom, when and where. */
export function CaptionFacts({ caption }: { caption: Caption }) {
  const t = useT();
  const intl = useIntl();
  const facts = [
    ["caption.photographer", caption.photographer],
    ["caption.agency", caption.agency],
    ["caption.date", caption.date === null ? null : edtfDay(intl, caption.date)],
    ["caption.place", caption.place],
  ] as const;
  const told = facts.filter(([, value]) => value !== null);
  const credit = caption.photographer === null && caption.agency === null ? caption.credit : null;
  if (told.length === 0 && credit === null && !caption.file_photo) return null;
  return (
    <p className={classes.captionFacts}>
      {caption.file_photo && <span className={classes.filePhoto}>{t("caption.filePhoto")}</span>}
      {credit !== null && (
        <span>
          {t("caption.credit")} <bdi>{credit}</bdi>
        </span>
      )}
      {told.map(([label, value]) => (
        <span key={label}>
          {t(label)} <bdi>{value}</bdi>
        </span>
      ))}
    </p>
  );
}
