import { Link } from "@tanstack/react-router";
import { IconCopy, IconFileAlert, IconGavel, IconListDetails, IconScale, IconSearch, IconSquarePlus, IconWorldDownload } from "@tabler/icons-react";

import { useT } from "../i18n";
import classes from "./frame.module.css";

const PLACES = [
  { to: "/add", label: "nav.add", icon: IconSquarePlus, keys: "g a" },
  { to: "/capture", label: "nav.capture", icon: IconWorldDownload, keys: "g p" },
  { to: "/search", label: "nav.search", icon: IconSearch, keys: "g s" },
  { to: "/items", label: "nav.items", icon: IconListDetails, keys: "g i" },
  { to: "/unread", label: "nav.unread", icon: IconFileAlert, keys: "g u" },
  { to: "/stories", label: "nav.stories", icon: IconCopy, keys: "g r" },
  { to: "/law", label: "nav.law", icon: IconGavel, keys: "g l" },
  { to: "/custody", label: "nav.custody", icon: IconScale, keys: "g c" },
] as const;

export function Rail() {
  const t = useT();
  return (
    <nav className={classes.rail} aria-label={t("nav")}>
      {PLACES.map(({ to, label, icon: Icon, keys }) => (
        <Link key={to} to={to} className={classes.place} title={keys}>
          <Icon size={19} stroke={1.7} aria-hidden />
          <span>{t(label)}</span>
        </Link>
      ))}
    </nav>
  );
}
