/** What a reading says of itself, in the language of the page. */

import type { IntlShape } from "react-intl";

import { messageId } from "../i18n";

/** The server's sentences are English: there they are shown as they are, elsewhere by their code. */
export function noticeWords(intl: IntlShape, code: string | null, detail: string): string {
  const id = code === null ? null : messageId("notice", code);
  if (id === null || intl.locale.startsWith("en")) return detail;
  return intl.formatMessage({ id }, { n: numberIn(intl, detail), program: programIn(detail) });
}

/**
 * What a notice says of several items, each with a number of its own; the advice behind it is left
 * out, where it stands beside what to do. In English it is the server's sentence.
 */
export function noticeKind(intl: IntlShape, code: string, reason: string | null): string {
  const id = messageId("notice", code);
  if (id === null || intl.locale.startsWith("en")) return reason ?? code;
  const told = intl.formatMessage({ id }, { n: NUMBER, program: "…" }).split(/[;؛]/)[0] ?? "";
  return told.replace(COUNTED, "").replaceAll(NUMBER, "…").trim();
}

const NUMBER = "\ue000";
/** How Arabic sentences tell the number of what they are about. */
const COUNTED = /،? ?و?عدد\S*( المرات| المواضع| الصفحات)? \ue000،?| \(\ue000[^)]*\)/g;

/** The number of a notice: the first one in its sentence. */
function numberIn(intl: IntlShape, detail: string): string {
  const found = /\d+/.exec(detail);
  return found === null ? "" : intl.formatNumber(Number(found[0]));
}

function programIn(detail: string): string {
  return /: ([a-z]+);/.exec(detail)?.[1] ?? "";
}
