import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconCircle,
  IconEraser,
  IconFileUnknown,
  IconHourglass,
  IconLoader,
  IconLock,
  IconX,
} from "@tabler/icons-react";
import type { ComponentType } from "react";

import type { State } from "../api";
import { useT } from "../i18n";
import classes from "./parts.module.css";

const LOOK: Record<State, { tone: string; icon: ComponentType<{ size: number }> }> = {
  preserved: { tone: "quiet", icon: IconLoader },
  read: { tone: "good", icon: IconCheck },
  "read-empty": { tone: "warn", icon: IconCircle },
  "partly-read": { tone: "warn", icon: IconAlertTriangle },
  "no-reader": { tone: "quiet", icon: IconFileUnknown },
  encrypted: { tone: "warn", icon: IconLock },
  waiting: { tone: "warn", icon: IconHourglass },
  unreadable: { tone: "bad", icon: IconX },
  refused: { tone: "bad", icon: IconBan },
  erased: { tone: "quiet", icon: IconEraser },
};

/** The named state of an item: a word and a shape, never colour alone. */
export function StateBadge({ state }: { state: State }) {
  const t = useT();
  const { tone, icon: Icon } = LOOK[state];
  return (
    <span className={classes.badge} data-tone={tone} title={t(`state.${state}.meaning`)}>
      <Icon size={13} aria-hidden />
      {t(`state.${state}`)}
    </span>
  );
}
