import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useIntl } from "react-intl";

import { UNREAD } from "../../address";
import type { UnreadView } from "../../address";
import type { Status, StatusLine } from "../../api";
import { ITEMS_PER_PAGE, itemsWhere, status } from "../../client/queries";
import { Screen } from "../../frame/Screen";
import { useT } from "../../i18n";
import { noticeKind } from "../../parts/notices";
import { Pager } from "../../parts/Pager";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { StateBadge } from "../../parts/StateBadge";
import { WhatToDo } from "../../parts/WhatToDo";
import { Waiting } from "../../parts/Waiting";
import { ReadAgain } from "../../reading/ReadAgain";
import { ItemTable } from "../items/ItemTable";
import classes from "../items/items.module.css";

const KINDS = ["image/*", "audio/*", "video/*", "text/*", "message/*", "application/*"] as const;

/** What asks for a password: an item, or something inside of it. */
const LOCKED = new Set(["encrypted", "pdf-encrypted", "children-locked", "container-locked"]);

/** Everything that was not read to its end: why, what to do, and reading it once more. */
export function UnreadScreen() {
  const t = useT();
  const view = useSearch({ from: "/unread" });
  const navigate = useNavigate({ from: "/unread" });
  const page = view.page ?? 1;
  const where = conditions(view);
  const counts = useQuery(status);
  const listed = useQuery(itemsWhere(where, page));
  const locked = view.state === "encrypted" || LOCKED.has(view.notice ?? "");
  return (
    <Screen title={t("unread.title")} wide>
      <p className={classes.meaning}>{t("unread.meaning")}</p>
      {counts.isSuccess && <Account counts={counts.data} view={view} />}
      <div className={classes.tools}>
        <NativeSelect
          size="xs"
          label={t("unread.kind")}
          value={view.type ?? ""}
          onChange={(event) => {
            const type = event.currentTarget.value || undefined;
            void navigate({ search: ({ state, notice }) => ({ state, notice, type }) });
          }}
        >
          <option value="">{t("unread.anyKind")}</option>
          {[...KINDS, ...(view.type === undefined || KINDS.some((kind) => kind === view.type) ? [] : [view.type])].map((kind) => (
            <option key={kind} value={kind}>{kindName(t, kind)}</option>
          ))}
        </NativeSelect>
        <ReadAgain key={where.join("&")} wanted={{ where }} count={listed.data?.total ?? 0} locked={locked} />
      </div>
      {listed.isPending && <Waiting />}
      {listed.isError && <ProblemNotice error={listed.error} retry={() => void listed.refetch()} />}
      {listed.isSuccess && listed.data.total === 0 && <p className={classes.empty}>{t("unread.none")}</p>}
      {listed.isSuccess && listed.data.total > 0 && (
        <>
          <ItemTable rows={listed.data.items} stale={listed.isPlaceholderData} kinds />
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

function conditions({ state, type, notice }: UnreadView): string[] {
  return [
    `state=${state ?? UNREAD.join(",")}`,
    ...(type === undefined ? [] : [`type=${type}`]),
    ...(notice === undefined ? [] : [`notice=${notice}`]),
  ];
}

function kindName(t: ReturnType<typeof useT>, kind: string): string {
  const known = KINDS.find((each) => each === kind);
  return known === undefined ? kind : t(`kind.${known.slice(0, -2) as "image"}`);
}

/** Each state and reason in a line; a line chooses what is listed below. */
function Account({ counts, view }: { counts: Status; view: UnreadView }) {
  const t = useT();
  const intl = useIntl();
  const lines = counts.lines.filter(({ state }) => UNREAD.includes(state));
  if (lines.length === 0) return null;
  const chosen = (line: StatusLine): boolean =>
    view.state === line.state && (view.notice ?? null) === line.code;
  return (
    <div className={classes.tableBox}>
      <table className={classes.account} aria-label={t("unread.account")}>
        <thead>
          <tr>
            <th scope="col" className={classes.number}>{t("unread.number")}</th>
            <th scope="col">{t("items.state")}</th>
            <th scope="col">{t("unread.reason")}</th>
            <th scope="col">{t("unread.todo")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.state} ${line.code ?? ""}`} data-chosen={chosen(line)}>
              <td className={classes.number}>{intl.formatNumber(line.number)}</td>
              <td><StateBadge state={line.state} /></td>
              <td>
                <Link
                  to="/unread"
                  search={chosen(line) ? {} : { state: line.state, notice: line.code ?? undefined }}
                  aria-current={chosen(line) ? "true" : undefined}
                >
                  {line.code === null ? t(`state.${line.state}.meaning`) : noticeKind(intl, line.code, line.reason)}
                </Link>
                {(line.kinds ?? []).length > 0 && (
                  <p className={classes.kinds} dir="ltr">
                    {(line.kinds ?? []).map(([kind, number]) => (
                      <code key={kind}>{`${kind} ${intl.formatNumber(number)}`}</code>
                    ))}
                  </p>
                )}
              </td>
              <td><WhatToDo state={line.state} code={line.code} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
