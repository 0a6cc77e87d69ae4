/** The two languages of the pages. Both are complete; a test holds them against each other. */

import { useMemo } from "react";
import type { ReactNode } from "react";
import { RawIntlProvider, createIntl, useIntl } from "react-intl";
import type { IntlShape } from "react-intl";

import { LANGUAGES } from "../preferences/language";
import type { Language } from "../preferences/language";
import ar from "./ar.json";
import en from "./en.json";

export type MessageId = keyof typeof en;

export const MESSAGES: Record<Language, Record<MessageId, string>> = { en, ar };

type Tag = (parts: ReactNode) => ReactNode;

/** Values that a message may hold; text that is not ours is isolated in its own direction. */
export type Values = Record<string, ReactNode | Tag>;

export function intlFor(language: Language): IntlShape {
  return createIntl({ locale: LANGUAGES[language].locale, messages: MESSAGES[language] });
}

export function Messages({ language, children }: { language: Language; children: ReactNode }) {
  const intl = useMemo(() => intlFor(language), [language]);
  return <RawIntlProvider value={intl}>{children}</RawIntlProvider>;
}

/** `t("key")` for strings: labels, titles, attributes. */
export function useT(): (id: MessageId, values?: Record<string, string | number>) => string {
  const intl = useIntl();
  return (id, values) => intl.formatMessage({ id }, values);
}

/** A message with elements inside it: links, isolated names, code. */
export function T({ id, values }: { id: MessageId; values?: Values }) {
  const intl = useIntl();
  // The library's type knows tags of strings only; it hands elements through all the same.
  return <>{intl.formatMessage({ id }, { ...TAGS, ...values } as unknown as Record<string, string>)}</>;
}

const TAGS: Record<string, Tag> = {
  b: (parts) => <b>{parts}</b>,
  code: (parts) => <code dir="auto">{parts}</code>,
};

/** The message of a code that the server sent, or null where this page does not know the code. */
export function messageId(prefix: string, code: string): MessageId | null {
  const id = `${prefix}.${code}`;
  return id in en ? (id as MessageId) : null;
}
