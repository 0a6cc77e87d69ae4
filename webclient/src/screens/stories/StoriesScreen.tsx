import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useIntl } from "react-intl";

import type { Copied } from "../../api";
import { STORIES_PER_PAGE, stories } from "../../client/queries";
import { Screen } from "../../frame/Screen";
import { useT } from "../../i18n";
import { Pager } from "../../parts/Pager";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { RawName } from "../../parts/RawName";
import { Said } from "../../parts/Said";
import { useListKeys } from "../../parts/useListKeys";
import { Waiting } from "../../parts/Waiting";
import { edtfDay } from "../item/edtf";
import classes from "./stories.module.css";

/** Texts that are one story, printed several times: as sources they count once. */
export function StoriesScreen() {
  const t = useT();
  const page = useSearch({ from: "/stories" }).page ?? 1;
  const navigate = useNavigate({ from: "/stories" });
  const found = useQuery(stories(page));
  const list = useListKeys();
  return (
    <Screen title={t("stories.title")}>
      <p className={classes.meaning}>{t("stories.meaning")}</p>
      {found.isPending && <Waiting />}
      {found.isError && <ProblemNotice error={found.error} retry={() => void found.refetch()} />}
      {found.isSuccess && found.data.total === 0 && <p>{t("stories.none")}</p>}
      {found.isSuccess && found.data.total > 0 && (
        <>
          <ol className={classes.stories} ref={list} data-stale={found.isPlaceholderData}>
            {found.data.stories.map(({ copies }) => (
              <li key={`${copies[0]?.ref ?? ""} ${String(copies[0]?.article)}`} className={classes.story}>
                <p className={classes.count}>{t("stories.copies", { count: copies.length })}</p>
                <ul>
                  {copies.map((copy, index) => (
                    <CopyLine key={index} copy={copy} />
                  ))}
                </ul>
              </li>
            ))}
          </ol>
          {found.data.more && <p>{t("stories.more")}</p>}
          <Pager
            page={page}
            perPage={STORIES_PER_PAGE}
            total={found.data.total}
            go={(to) => void navigate({ search: { page: to } })}
          />
        </>
      )}
    </Screen>
  );
}

function CopyLine({ copy }: { copy: Copied }) {
  const t = useT();
  const intl = useIntl();
  return (
    <li className={classes.copy}>
      <Link
        to="/items/$ref"
        params={{ ref: copy.ref }}
        search={copy.article === undefined ? {} : { article: copy.article }}
        data-row
      >
        <RawName name={copy.title ?? copy.ref} />
      </Link>
      <p>
        <span dir="ltr" className={classes.ref}>{copy.ref}</span>
        {copy.source !== undefined && <Said text={copy.source} />}
        <span>
          {copy.published === undefined
            ? t("stories.undated")
            : t("stories.published", { date: edtfDay(intl, copy.published) })}
        </span>
      </p>
    </li>
  );
}
