/** The acquisition form: its fields, and the conditions as the server wants them written. */

import type { RestrictionKind } from "../../api";

export interface Form {
  source: string;
  collector: string;
  purpose: string;
  method: string;
  consent: string;
  restrictions: RestrictionKind[];
  /** ISO 8601 date of an embargo. */
  embargoUntil: string;
}

export const METHODS = ["upload", "handover", "web-capture", "device-image", "e-mail"] as const;

export const RESTRICTIONS: readonly RestrictionKind[] = [
  "confidential",
  "lead-only",
  "view-only",
  "no-onward-sharing",
  "provider-consent",
  "embargo",
];

export function blankForm(collector: string): Form {
  return {
    source: "",
    collector,
    purpose: "",
    method: "upload",
    consent: "",
    restrictions: [],
    embargoUntil: "",
  };
}

/** An embargo without its date would bind nobody. */
export function lacksEmbargoDate(form: Form): boolean {
  return form.restrictions.includes("embargo") && !/^\d{4}-\d{2}-\d{2}$/.test(form.embargoUntil);
}

export function writtenRestrictions(form: Form): string[] {
  return form.restrictions.map((kind) => (kind === "embargo" ? `embargo:${form.embargoUntil}` : kind));
}
