import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";

import type { Claimed } from "../../api";
import { T, useT } from "../../i18n";
import { Exact } from "../../parts/Copy";
import classes from "./item.module.css";

/** What a package said of the bytes that came in it, and whether that is so. */
export function ClaimLines({ claimed }: { claimed: Claimed }) {
  const t = useT();
  const algorithms = Object.keys(claimed.digests).sort();
  const bag = <bdi key="bag">{claimed.bag}</bdi>;
  const names = <span key="names" dir="ltr">{algorithms.join(", ")}</span>;
  const missing = claimed.missing ?? 0;
  const paths = claimed.missing_paths ?? [];
  const listed = algorithms.length > 0;
  return (
    <ul className={classes.claims} aria-label={t("claim")}>
      {claimed.agrees && listed && (
        <li data-tone="good">
          <IconCheck size={15} aria-hidden />
          <span><T id="claim.agrees" values={{ bag, names }} /></span>
        </li>
      )}
      {!claimed.agrees && (
        <li data-tone="bad">
          <IconAlertTriangle size={15} aria-hidden />
          <div>
            <T id={listed ? "claim.differs" : "claim.unlisted"} values={{ bag }} />
            {algorithms.map((name) => (
              <div key={name}>
                <span dir="ltr">{name}</span>{" "}
                <Exact value={claimed.digests[name] ?? ""} label={name} />
              </div>
            ))}
          </div>
        </li>
      )}
      {missing > 0 && (
        <li data-tone="bad">
          <IconAlertTriangle size={15} aria-hidden />
          <div>
            {t("claim.missing", { count: missing })}
            <ul className={classes.plainList}>
              {paths.map((path) => (
                <li key={path}><bdi className={classes.path}>{path}</bdi></li>
              ))}
              {missing > paths.length && <li>…</li>}
            </ul>
          </div>
        </li>
      )}
    </ul>
  );
}
