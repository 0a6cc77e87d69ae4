import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { runs } from "../../capture/queries";
import { useT } from "../../i18n";
import { When } from "../../parts/When";
import classes from "./capture.module.css";

/** Runs that can be come back to: those that go on, and those that ended since the server began. */
export function RunList() {
  const t = useT();
  const going = useQuery({ ...runs, refetchInterval: 5_000 });
  if (!going.isSuccess || going.data.length === 0) return null;
  return (
    <section className={classes.runs} aria-label={t("run.list")}>
      <h2>{t("run.list")}</h2>
      <ul>
        {going.data.map((run) => (
          <li key={run.key}>
            <Link to="/capture/runs/$key" params={{ key: run.key }}>
              {t(`run.${run.kind}`, { count: run.pages })}
            </Link>
            <When at={run.began} />
            <span className={classes.state} data-going={!run.ended}>
              {t(run.ended ? "run.ended" : run.stopping ? "run.stopping" : "run.going")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
