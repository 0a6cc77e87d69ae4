/** How a query was read, as a sentence in the language of the page. */

import type { IntlShape } from "react-intl";

import type { Condition, Sought, Understood } from "../../api";
import { messageId } from "../../i18n";
import type { MessageId } from "../../i18n";
import { isolated, languageName } from "../../parts/sizes";

export function understoodWords(intl: IntlShape, read: Understood): string {
  const main = read.everything || read.conditions.length > 0 ? [mainSentence(intl, read)] : [];
  const remarks = read.remarks.flatMap(({ code, shown }) => {
    const id = messageId("remark", code);
    return id === null ? [] : [intl.formatMessage({ id }, { words: quoted(intl, shown ?? "") })];
  });
  return [...main, ...remarks].join(" ");
}

function mainSentence(intl: IntlShape, { conditions, language }: Understood): string {
  const wanted = conditions.filter(({ excluded }) => !excluded);
  const unwanted = conditions.filter(({ excluded }) => excluded);
  return say(intl, "understood", {
    hasWanted: flag(wanted.length > 0),
    wanted: joined(intl, wanted),
    hasUnwanted: flag(unwanted.length > 0),
    unwanted: joined(intl, unwanted),
    hasLanguage: flag(language !== null),
    language: languageName(intl, language ?? ""),
  });
}

/** Where one of several is enough, "and" alone would leave open what belongs together. */
function joined(intl: IntlShape, conditions: readonly Condition[]): string {
  const told = conditions.map(({ any_of }) => alternatives(intl, any_of));
  if (conditions.every(({ any_of }) => any_of.length === 1)) {
    return intl.formatList(told, { type: "conjunction" });
  }
  return told.reduce((first, next) => say(intl, "understood.also", { first, next }));
}

function alternatives(intl: IntlShape, any: readonly Sought[]): string {
  const words = intl.formatList(any.map((one) => sought(intl, one)), { type: "disjunction" });
  return any.length === 1 ? words : say(intl, "understood.either", { words });
}

function sought(intl: IntlShape, { kind, shown, title }: Sought): string {
  if (kind === "language") {
    return say(intl, "understood.language", { words: languageName(intl, shown) });
  }
  const words = quoted(intl, shown);
  const told = kind === "word" ? words : say(intl, `understood.${kind}`, { words });
  return title ? say(intl, "understood.inTitle", { words: told }) : told;
}

function quoted(intl: IntlShape, words: string): string {
  return isolated(say(intl, "understood.quoted", { words }));
}

function say(intl: IntlShape, id: MessageId, values: Record<string, string>): string {
  return intl.formatMessage({ id }, values);
}

function flag(value: boolean): string {
  return value ? "yes" : "no";
}
