import { IconAlertTriangle, IconCheck, IconCpu, IconPencil, IconX } from "@tabler/icons-react";
import type { ComponentType } from "react";

import type { Fact } from "../../../api";
import { heldAs } from "../../../facts/kinds";
import type { Held } from "../../../facts/kinds";
import { useT } from "../../../i18n";
import classes from "./facts.module.css";

const ICONS: Record<Held, ComponentType<{ size: number; "aria-hidden": boolean }>> = {
  machine: IconCpu,
  "by-hand": IconPencil,
  right: IconCheck,
  wrong: IconX,
  disputed: IconAlertTriangle,
};

/** Whether anybody has looked at a fact: a word and a shape, never colour alone. */
export function HeldBadge({ fact, whole = false }: { fact: Fact; whole?: boolean }) {
  const t = useT();
  const held = heldAs(fact);
  const Icon = ICONS[held];
  const words = t(`held.${held}`, { name: fact.made_by?.name ?? "" });
  return (
    <span className={classes.held} data-held={held} title={words}>
      <Icon size={13} aria-hidden />
      {whole ? words : t(`held.short.${held}`)}
    </span>
  );
}
