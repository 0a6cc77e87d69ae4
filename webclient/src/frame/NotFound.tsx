import { Link } from "@tanstack/react-router";

import { useT } from "../i18n";
import { Screen } from "./Screen";

export function NotFound() {
  const t = useT();
  return (
    <Screen title={t("notFound.title")}>
      <p>{t("notFound.text")}</p>
      <p>
        <Link to="/search">{t("nav.search")}</Link>
      </p>
    </Screen>
  );
}
