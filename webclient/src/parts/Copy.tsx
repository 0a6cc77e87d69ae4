import { Button, UnstyledButton } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";

import { useT } from "../i18n";
import classes from "./parts.module.css";

/** A value to copy exactly: a digest, a key. It wraps instead of being cut short. */
export function Exact({ value, label }: { value: string; label: string }) {
  const t = useT();
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <span className={classes.exact}>
      <code dir="ltr">{value}</code>
      <UnstyledButton
        className={classes.iconButton}
        aria-label={clipboard.copied ? t("copied") : t("copyNamed", { name: label })}
        title={t("copyNamed", { name: label })}
        onClick={() => {
          clipboard.copy(value);
        }}
      >
        {clipboard.copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
      </UnstyledButton>
    </span>
  );
}

export function CopyButton({ value, label }: { value: string; label: string }) {
  const t = useT();
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={clipboard.copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
      onClick={() => {
        clipboard.copy(value);
      }}
    >
      <span aria-live="polite">{clipboard.copied ? t("copied") : label}</span>
    </Button>
  );
}
