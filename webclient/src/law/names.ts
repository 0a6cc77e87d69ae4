/** How matters are called on the screens. */

import type { Label } from "./api";
import type { Matter, MatterKind, Standing } from "./matters";

export const KINDS_OF_MATTERS: readonly MatterKind[] = [
  "situation",
  "person",
  "incident",
  "proceeding",
  "undertaking",
  "charge",
  "conclusion",
];

/** The name of a matter in the language of the page where it has one, or its key. */
export function nameOf(
  matter: Matter,
  label: (words: Label) => string,
  known?: ReadonlyMap<string, Standing>,
): string {
  switch (matter.decision) {
    case "situation":
    case "person":
      return label({ en: matter.name, ar: matter.name_ar === undefined || matter.name_ar === "" ? matter.name : matter.name_ar });
    case "incident":
      return matter.name;
    case "undertaking":
      return matter.what;
    case "conclusion":
      return matter.text;
    case "proceeding": {
      if (matter.name !== undefined && matter.name !== "") return matter.name;
      const about = known?.get(matter.person ?? "")?.matter;
      return about === undefined ? matter.key : nameOf(about, label);
    }
    case "charge":
      return matter.name === undefined || matter.name === "" ? matter.key : matter.name;
    default:
      return matter.key;
  }
}
