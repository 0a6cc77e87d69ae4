import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import { useIntl } from "react-intl";

import type { Anchor, Item } from "../../api";
import { source } from "../../client/queries";
import { useT } from "../../i18n";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { Waiting } from "../../parts/Waiting";
import { unitsOfBytes } from "../../text/bytes";
import classes from "./item.module.css";
import { placeWords } from "./place";
import { useHighlight } from "./useHighlight";

/** Drawn in pieces, so that the browser lays out only those in view. */
const PIECE = 8_000;

/** The source of a text or HTML original as plain text, with the bytes of the passage marked. */
export function SourceView({ item, anchor }: { item: Item; anchor: Anchor | null }) {
  const fetched = useQuery(source(item.ref));
  if (fetched.isPending) return <Waiting />;
  if (fetched.isError) return <ProblemNotice error={fetched.error} retry={() => void fetched.refetch()} />;
  return <Source item={item} anchor={anchor} text={fetched.data} />;
}

function Source({ item, anchor, text }: { item: Item; anchor: Anchor | null; text: string }) {
  const t = useT();
  const intl = useIntl();
  const root = useRef<HTMLDivElement>(null);
  const pieces = useMemo(() => piecesOf(text), [text]);
  const encoding = readingOf(item, anchor)?.encoding ?? null;
  const bytes = useMemo(
    () => (anchor?.locators ?? []).filter((locator) => locator.kind === "bytes"),
    [anchor],
  );
  const units = useMemo(
    () =>
      bytes.flatMap(({ start, end }) => {
        const found = unitsOfBytes(text, encoding, item.digests.size, start, end);
        return found === null ? [] : [found];
      }),
    [text, encoding, item.digests.size, bytes],
  );
  useHighlight(
    "source-passage",
    root,
    (found) => units.flatMap(([from, to]) => rangeIn(found, from, to) ?? []),
    [units, pieces],
  );
  return (
    <div className={classes.source}>
      <div className={classes.originalBar}>
        <span>{encoding === null ? t("original.source") : t("original.sourceIn", { encoding })}</span>
        {bytes.length > 0 && <span>{placeWords(intl, bytes)}</span>}
      </div>
      {units.length < bytes.length && (
        <p className={classes.otherReading} role="note">{t("original.notMarkable")}</p>
      )}
      <div
        ref={root}
        className={classes.sourceScroll}
        data-scrolls
        data-plain={item.media_type === "text/plain"}
        tabIndex={0}
        role="region"
        aria-label={t("side.original")}
        dir="ltr"
      >
        {pieces.map(({ from, text: piece }) => (
          <pre key={from} data-from={from}>{piece}</pre>
        ))}
      </div>
    </div>
  );
}

function readingOf(item: Item, anchor: Anchor | null) {
  return item.readings.find(({ key }) => key === anchor?.reading) ?? item.readings.at(-1);
}

/** Runs of whole lines of about `PIECE` units; together they are the text. */
function piecesOf(text: string): { from: number; text: string }[] {
  const pieces: { from: number; text: string }[] = [];
  let from = 0;
  while (from < text.length) {
    const line = text.indexOf("\n", from + PIECE);
    const to = line === -1 ? text.length : line + 1;
    pieces.push({ from, text: text.slice(from, to) });
    from = to;
  }
  return pieces;
}

function rangeIn(root: Element, from: number, to: number): Range | null {
  const pieces = [...root.querySelectorAll("pre")];
  const start = placeIn(pieces, from);
  const end = placeIn(pieces, to);
  if (start === null || end === null) return null;
  const range = document.createRange();
  range.setStart(...start);
  range.setEnd(...end);
  return range;
}

function placeIn(pieces: HTMLPreElement[], unit: number): [Node, number] | null {
  const piece = pieces.findLast(({ dataset }) => Number(dataset["from"]) <= unit);
  if (piece?.firstChild == null) return null;
  return [piece.firstChild, unit - Number(piece.dataset["from"])];
}
