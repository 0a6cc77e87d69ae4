import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { memo, useEffect, useMemo, useRef } from "react";
import type { MouseEvent, RefObject } from "react";

import type { ReadingText } from "../../api";
import type { Range } from "../../client/queries";
import { useKeys } from "../../frame/useKeys";
import { useT } from "../../i18n";
import { Pager } from "../../parts/Pager";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { Waiting } from "../../parts/Waiting";
import { sectionsOf } from "../../text/blocks";
import type { Section } from "../../text/blocks";
import { CodePoints } from "../../text/codepoints";
import { chatLines, headerLines } from "../../text/header";
import type { MarkedLine } from "../../text/header";
import { partAt, textParts } from "../../text/parts";
import { ArticleMenu } from "./ArticleMenu";
import { ChatView } from "./ChatView";
import { Legend } from "./facts/Legend";
import { PartLabels } from "./facts/PartLabels";
import { useFactPaint } from "./facts/useFactPaint";
import type { FactsView } from "./facts/useFacts";
import { MailHead } from "./MailHead";
import { ArticleSection, OutsideSection } from "./Sections";
import classes from "./item.module.css";
import { SENTENCE, pageRange, rangeOfSentence, selectedRange, sentenceAt } from "./selection";
import { useHighlight } from "./useHighlight";
import { Warnings } from "./Warnings";

export interface TextPaneProps {
  text: UseQueryResult<ReadingText>;
  facts: FactsView;
  /** The newest reading of the item, where the address cites an older one. */
  newest: string | null;
  range: Range | null;
  article: number | undefined;
  /** The part of a long text that the address names, from 1. */
  part: number | undefined;
  select: (range: Range | null) => void;
  show: (where: { article?: number; part?: number }) => void;
}

export function TextPane({ text, ...rest }: TextPaneProps) {
  if (text.isPending) return <Waiting />;
  if (text.isError) return <ProblemNotice error={text.error} retry={() => void text.refetch()} />;
  return <Read reading={text.data} {...rest} />;
}

function Read({
  reading,
  facts,
  newest,
  range,
  article,
  part,
  select,
  show,
}: Omit<TextPaneProps, "text"> & { reading: ReadingText }) {
  const t = useT();
  const root = useRef<HTMLDivElement>(null);
  const points = useMemo(() => new CodePoints(reading.text), [reading]);
  const header = useMemo(() => headerLines(points, reading.blocks), [points, reading]);
  const chat = useMemo(() => chatLines(points, reading.blocks), [points, reading]);
  const sections = useMemo(
    () => sectionsOf(points, reading.articles, header.at(-1)?.end),
    [points, reading, header],
  );
  const lines = chat.length > 0;
  const parts = useMemo(() => (lines ? chatParts(chat) : textParts(sections)), [lines, chat, sections]);
  const wanted = range?.char_start ?? articleStart(reading, article);
  const at = Math.min((part ?? partAt(parts, wanted) + 1) - 1, Math.max(0, parts.length - 1));
  const shown = parts[at];
  useHighlight("passage", root, (found) => (isIn(range, shown) ? pageRange(found, range) : []), [
    range?.char_start,
    range?.char_end,
    shown,
  ]);
  useFactPaint(root, facts, shown);
  useArticleInView(root, article, range, isPage(reading));
  useTopOfPart(root, part);
  useSentenceKeys(root, range, select);

  const choose = (event: MouseEvent): void => {
    if (root.current === null) return;
    const selected = selectedRange(root.current);
    if (selected !== null) {
      select(selected);
      return;
    }
    const sentence = event.target instanceof Element ? event.target.closest(SENTENCE) : null;
    if (sentence !== null) select(rangeOfSentence(sentence));
  };
  return (
    <section className={classes.text} aria-label={t("side.text")}>
      <div className={classes.textBar}>
        <ArticleMenu
          articles={reading.articles}
          go={(number) => {
            if (!showArticle(root.current, number)) show({ article: number });
          }}
        />
        <p className={classes.hint}>{t("text.hint")}</p>
      </div>
      {facts.facts.some(({ span }) => span !== undefined) && (
        <Legend facts={facts.facts} off={facts.off} turn={facts.turn} />
      )}
      {newest !== null && (
        <p className={classes.otherReading} role="note">
          {t("text.otherReading")} <Link to="." search={{}}>{t("text.newest")}</Link>
        </p>
      )}
      <Warnings list={reading.warnings} />
      {/* The keys j and k do for the keyboard what a click does here. */}
      <div
        ref={root}
        className={classes.textScroll}
        data-scrolls
        data-labelled={facts.open !== null}
        onMouseUp={choose}
        tabIndex={0}
        role="region"
        aria-label={t("text.region")}
      >
        {shown !== undefined && "lines" in shown ? (
          <ChatView lines={shown.lines} />
        ) : (
          <>
            {at === 0 && <MailHead lines={header} />}
            <Sections
              sections={shown?.sections ?? []}
              pages={reading.pages}
              language={reading.language}
              plain={!isPage(reading)}
              alone={reading.articles.length === 0}
            />
          </>
        )}
        {facts.open !== null && <PartLabels root={root} fact={facts.open} shown={shown} />}
      </div>
      {parts.length > 1 && (
        <div className={classes.textParts}>
          <Pager
            page={at + 1}
            perPage={1}
            total={parts.length}
            what={t("text.parts")}
            go={(to) => {
              show({ part: to });
            }}
          />
        </div>
      )}
    </section>
  );
}

/** Drawn once for each reading: selecting in it changes nothing here. */
const Sections = memo(function Sections({
  sections,
  pages,
  language,
  plain,
  alone,
}: {
  sections: Section[];
  pages: ReadingText["pages"];
  language: string | null;
  /** It is no page of the web: what stands outside of its articles is no menu of a site. */
  plain: boolean;
  /** It has no articles, so that nothing needs to be told apart from them. */
  alone: boolean;
}) {
  return (
    <>
      {sections.map((section) =>
        section.article === null ? (
          <OutsideSection
            key={section.start}
            section={section}
            pages={pages}
            language={language}
            plain={plain}
            alone={alone}
          />
        ) : (
          <ArticleSection
            key={section.start}
            article={section.article}
            section={section}
            pages={pages}
            language={language}
          />
        ),
      )}
    </>
  );
});

/** Lines of a chat in parts of so many. */
const MESSAGES = 1_000;

function chatParts(chat: readonly MarkedLine[]): { start: number; end: number; lines: MarkedLine[] }[] {
  const parts: { start: number; end: number; lines: MarkedLine[] }[] = [];
  for (let at = 0; at < chat.length; at += MESSAGES) {
    const lines = chat.slice(at, at + MESSAGES);
    parts.push({ start: lines[0]?.start ?? 0, end: lines.at(-1)?.end ?? 0, lines });
  }
  return parts;
}

/** Pages of the web tell neither blocks nor pages; their text begins with the menus of a site. */
function isPage(reading: ReadingText): boolean {
  return reading.blocks.length === 0 && reading.pages.length === 0;
}

function articleStart(reading: ReadingText, article: number | undefined): number {
  const found = reading.articles.find((each) => each.article === article);
  return found?.span.char_start ?? 0;
}

function isIn(range: Range | null, part: { start: number; end: number } | undefined): range is Range {
  if (range === null) return false;
  return part === undefined || range.char_start < part.end;
}

function showArticle(root: HTMLElement | null, number: number): boolean {
  const card = root?.querySelector<HTMLElement>(`[data-article="${String(number)}"]`);
  card?.scrollIntoView({ block: "start" });
  card?.focus({ preventScroll: true });
  return card != null;
}

/** Another part begins at its top. */
function useTopOfPart(root: RefObject<HTMLElement | null>, part: number | undefined): void {
  const before = useRef(part);
  useEffect(() => {
    if (before.current !== part && part !== undefined) root.current?.scrollTo({ top: 0 });
    before.current = part;
  }, [root, part]);
}

function useArticleInView(
  root: RefObject<HTMLElement | null>,
  article: number | undefined,
  range: Range | null,
  menus: boolean,
): void {
  const hasRange = range !== null;
  useEffect(() => {
    const pane = root.current;
    if (pane === null || hasRange) return;
    const card = pane.querySelector<HTMLElement>(
      article === undefined ? "[data-article]" : `[data-article="${String(article)}"]`,
    );
    // The menus of a site stand before its article: they are a scroll away, not in the way.
    if (article !== undefined || (menus && (card?.offsetTop ?? 0) > pane.clientHeight / 2)) {
      card?.scrollIntoView({ block: "start" });
    }
  }, [root, article, hasRange, menus]);
}

/** j, k: sentence by sentence; [ and ]: article by article; Escape: nothing selected. */
function useSentenceKeys(
  root: RefObject<HTMLElement | null>,
  range: Range | null,
  select: (range: Range | null) => void,
): void {
  const step = (by: 1 | -1): void => {
    if (root.current === null) return;
    const sentences = [...root.current.querySelectorAll<HTMLElement>(SENTENCE)].filter(
      (sentence) => sentence.textContent.trim() !== "",
    );
    const at = range === null ? undefined : sentenceAt(root.current, range.char_start);
    const next = at === undefined ? sentences[0] : sentences[sentences.indexOf(at) + by];
    if (next === undefined) return;
    document.getSelection()?.removeAllRanges();
    next.focus({ preventScroll: true });
    select(rangeOfSentence(next));
  };
  const stepArticle = (by: 1 | -1): void => {
    const cards = [...(root.current?.querySelectorAll<HTMLElement>("[data-article]") ?? [])];
    const top = root.current?.getBoundingClientRect().top ?? 0;
    const at = cards.findLastIndex((card) => card.getBoundingClientRect().top <= top + 8);
    const next = cards[Math.max(0, at + by)];
    next?.scrollIntoView({ block: "start" });
    next?.focus({ preventScroll: true });
  };
  useKeys({
    next: () => {
      step(1);
    },
    previous: () => {
      step(-1);
    },
    "next-article": () => {
      stepArticle(1);
    },
    "previous-article": () => {
      stepArticle(-1);
    },
    leave: () => {
      document.getSelection()?.removeAllRanges();
      select(null);
    },
  });
}
