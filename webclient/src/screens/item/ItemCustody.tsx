import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import type { Item } from "../../api";
import { custody } from "../../client/queries";
import { useT } from "../../i18n";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { Waiting } from "../../parts/Waiting";
import { EntryList } from "../custody/EntryList";
import classes from "./item.module.css";

export function ItemCustody({ item }: { item: Item }) {
  const t = useT();
  const page = useQuery(custody(item.ref, undefined));
  return (
    <div className={classes.sheetOfFacts} data-scrolls tabIndex={0} role="region" aria-label={t("side.custody")}>
      <p className={classes.dim}>{t("custody.ofItem")}</p>
      {page.isPending && <Waiting />}
      {page.isError && <ProblemNotice error={page.error} retry={() => void page.refetch()} />}
      {page.isSuccess && <EntryList entries={page.data.entries} heading="h2" />}
      <p>
        <Link to="/custody" search={{ item: item.ref }}>
          {t("custody.openFiltered")}
        </Link>
      </p>
    </div>
  );
}
