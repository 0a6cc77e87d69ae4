import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { Screen } from "../../frame/Screen";
import { useT } from "../../i18n";
import law from "../law/law.module.css";

/** A screen of captures, with the way to the others above it. */
export function CaptureFrame({
  title,
  aside,
  children,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  const t = useT();
  return (
    <>
      <nav className={law.places} aria-label={t("capture.places")}>
        <Link to="/capture/pages" className={law.place}>{t("capture.title")}</Link>
        <Link to="/capture/watches" className={law.place}>{t("watch.title")}</Link>
      </nav>
      <Screen title={title} aside={aside} wide>
        {children}
      </Screen>
    </>
  );
}
