import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { IconLock, IconSearch } from "@tabler/icons-react";
import { useRef } from "react";
import { useIntl } from "react-intl";

import type { SearchResult } from "../../api";
import { HITS_PER_PAGE, hits } from "../../client/queries";
import { Screen } from "../../frame/Screen";
import { useT } from "../../i18n";
import { Pager } from "../../parts/Pager";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { Tell } from "../../parts/Tell";
import { Waiting } from "../../parts/Waiting";
import { useListKeys } from "../../parts/useListKeys";
import { HitRow } from "./HitRow";
import { LanguageFacet } from "./LanguageFacet";
import { NothingFound, NothingAsked } from "./Empty";
import classes from "./search.module.css";
import { understoodWords } from "./understood";

export function SearchScreen() {
  const t = useT();
  const view = useSearch({ from: "/search" });
  const navigate = useNavigate({ from: "/search" });
  const q = view.q ?? "";
  const page = view.page ?? 1;
  const found = useQuery(hits(q, view.language, page));

  return (
    <Screen title={t("search.title")} wide>
      <SearchBox
        key={q}
        q={q}
        ask={(words) => void navigate({ search: { q: words === "" ? undefined : words } })}
      />
      {q === "" && <NothingAsked />}
      {q !== "" && found.isPending && <Waiting />}
      {found.isError && <ProblemNotice error={found.error} retry={() => void found.refetch()} />}
      {q !== "" && found.isSuccess && (
        <Results
          result={found.data}
          language={view.language}
          page={page}
          stale={found.isPlaceholderData}
          choose={(language) => void navigate({ search: { q, language } })}
          go={(to) => void navigate({ search: (old) => ({ ...old, page: to }) })}
        />
      )}
    </Screen>
  );
}

function SearchBox({ q, ask }: { q: string; ask: (words: string) => void }) {
  const t = useT();
  const box = useRef<HTMLInputElement>(null);
  return (
    <form
      role="search"
      className={classes.box}
      onSubmit={(event) => {
        event.preventDefault();
        ask(box.current?.value.trim() ?? "");
        box.current?.blur();
      }}
    >
      <IconSearch size={19} aria-hidden />
      <input
        ref={box}
        id="search-box"
        type="search"
        dir="auto"
        defaultValue={q}
        autoFocus={q === ""}
        autoComplete="off"
        spellCheck={false}
        aria-label={t("search.label")}
        placeholder={t("search.placeholder")}
      />
      <Button type="submit" size="sm">
        {t("search.go")}
      </Button>
    </form>
  );
}

interface ResultsProps {
  result: SearchResult;
  language: string | undefined;
  page: number;
  stale: boolean;
  choose: (language: string | undefined) => void;
  go: (page: number) => void;
}

function Results({ result, language, page, stale, choose, go }: ResultsProps) {
  const t = useT();
  const intl = useIntl();
  const list = useListKeys();
  const counted = t("search.total", { count: result.total });
  return (
    <div className={classes.results} data-stale={stale}>
      <aside className={classes.facets}>
        <LanguageFacet values={result.facets.language} chosen={language} choose={choose} />
      </aside>
      <section className={classes.found} aria-label={t("search.results")}>
        <Tell text={stale ? "" : counted} />
        <div className={classes.summary}>
          <p className={classes.total}>{counted}</p>
          <p className={classes.understood}>
            {t("search.understood", { query: understoodWords(intl, result.understood) })}
          </p>
          {result.not_searched > 0 && (
            <p className={classes.notSearched}>
              <IconLock size={15} aria-hidden />
              <span>{t("search.notSearched", { count: result.not_searched })}</span>
            </p>
          )}
        </div>
        {result.hits.length === 0 && <NothingFound filtered={language !== undefined} clear={() => { choose(undefined); }} />}
        <ol ref={list} className={classes.hits} start={(page - 1) * HITS_PER_PAGE + 1}>
          {result.hits.map((hit) => (
            <HitRow key={`${hit.ref}/${hit.article ?? ""}`} hit={hit} intl={intl} />
          ))}
        </ol>
        <Pager page={page} perPage={HITS_PER_PAGE} total={result.total} go={go} />
      </section>
    </div>
  );
}
