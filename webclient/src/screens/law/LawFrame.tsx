import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { Screen } from "../../frame/Screen";
import { useT } from "../../i18n";
import classes from "./law.module.css";

const PLACES = [
  { to: "/law/situations", label: "law.situations" },
  { to: "/law/charges", label: "law.charges" },
  { to: "/law/jurisdiction", label: "law.jurisdiction" },
  { to: "/law/crimes", label: "law.crimes" },
] as const;

/** A screen of law, with the ways to the others above it. */
export function LawFrame({
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
      <nav className={classes.places} aria-label={t("law.places")}>
        {PLACES.map(({ to, label }) => (
          <Link key={to} to={to} className={classes.place}>
            {t(label)}
          </Link>
        ))}
      </nav>
      <Screen title={title} aside={aside} wide>
        {children}
      </Screen>
    </>
  );
}
