import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { status } from "../../client/queries";
import { T, useT } from "../../i18n";
import classes from "./search.module.css";

/** Before the first question: what can be found here and how to ask. */
export function NothingAsked() {
  const t = useT();
  const counts = useQuery(status);
  if (counts.data?.items === 0) {
    return (
      <div className={classes.empty}>
        <h2>{t("search.nothingYet")}</h2>
        <p>
          <T id="search.nothingYet.next" values={{ link: (words) => <Link to="/add">{words}</Link> }} />
        </p>
      </div>
    );
  }
  return (
    <div className={classes.empty}>
      <h2>{t("search.how")}</h2>
      <ul>
        <li><T id="search.how.words" /></li>
        <li><T id="search.how.phrase" /></li>
        <li><T id="search.how.not" /></li>
        <li><T id="search.how.arabic" /></li>
      </ul>
      {counts.isSuccess && (
        <p className={classes.held}>
          {t("search.held", {
            items: counts.data.items,
            read: (counts.data.states.read ?? 0) + (counts.data.states["partly-read"] ?? 0),
          })}
        </p>
      )}
    </div>
  );
}

export function NothingFound({ filtered, clear }: { filtered: boolean; clear: () => void }) {
  const t = useT();
  return (
    <div className={classes.empty}>
      <h2>{t("search.none")}</h2>
      <ul>
        {filtered && (
          <li>
            {t("search.none.filtered")}{" "}
            <Button size="compact-xs" variant="default" onClick={clear}>
              {t("search.anyLanguage")}
            </Button>
          </li>
        )}
        <li>{t("search.none.fewer")}</li>
        <li>
          <T
            id="search.none.unread"
            values={{ link: (words) => <Link to="/items">{words}</Link> }}
          />
        </li>
      </ul>
    </div>
  );
}
