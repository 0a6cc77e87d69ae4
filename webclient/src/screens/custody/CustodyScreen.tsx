import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

import { ENTRIES_PER_PAGE, custody } from "../../client/queries";
import { Screen } from "../../frame/Screen";
import { useT } from "../../i18n";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { Waiting } from "../../parts/Waiting";
import { CheckNow } from "./CheckNow";
import { CheckpointCard } from "./CheckpointCard";
import classes from "./custody.module.css";
import { EntryList } from "./EntryList";
import { ItemFilter } from "./ItemFilter";

export function CustodyScreen() {
  const t = useT();
  const view = useSearch({ from: "/custody" });
  const navigate = useNavigate({ from: "/custody" });
  const page = useQuery(custody(view.item, view.before));
  const last = page.data?.entries.at(-1);
  const older = page.data !== undefined && page.data.entries.length === ENTRIES_PER_PAGE && last !== undefined && last.index > 0;
  const heading = useRef<HTMLHeadingElement>(null);
  const seen = useRef(view.before);
  useEffect(() => {
    if (seen.current === view.before || !page.isSuccess) return;
    seen.current = view.before;
    heading.current?.scrollIntoView({ block: "nearest" });
  }, [view.before, page.isSuccess]);

  return (
    <Screen title={t("custody.title")} wide>
      <div className={classes.columns}>
        <section className={classes.log} aria-labelledby="entries">
          <div className={classes.logHead}>
            <h2 id="entries" ref={heading}>{t("custody.entries")}</h2>
            <ItemFilter
              key={view.item}
              item={view.item}
              choose={(item) => void navigate({ search: { item } })}
            />
          </div>
          {view.before !== undefined && (
            <p>
              <Link to="/custody" search={{ item: view.item }}>{t("custody.newest")}</Link>
            </p>
          )}
          {page.isPending && <Waiting />}
          {page.isError && <ProblemNotice error={page.error} retry={() => void page.refetch()} />}
          {page.isSuccess && (
            <>
              <p className={classes.total}>{t("custody.total", { count: page.data.total })}</p>
              {page.data.entries.length === 0 && <p>{t("custody.noneOfItem")}</p>}
              <EntryList entries={page.data.entries} heading="h3" />
              {older && (
                <Button
                  variant="default"
                  size="xs"
                  onClick={() => void navigate({ search: { item: view.item, before: last.index } })}
                >
                  {t("custody.older")}
                </Button>
              )}
            </>
          )}
        </section>
        <div className={classes.beside}>
          <CheckNow />
          {page.data?.checkpoint != null && <CheckpointCard checkpoint={page.data.checkpoint} />}
        </div>
      </div>
    </Screen>
  );
}
