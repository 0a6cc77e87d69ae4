import { Button } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";

import { useT } from "../../i18n";
import classes from "./item.module.css";

/** Stands over a picture that nobody has chosen to look at yet. */
export function Veil({ lift }: { lift: () => void }) {
  const t = useT();
  return (
    <div className={classes.veil}>
      <Button size="sm" variant="default" leftSection={<IconEye size={16} aria-hidden />} onClick={lift}>
        {t("picture.look")}
      </Button>
      <p>{t("picture.veiled")}</p>
    </div>
  );
}
