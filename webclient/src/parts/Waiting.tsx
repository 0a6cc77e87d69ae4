import { Loader } from "@mantine/core";

import { useT } from "../i18n";
import classes from "./parts.module.css";

export function Waiting() {
  const t = useT();
  return (
    <div className={classes.waiting} role="status" data-waiting>
      <Loader size={16} type="oval" aria-hidden />
      <span>{t("waiting")}</span>
    </div>
  );
}
