import { Link } from "@tanstack/react-router";
import type { IntlShape } from "react-intl";

import type { Hit, Snippet } from "../../api";
import { useT } from "../../i18n";
import { languageName } from "../../parts/sizes";
import { markedRuns } from "../../text/codepoints";
import classes from "./search.module.css";

/** One found article: its title and the passages that were found, each a way to its place. */
export function HitRow({ hit, intl }: { hit: Hit; intl: IntlShape }) {
  const t = useT();
  const first = hit.snippets[0];
  const title = hit.title ?? hit.name ?? hit.ref;
  return (
    <li className={classes.hit}>
      <Link
        to="/items/$ref"
        params={{ ref: hit.ref }}
        search={place(hit, first)}
        className={classes.hitTitle}
        dir="auto"
        data-row
        {...(hit.language !== null && { lang: hit.language })}
      >
        {title}
      </Link>
      <p className={classes.hitMeta}>
        <span dir="ltr" className={classes.hitRef}>{hit.ref}</span>
        {hit.article !== null && <span>{t("article.number", { number: hit.article + 1 })}</span>}
        {hit.name !== null && hit.title !== null && <bdi className={classes.hitName}>{hit.name}</bdi>}
        {hit.language !== null && <span>{languageName(intl, hit.language)}</span>}
      </p>
      {hit.snippets.map((snippet) => (
        <SnippetLine key={snippet.char_start} hit={hit} snippet={snippet} />
      ))}
    </li>
  );
}

function place(hit: Hit, snippet: Snippet | undefined) {
  return {
    ...(hit.article !== null && { article: hit.article }),
    ...(snippet && { char_start: snippet.char_start, char_end: snippet.char_end }),
  };
}

function SnippetLine({ hit, snippet }: { hit: Hit; snippet: Snippet }) {
  return (
    <p className={classes.snippet} dir="auto" {...(hit.language !== null && { lang: hit.language })}>
      <Link to="/items/$ref" params={{ ref: hit.ref }} search={place(hit, snippet)} tabIndex={-1}>
        {markedRuns(snippet.quote, snippet.marks).map((run, index) =>
          run.marked ? <mark key={index}>{run.text}</mark> : <span key={index}>{run.text}</span>,
        )}
      </Link>
    </p>
  );
}
