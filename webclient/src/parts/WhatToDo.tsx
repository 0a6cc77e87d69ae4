import type { State } from "../api";
import { T, messageId } from "../i18n";

/** What a person can do about an item that was not read to its end; the notice says more than the state. */
export function WhatToDo({ state, code }: { state: State; code: string | null }) {
  const id = (code === null ? null : messageId("todo", code)) ?? messageId(`state.${state}`, "next");
  return id === null ? null : <T id={id} />;
}
