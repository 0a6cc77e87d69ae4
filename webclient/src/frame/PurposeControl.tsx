import { Popover, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconEyeOff, IconEye, IconX } from "@tabler/icons-react";

import { useT } from "../i18n";
import { statePurpose, usePurpose } from "../preferences/purpose";
import classes from "./frame.module.css";
import { PurposeForm } from "./PurposeForm";

/** States, shows and clears the purpose for which restricted material is looked at. */
export function PurposeControl() {
  const t = useT();
  const purpose = usePurpose();
  const [opened, popover] = useDisclosure(false);
  return (
    <div className={classes.purpose} data-set={purpose !== null}>
      <Popover
        opened={opened}
        onDismiss={popover.close}
        width={360}
        position="bottom-end"
        trapFocus
        returnFocus
        shadow="md"
      >
        <Popover.Target>
          <UnstyledButton className={classes.purposeButton} onClick={popover.toggle}>
            {purpose === null ? <IconEyeOff size={16} aria-hidden /> : <IconEye size={16} aria-hidden />}
            {purpose === null ? (
              <span>{t("purpose.state")}</span>
            ) : (
              <span className={classes.purposeWords}>
                {t("purpose.label")} <bdi>{purpose}</bdi>
              </span>
            )}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown aria-label={t("purpose.title")}>
          <p className={classes.popoverTitle}>{t("purpose.title")}</p>
          <p className={classes.popoverText}>{t("purpose.explained")}</p>
          <PurposeForm done={popover.close} />
        </Popover.Dropdown>
      </Popover>
      {purpose !== null && (
        <UnstyledButton
          className={classes.purposeClear}
          aria-label={t("purpose.clear")}
          title={t("purpose.clear")}
          onClick={() => {
            statePurpose(null);
          }}
        >
          <IconX size={15} />
        </UnstyledButton>
      )}
    </div>
  );
}
