import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useDebouncedValue, useMediaQuery } from "@mantine/hooks";

import type { Item } from "../../api";
import type { ItemView, Side } from "../../address";
import { itemDetails, location, readingText } from "../../client/queries";
import type { Range } from "../../client/queries";
import { IN_TEXT, factsIn } from "../../facts/kinds";
import type { Kind } from "../../facts/kinds";
import type { Chosen } from "../../facts/fields";
import { useTabTitle } from "../../frame/Screen";
import type { Deed } from "../../frame/shortcuts";
import { useKeys } from "../../frame/useKeys";
import { CodePoints } from "../../text/codepoints";
import { useT } from "../../i18n";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { Waiting } from "../../parts/Waiting";
import { CaptureSide } from "../capture/CaptureSide";
import { About } from "./About";
import { AlikePane } from "./AlikePane";
import classes from "./item.module.css";
import { Inside } from "./Inside";
import { ItemCustody } from "./ItemCustody";
import { ItemHead } from "./ItemHead";
import { LawSide } from "./LawSide";
import { NoText } from "./NoText";
import { Opinions } from "./Opinions";
import { OriginalPane, hasView } from "./OriginalPane";
import { PassagePanel } from "./PassagePanel";
import { Readings } from "./Readings";
import { SideTabs, isCapture } from "./SideTabs";
import { Standing } from "./Standing";
import { TextPane } from "./TextPane";
import { FactsSide } from "./facts/FactsSide";
import { useFacts } from "./facts/useFacts";
import type { FactsView } from "./facts/useFacts";

/** A range must rest this long before the server is asked for its place. */
const RESTED_MS = 200;

export function ItemScreen() {
  const { ref } = useParams({ from: "/items/$ref" });
  const item = useQuery(itemDetails(ref));
  const t = useT();
  useTabTitle(item.data?.title ?? item.data?.name ?? ref);

  if (item.isPending) return <Waiting />;
  if (item.isError) {
    return (
      <div className={classes.alone}>
        <h1>{t("item.named", { ref })}</h1>
        <ProblemNotice error={item.error} retry={() => void item.refetch()} />
      </div>
    );
  }
  return <Opened key={ref} item={item.data} />;
}

function hasText(item: Item): boolean {
  return item.state === "read" || item.state === "partly-read";
}

/** The selected range, where the address holds a whole one. */
function rangeOf(view: ItemView): Range | null {
  const { char_start, char_end } = view;
  if (char_start === undefined || char_end === undefined || char_end <= char_start) return null;
  return { char_start, char_end };
}

function Opened({ item }: { item: Item }) {
  const view = useSearch({ from: "/items/$ref" });
  const navigate = useNavigate({ from: "/items/$ref" });
  const narrow = useMediaQuery("(max-width: 62em)", undefined, { getInitialValueInEffect: false });
  const newest = item.readings.at(-1)?.key;
  // The newest has one address in memory, whether the view names it or not.
  const older = view.reading === newest ? undefined : view.reading;
  const text = useQuery({ ...readingText(item.ref, older), enabled: hasText(item) });

  const range = rangeOf(view);
  const place = usePlace(item, text.data?.reading, range);
  const holds = (item.inside ?? 0) > 0 && !hasView(item) ? "inside" : "original";
  const besides = isCapture(item) ? "capture" : holds;
  const side = view.side ?? (narrow ? "text" : besides);
  const beside = side === "text" ? besides : side;
  const [looked, setLooked] = useState(false);
  const points = useMemo(
    () => (text.data === undefined ? null : new CodePoints(text.data.text)),
    [text.data],
  );
  const selected: Chosen | null =
    range === null || points === null
      ? null
      : { ...range, quote: points.slice(range.char_start, range.char_end) };

  const select = (next: Range | null): void => {
    void navigate({
      replace: true,
      resetScroll: false,
      search: ({ side: shown, article, part, sheet, row, fact, off }) => ({
        side: shown,
        part,
        sheet,
        row,
        off,
        ...(fact !== undefined && next !== null && isInOpenFact(next) && { fact }),
        ...(next === null ? { article } : { reading: text.data?.reading, ...next }),
      }),
    });
  };

  const facts = useFacts(item, text.data?.reading, view, range, ({ range: to, ...change }) => {
    void navigate({
      replace: true,
      resetScroll: false,
      search: (old) => ({
        ...old,
        ...change,
        ...(to !== undefined && {
          reading: text.data?.reading,
          char_start: to.char_start,
          char_end: to.char_end,
          part: undefined,
          article: undefined,
        }),
      }),
    });
  });
  /** Choosing words of the open fact, or for what is being written, does not close it. */
  function isInOpenFact({ char_start, char_end }: Range): boolean {
    const span = facts.open?.span;
    if (facts.draft !== null) return true;
    return span !== undefined && span.char_start <= char_start && char_end <= span.char_end;
  }
  useFactKeys(facts, range === null ? null : () => {
    facts.add(selected);
  });
  const choose = (next: Side): void => {
    void navigate({ replace: true, resetScroll: false, search: (old) => ({ ...old, side: next }) });
  };
  const useInLaw = (): void => {
    choose("law");
  };
  useKeys({ ...(range !== null && hasText(item) && { "link-element": useInLaw }) });

  // On a narrow screen the open fact tells the same, and needs the room.
  const passage = range !== null && !(narrow && (side === "facts" || side === "law")) && (
    <PassagePanel
      item={item}
      text={text.data ?? null}
      place={place}
      facts={factsIn(facts.facts, range).filter(({ kind }) => !facts.off.has(kind as Kind))}
      open={facts.open}
      show={facts.show}
      add={
        facts.draft === null
          ? () => {
              facts.add(selected);
            }
          : null
      }
      useInLaw={side === "law" ? null : useInLaw}
      leave={() => {
        select(null);
      }}
      showOriginal={
        (narrow ? side : beside) === "original"
          ? null
          : () => {
              choose("original");
            }
      }
    />
  );
  const textPane = hasText(item) ? (
    <TextPane
      text={text}
      facts={facts}
      newest={older === undefined ? null : (newest ?? null)}
      range={range}
      article={view.article}
      part={view.part}
      select={select}
      show={(where) => {
        void navigate({
          replace: true,
          resetScroll: false,
          search: (old) => ({ ...old, article: undefined, part: undefined, ...where }),
        });
      }}
    />
  ) : (
    <NoText item={item} />
  );
  return (
    <div className={classes.item}>
      <ItemHead item={item} />
      <Standing item={item} />
      <Opinions item={item} />
      <div className={classes.panes} data-narrow={narrow}>
        {!narrow && <div className={classes.textSide}>{textPane}</div>}
        <div className={classes.side}>
          {!narrow && passage}
          <SideTabs
            item={item}
            narrow={narrow}
            shown={narrow ? side : beside}
            facts={facts.facts.length}
            choose={choose}
          >
            {{
              text: textPane,
              capture: <CaptureSide item={item} />,
              original: (
                <OriginalPane
                  item={item}
                  anchor={place.data ?? null}
                  looked={looked}
                  look={setLooked}
                  facts={facts}
                  showFacts={() => {
                    choose("facts");
                  }}
                  reading={older}
                  range={range}
                  select={select}
                  shown={{ sheet: view.sheet, row: view.row }}
                  show={(sheet, row) => {
                    void navigate({ replace: true, resetScroll: false, search: (old) => ({ ...old, sheet, row }) });
                  }}
                />
              ),
              facts: (
                <FactsSide
                  of={item}
                  reading={text.data?.reading}
                  view={facts}
                  selected={selected}
                  select={(to) => {
                    select(to);
                    if (narrow) choose("text");
                  }}
                />
              ),
              law: (
                <LawSide
                  item={item.ref}
                  reading={text.data?.reading}
                  selected={selected}
                  leave={() => {
                    choose(narrow ? "text" : besides);
                  }}
                />
              ),
              inside: <Inside item={item} />,
              alike: <AlikePane item={item} />,
              about: <About item={item} />,
              readings: <Readings item={item} current={text.data?.reading ?? null} />,
              custody: <ItemCustody item={item} />,
            }}
          </SideTabs>
          {narrow && passage}
        </div>
      </div>
    </div>
  );
}

/** Keys that go through facts, switch their kinds, and begin a new one. */
function useFactKeys(facts: FactsView, add: (() => void) | null): void {
  const kinds = Object.fromEntries(
    IN_TEXT.map((kind): [Deed, () => void] => [
      `kind-${kind}`,
      () => {
        facts.turn(kind);
      },
    ]),
  );
  useKeys({
    ...kinds,
    "all-kinds": facts.turnAll,
    "next-fact": () => {
      facts.step(1);
    },
    "previous-fact": () => {
      facts.step(-1);
    },
    ...(add !== null && { "add-fact": add }),
  });
}

/** Where the range stands in the original, asked once the selecting has come to rest. */
function usePlace(item: Item, reading: string | undefined, range: Range | null) {
  const asked =
    range === null || reading === undefined
      ? null
      : `${reading} ${range.char_start} ${range.char_end}`;
  const [rested] = useDebouncedValue(asked, RESTED_MS);
  return useQuery({
    ...location(item.ref, reading ?? "", range ?? { char_start: 0, char_end: 0 }),
    enabled: asked !== null && rested === asked && hasText(item),
  });
}
