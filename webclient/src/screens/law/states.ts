import type { Label, StateRow } from "../../law/api";
import type { Option } from "./Choice";

/** States and territories to choose from, found by any of their names or codes. */
export function stateOptions(states: readonly StateRow[], label: (words: Label) => string): Option[] {
  return states.map((state) => ({
    value: state.code,
    label: label({ en: state.name, ar: state.name_ar }),
    also: [state.name, state.name_ar, state.alpha2, ...state.aliases],
  }));
}
