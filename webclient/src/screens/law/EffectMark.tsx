import { IconArrowsSplit2, IconCircleDashed, IconCircleMinus, IconCirclePlus } from "@tabler/icons-react";
import type { ComponentType } from "react";

import type { Effect } from "../../law/matters";
import { useT } from "../../i18n";
import classes from "./law.module.css";

const SHAPES: Record<Effect, ComponentType<{ size: number }>> = {
  supports: IconCirclePlus,
  undermines: IconCircleMinus,
  "explains-otherwise": IconArrowsSplit2,
  neutral: IconCircleDashed,
};

/** What linked material does to an element: a shape and a word, never colour alone. */
export function EffectMark({ effect }: { effect: Effect }) {
  const t = useT();
  const Shape = SHAPES[effect];
  return (
    <span className={classes.effect} data-effect={effect}>
      <Shape size={16} aria-hidden />
      {t(`law.effect.${effect}`)}
    </span>
  );
}
