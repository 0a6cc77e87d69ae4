import { NativeSelect } from "@mantine/core";

import type { Article } from "../../api";
import { useT } from "../../i18n";
import classes from "./item.module.css";

/** Goes to one of several articles; a single one needs no menu. */
export function ArticleMenu({ articles, go }: { articles: readonly Article[]; go: (number: number) => void }) {
  const t = useT();
  if (articles.length === 0) return <p className={classes.articleCount}>{t("text.noArticles")}</p>;
  if (articles.length === 1) {
    return <p className={classes.articleCount}>{t("items.articles", { count: 1 })}</p>;
  }
  return (
    <NativeSelect
      size="xs"
      className={classes.articleMenu}
      aria-label={t("text.goToArticle")}
      value=""
      onChange={(event) => {
        if (event.currentTarget.value !== "") go(Number(event.currentTarget.value));
      }}
    >
      <option value="">{t("items.articles", { count: articles.length })}</option>
      {articles.map(({ article, title }) => (
        <option key={article} value={article}>
          {`${String(article + 1)}. ${title?.quote ?? t("article.untitled")}`}
        </option>
      ))}
    </NativeSelect>
  );
}
