import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { memo, useEffect, useMemo, useRef } from "react";
import type { MouseEvent, RefObject } from "react";

import type { ReadingText } from "../../api";
import type { Range } from "../../client/queries";
import { useKeys } from "../../frame/useKeys";
import { useT } from "../../i18n";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { Waiting } from "../../parts/Waiting";
import { sectionsOf } from "../../text/blocks";
import type { Section } from "../../text/blocks";
import { CodePoints } from "../../text/codepoints";
import { chatLines, headerLines } from "../../text/header";
import { ArticleMenu } from "./ArticleMenu";
import { ChatView } from "./ChatView";
import { MailHead } from "./MailHead";
import { ArticleSection, OutsideSection } from "./Sections";
import classes from "./item.module.css";
import { SENTENCE, pageRange, rangeOfSentence, selectedRange, sentenceAt } from "./selection";
import { useHighlight } from "./useHighlight";
import { Warnings } from "./Warnings";

export interface TextPaneProps {
  text: UseQueryResult<ReadingText>;
  /** The newest reading of the item, where the address cites an older one. */
  newest: string | null;
  range: Range | null;
  article: number | undefined;
  select: (range: Range | null) => void;
}

export function TextPane({ text, ...rest }: TextPaneProps) {
  if (text.isPending) return <Waiting />;
  if (text.isError) return <ProblemNotice error={text.error} retry={() => void text.refetch()} />;
  return <Read reading={text.data} {...rest} />;
}

function Read({
  reading,
  newest,
  range,
  article,
  select,
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
  useHighlight("passage", root, (found) => (range === null ? [] : pageRange(found, range)), [
    range?.char_start,
    range?.char_end,
    sections,
  ]);
  useArticleInView(root, article, range);
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
            showArticle(root.current, number);
          }}
        />
        <p className={classes.hint}>{t("text.hint")}</p>
      </div>
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
        onMouseUp={choose}
        tabIndex={0}
        role="region"
        aria-label={t("text.region")}
      >
        {chat.length > 0 ? (
          <ChatView lines={chat} />
        ) : (
          <>
            <MailHead lines={header} />
            <Sections sections={sections} pages={reading.pages} language={reading.language} />
          </>
        )}
      </div>
    </section>
  );
}

/** Drawn once for each reading: selecting in it changes nothing here. */
const Sections = memo(function Sections({
  sections,
  pages,
  language,
}: {
  sections: Section[];
  pages: ReadingText["pages"];
  language: string | null;
}) {
  return (
    <>
      {sections.map((section) =>
        section.article === null ? (
          <OutsideSection key={section.start} section={section} pages={pages} language={language} />
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

function showArticle(root: HTMLElement | null, number: number): void {
  const card = root?.querySelector<HTMLElement>(`[data-article="${String(number)}"]`);
  card?.scrollIntoView({ block: "start" });
  card?.focus({ preventScroll: true });
}

function useArticleInView(
  root: RefObject<HTMLElement | null>,
  article: number | undefined,
  range: Range | null,
): void {
  const hasRange = range !== null;
  useEffect(() => {
    const pane = root.current;
    if (pane === null || hasRange) return;
    const card = pane.querySelector<HTMLElement>(
      article === undefined ? "[data-article]" : `[data-article="${String(article)}"]`,
    );
    // The menus of a site stand before its article: they are a scroll away, not in the way.
    if (article !== undefined || (card?.offsetTop ?? 0) > pane.clientHeight / 2) {
      card?.scrollIntoView({ block: "start" });
    }
  }, [root, article, hasRange]);
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
