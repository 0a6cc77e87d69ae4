import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconBan,
  IconCheck,
  IconCircleDashed,
  IconEqual,
  IconPlugConnectedX,
  IconReplace,
  IconSparkles,
  IconTrashX,
  IconX,
} from "@tabler/icons-react";
import type { ComponentType } from "react";

import type { Looked, Outcome } from "../../capture/api";
import { useT } from "../../i18n";
import parts from "../../parts/parts.module.css";

interface Look {
  tone: string;
  icon: ComponentType<{ size: number }>;
}

const OUTCOMES: Record<Outcome, Look> = {
  captured: { tone: "good", icon: IconCheck },
  "captured-in-part": { tone: "warn", icon: IconCircleDashed },
  gone: { tone: "bad", icon: IconTrashX },
  "no-such-host": { tone: "bad", icon: IconPlugConnectedX },
  unreachable: { tone: "bad", icon: IconPlugConnectedX },
  "refused-by-site": { tone: "warn", icon: IconBan },
  failed: { tone: "bad", icon: IconX },
};

const LOOKED: Record<Looked, Look> = {
  first: { tone: "quiet", icon: IconSparkles },
  unchanged: { tone: "good", icon: IconEqual },
  changed: { tone: "warn", icon: IconReplace },
  gone: { tone: "bad", icon: IconTrashX },
  back: { tone: "warn", icon: IconArrowBackUp },
  failed: { tone: "quiet", icon: IconAlertTriangle },
};

/** What became of a capture: a word and a shape, never colour alone. */
export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  const t = useT();
  const { tone, icon: Icon } = OUTCOMES[outcome];
  return (
    <span className={parts.badge} data-tone={tone} title={t(`outcome.${outcome}.meaning`)}>
      <Icon size={13} aria-hidden />
      {t(`outcome.${outcome}`)}
    </span>
  );
}

/** What a look at a watched page found. */
export function LookedBadge({ looked }: { looked: Looked }) {
  const t = useT();
  const { tone, icon: Icon } = LOOKED[looked];
  return (
    <span className={parts.badge} data-tone={tone} title={t(`looked.${looked}.meaning`)}>
      <Icon size={13} aria-hidden />
      {t(`looked.${looked}`)}
    </span>
  );
}
