import { IconCircle, IconCircleDot, IconCircleHalf2, IconLink, IconCircleOff, IconUserEdit } from "@tabler/icons-react";
import type { ComponentType } from "react";

import type { RowStatus } from "../../../law/api";
import type { Held } from "../../../law/matters";
import { useT } from "../../../i18n";
import classes from "./charge.module.css";

type Shape = ComponentType<{ size: number }>;

const STATUS: Record<RowStatus, Shape> = {
  "no-material": IconCircle,
  "material-linked": IconLink,
  assessed: IconUserEdit,
};

/** How far an element is: never more than that somebody linked, and somebody assessed. */
export function StatusMark({ status }: { status: RowStatus }) {
  const t = useT();
  const Shape = STATUS[status];
  return (
    <span className={classes.mark} data-status={status} title={t(`law.status.${status}.meaning`)}>
      <Shape size={15} aria-hidden />
      {t(`law.status.${status}`)}
    </span>
  );
}

const HELD: Record<Held, Shape> = { met: IconCircleDot, "not-met": IconCircleOff, open: IconCircleHalf2 };

/** What a named person holds: a word in plain ink, because it is their word and no verdict. */
export function HeldMark({ held }: { held: Held }) {
  const t = useT();
  const Shape = HELD[held];
  return (
    <span className={classes.mark}>
      <Shape size={15} aria-hidden />
      <b>{t(`law.held.${held}`)}</b>
    </span>
  );
}
