/** A passage as a citation that a stranger can follow to exact bytes. */

import type { IntlShape } from "react-intl";

import type { Anchor, Item } from "../../api";
import { placeWords } from "./place";
import { moment } from "../../parts/When";

export interface Cited {
  anchor: Anchor;
  item: Item;
  archive: { name: string; origin: string };
  /** Of the article that the passage is in. */
  article: { number: number; title: string | null } | null;
}

/** Plain text of a few lines, in the language of `intl`; identifiers are kept whole. */
export function citation(intl: IntlShape, { anchor, item, archive, article }: Cited): string {
  const say = (id: string, values: Record<string, string> = {}): string =>
    intl.formatMessage({ id: id as "cite.item" }, values);
  const acquired = item.entries.find(({ type }) => type === "acquired");
  const title = article?.title ?? item.title ?? item.name ?? item.ref;
  const lines = [
    `“${anchor.quote}”`,
    article === null
      ? title
      : say("cite.article", { title, number: intl.formatNumber(article.number) }),
    say("cite.item", { ref: item.ref, archive: archive.name, origin: archive.origin }),
    say("cite.original", { sha256: anchor.original, place: placeWords(intl, anchor.locators) }),
    say("cite.reading", {
      reading: anchor.reading,
      start: String(anchor.char_start),
      end: String(anchor.char_end),
    }),
    acquired === undefined
      ? ""
      : say("cite.entry", { index: String(acquired.index), at: moment(intl, acquired.at) }),
    say("cite.counting"),
  ];
  return lines.filter((line) => line !== "").join("\n");
}
