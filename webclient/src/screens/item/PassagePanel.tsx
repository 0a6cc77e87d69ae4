import { Button, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy, IconGavel, IconPlus, IconX } from "@tabler/icons-react";
import { useIntl } from "react-intl";

import type { Anchor, Fact, Item, ReadingText } from "../../api";
import { session } from "../../client/queries";
import { useKeys } from "../../frame/useKeys";
import { useT } from "../../i18n";
import { CopyButton } from "../../parts/Copy";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { Tell } from "../../parts/Tell";
import { Waiting } from "../../parts/Waiting";
import { citation } from "./citation";
import classes from "./item.module.css";
import { FactsHere } from "./facts/FactsHere";
import { placeWords } from "./place";

/** The selected passage: its words, where they stand in the original, and how to cite them. */
export function PassagePanel({
  item,
  text,
  place,
  facts,
  open,
  show,
  add,
  useInLaw,
  leave,
  showOriginal,
}: {
  item: Item;
  text: ReadingText | null;
  place: UseQueryResult<Anchor>;
  /** Facts of which words are among these, the open one, and how another is opened. */
  facts: readonly Fact[];
  open: Fact | null;
  show: (fact: Fact) => void;
  /** Begins a fact on these words; null while one is being written. */
  add: (() => void) | null;
  /** Cites these words in law; null while that is being written. */
  useInLaw: (() => void) | null;
  leave: () => void;
  /** Only where the original is not in view beside the text. */
  showOriginal: (() => void) | null;
}) {
  const t = useT();
  return (
    <section className={classes.passage} aria-label={t("passage")}>
      <header>
        <h2>{t("passage")}</h2>
        <UnstyledButton className={classes.leave} aria-label={t("passage.leave")} title={`${t("passage.leave")} (Esc)`} onClick={leave}>
          <IconX size={16} />
        </UnstyledButton>
      </header>
      {place.isError && <ProblemNotice error={place.error} retry={() => void place.refetch()} />}
      {place.isPending && <Waiting />}
      {place.isSuccess && (
        <Located item={item} text={text} anchor={place.data} showOriginal={showOriginal} add={add} useInLaw={useInLaw} />
      )}
      <FactsHere facts={facts} open={open} show={show} />
    </section>
  );
}

function Located({
  item,
  text,
  anchor,
  showOriginal,
  add,
  useInLaw,
}: {
  item: Item;
  text: ReadingText | null;
  anchor: Anchor;
  showOriginal: (() => void) | null;
  add: (() => void) | null;
  useInLaw: (() => void) | null;
}) {
  const t = useT();
  const intl = useIntl();
  const words = placeWords(intl, anchor.locators);
  const { data: known } = useQuery(session);
  const cited = citation(intl, {
    anchor,
    item,
    archive: known?.archive ?? { name: "", origin: "" },
    article: articleOf(text, anchor),
  });
  const clipboard = useClipboard({ timeout: 2000 });
  const copy = (): void => {
    clipboard.copy(cited);
  };
  useKeys({ "copy-citation": copy });
  return (
    <>
      <blockquote dir="auto" className={classes.quote} {...(text?.language != null && { lang: text.language })}>
        {anchor.quote}
      </blockquote>
      <p className={classes.place}>
        <b>{t("passage.inOriginal", { place: words })}</b>{" "}
        <span>
          {t("passage.inReading", { start: String(anchor.char_start), end: String(anchor.char_end) })}{" "}
          <code dir="ltr" title={anchor.reading}>{anchor.reading.slice(0, 8)}</code>
        </span>
      </p>
      <div className={classes.passageDeeds}>
        <Button
          size="xs"
          leftSection={clipboard.copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          onClick={copy}
        >
          <span aria-live="polite">{t(clipboard.copied ? "copied" : "passage.copyCitation")}</span>
        </Button>
        <CopyButton value={linkTo(item, anchor)} label={t("passage.copyLink")} />
        {add !== null && (
          <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} title={`${t("add.observation")} (a)`} onClick={add}>
            {t("add.observation")}
          </Button>
        )}
        {useInLaw !== null && (
          <Button size="xs" variant="default" leftSection={<IconGavel size={14} aria-hidden />} title={`${t("law.linkPassage")} (l)`} onClick={useInLaw}>
            {t("law.linkPassage")}
          </Button>
        )}
        {showOriginal !== null && (
          <Button size="xs" variant="default" onClick={showOriginal}>
            {t("passage.showOriginal")}
          </Button>
        )}
      </div>
      <Tell text={t("passage.inOriginal", { place: words })} />
    </>
  );
}

function articleOf(text: ReadingText | null, anchor: Anchor) {
  const found = text?.articles.find(
    ({ span }) => span.char_start <= anchor.char_start && anchor.char_end <= span.char_end,
  );
  return found === undefined
    ? null
    : { number: found.article + 1, title: found.title?.quote.trim() ?? null };
}

/** A link that pins the reading, so that newer readings cannot move the passage. */
function linkTo(item: Item, anchor: Anchor): string {
  const query = new URLSearchParams({
    reading: anchor.reading,
    char_start: String(anchor.char_start),
    char_end: String(anchor.char_end),
  });
  return `${globalThis.location.origin}/items/${encodeURIComponent(item.ref)}?${query.toString()}`;
}
