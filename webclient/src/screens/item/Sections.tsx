import { IconPhoto } from "@tabler/icons-react";
import { Fragment } from "react";
import { useIntl } from "react-intl";

import type { Article, ReadingText } from "../../api";
import { messageId, useT } from "../../i18n";
import { languageName } from "../../parts/sizes";
import { sentencesOf } from "../../text/blocks";
import type { Block, BlockRun, Section } from "../../text/blocks";
import { CaptionFacts } from "./CaptionFacts";
import classes from "./item.module.css";
import { edtfDay } from "./edtf";

interface SectionProps {
  section: Section;
  pages: ReadingText["pages"];
  language: string | null;
}

export function ArticleSection({ article, section, pages, language }: SectionProps & { article: Article }) {
  const t = useT();
  const intl = useIntl();
  const own = article.language ?? language;
  return (
    <article
      className={classes.article}
      data-article={article.article}
      tabIndex={-1}
      aria-label={t("article.number", { number: article.article + 1 })}
    >
      <p className={classes.articleHead}>
        <span className={classes.articleNumber}>{t("article.number", { number: article.article + 1 })}</span>
        {own !== null && <span>{languageName(intl, own)}</span>}
        {article.published !== null && (
          <span>
            {t("article.published", {
              date: edtfDay(intl, article.published.edtf),
              basis: t(article.published.basis === "metadata" ? "article.basis.metadata" : "article.basis.text"),
            })}
          </span>
        )}
      </p>
      <Blocks section={section} pages={pages} language={own} />
    </article>
  );
}

interface OutsideProps extends SectionProps {
  /** Not a page of the web: text outside of articles is text like any other. */
  plain: boolean;
  /** There are no articles to tell it apart from. */
  alone: boolean;
}

export function OutsideSection({ section, pages, language, plain, alone }: OutsideProps) {
  const t = useT();
  const blank = section.blocks.every(({ runs }) => runs.every(({ text }) => text.trim() === ""));
  if (blank) return null;
  return (
    <div className={classes.outside} data-plain={plain}>
      {!(plain && alone) && <p className={classes.outsideLabel}>{t("text.outside")}</p>}
      <Blocks section={section} pages={pages} language={language} />
    </div>
  );
}

function Blocks({ section, pages, language }: SectionProps) {
  const shown = section.blocks.filter(({ runs }) => runs.some(({ text }) => text.trim() !== ""));
  return shown.map((block, index) => (
    <Fragment key={block.start}>
      <PageMark from={shown[index - 1]?.end ?? section.start} block={block} pages={pages} />
      <BlockView
        block={block}
        language={language}
        flows={pages.length > 0}
        goesOn={goesOn(shown[index - 1], block, pages.length > 0)}
      />
    </Fragment>
  ));
}

/**
 * Whether a block belongs close to the one before: left out for the same reason, or the next line
 * of a page where no empty line stands between.
 */
function goesOn(before: Block | undefined, block: Block, onPages: boolean): boolean {
  if (before?.role !== block.role) return false;
  if (block.role === "left-out") return block.why === before.why;
  return onPages && block.start - before.end <= 1;
}

interface PageMarkProps {
  /** Where the block before ended: what is not shown in between may begin a page. */
  from: number;
  block: Block;
  pages: ReadingText["pages"];
}

/** Says where a page of the original begins. */
function PageMark({ from, block, pages }: PageMarkProps) {
  const t = useT();
  const page = pages.findLastIndex(([start, end]) => start >= from && start < block.end && end > start);
  if (page === -1) return null;
  return <p className={classes.pageMark}>{t("page.number", { number: page + 1 })}</p>;
}

interface BlockProps {
  block: Block;
  language: string | null;
  /** On pages a line ends where the paper does: there, the lines of a part run on. */
  flows: boolean;
  /** Stands close to the block before, which has said why it was left out. */
  goesOn: boolean;
}

function BlockView({ block, language, flows, goesOn }: BlockProps) {
  const t = useT();
  const words = block.runs.map((run) => (
    <RunView key={run.start} run={run} block={block} language={language} />
  ));
  const spoken = { dir: "auto", ...(language !== null && { lang: language }) } as const;
  switch (block.role) {
    case "title":
      return <h2 className={classes.title} {...spoken}>{words}</h2>;
    case "caption":
      return (
        <figure className={classes.caption}>
          <IconPhoto size={17} stroke={1.6} role="img" aria-label={t("caption")} />
          <figcaption>
            <p {...spoken}>{words}</p>
            {block.caption !== undefined && <CaptionFacts caption={block.caption} />}
          </figcaption>
        </figure>
      );
    case "left-out":
      return (
        <div className={classes.leftOut} data-goes-on={goesOn}>
          {!goesOn && (
            <span className={classes.leftOutWhy}>{t("leftOut", { why: whyWords(t, block.why) })}</span>
          )}
          <p {...spoken}>{words}</p>
        </div>
      );
    default:
      return (
        <p
          className={classes.block}
          data-role={block.role}
          data-flows={flows && block.role === "paragraph"}
          data-goes-on={goesOn}
          {...spoken}
        >
          {words}
        </p>
      );
  }
}

function whyWords(t: ReturnType<typeof useT>, why: string | undefined): string {
  const known = why === undefined ? null : messageId("leftOut", why);
  return known === null ? (why ?? "") : t(known);
}

/** A run sentence by sentence, each one text node in one element (see `selection.ts`). */
function RunView({ run, block, language }: { run: BlockRun; block: Block; language: string | null }) {
  const t = useT();
  const sentences = sentencesOf(run, language).map((sentence) => (
    <span
      key={sentence.start}
      data-start={sentence.start}
      data-end={sentence.end}
      tabIndex={-1}
      className={classes.sentence}
    >
      {sentence.text}
    </span>
  ));
  if (run.role === block.role) return sentences;
  const title =
    run.role === "left-out"
      ? t("leftOut", { why: whyWords(t, run.why) })
      : run.role === "byline" || run.role === "dateline"
        ? t(run.role)
        : undefined;
  return (
    <span className={classes.run} data-role={run.role} title={title}>
      {sentences}
    </span>
  );
}
