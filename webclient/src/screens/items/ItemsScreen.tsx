import { UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useIntl } from "react-intl";

import { STATES } from "../../api";
import type { State, Status } from "../../api";
import { ITEMS_PER_PAGE, itemList, status } from "../../client/queries";
import { Screen } from "../../frame/Screen";
import { T, useT } from "../../i18n";
import { Pager } from "../../parts/Pager";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { Waiting } from "../../parts/Waiting";
import { ItemTable } from "./ItemTable";
import classes from "./items.module.css";

export function ItemsScreen() {
  const t = useT();
  const view = useSearch({ from: "/items" });
  const navigate = useNavigate({ from: "/items" });
  const page = view.page ?? 1;
  const counts = useQuery(status);
  const listed = useQuery(itemList(view.state, page));

  return (
    <Screen title={t("items.title")} wide>
      {counts.isSuccess && (
        <StateFilter
          counts={counts.data}
          chosen={view.state}
          choose={(state) => void navigate({ search: { state } })}
        />
      )}
      {view.state !== undefined && (
        <p className={classes.meaning}>{t(`state.${view.state}.meaning`)}</p>
      )}
      {listed.isPending && <Waiting />}
      {listed.isError && <ProblemNotice error={listed.error} retry={() => void listed.refetch()} />}
      {listed.isSuccess && listed.data.total === 0 && (
        <div className={classes.empty}>
          {view.state === undefined ? (
            <p>
              <T id="items.none" values={{ link: (words) => <Link to="/add">{words}</Link> }} />
            </p>
          ) : (
            <p>{t("items.noneInState")}</p>
          )}
        </div>
      )}
      {listed.isSuccess && listed.data.total > 0 && (
        <>
          <ItemTable rows={listed.data.items} stale={listed.isPlaceholderData} />
          <Pager
            page={page}
            perPage={ITEMS_PER_PAGE}
            total={listed.data.total}
            go={(to) => void navigate({ search: (old) => ({ ...old, page: to }) })}
          />
        </>
      )}
    </Screen>
  );
}

function StateFilter({
  counts,
  chosen,
  choose,
}: {
  counts: Status;
  chosen: State | undefined;
  choose: (state: State | undefined) => void;
}) {
  const t = useT();
  const intl = useIntl();
  const states = STATES.filter((state) => (counts.states[state] ?? 0) > 0 || state === chosen);
  return (
    <div className={classes.filter} role="group" aria-label={t("items.filter")}>
      <UnstyledButton aria-pressed={chosen === undefined} onClick={() => { choose(undefined); }}>
        {t("items.all")} <b>{intl.formatNumber(counts.items)}</b>
      </UnstyledButton>
      {states.map((state) => (
        <UnstyledButton
          key={state}
          aria-pressed={chosen === state}
          title={t(`state.${state}.meaning`)}
          onClick={() => {
            choose(chosen === state ? undefined : state);
          }}
        >
          {t(`state.${state}`)} <b>{intl.formatNumber(counts.states[state] ?? 0)}</b>
        </UnstyledButton>
      ))}
      {counts.inside > 0 && (
        <span className={classes.insideCount}>{t("items.andInside", { count: counts.inside })}</span>
      )}
      {counts.restricted > 0 && (
        <span className={classes.restrictedCount}>
          {t("items.restricted", { count: counts.restricted })}
        </span>
      )}
    </div>
  );
}
