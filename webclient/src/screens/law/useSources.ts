/** The lists of which a form takes its values: of law, and of what people have entered. */

import { useQuery } from "@tanstack/react-query";
import { useIntl } from "react-intl";

import { crimes, matters, models, modes, standards, states, undertakingKinds } from "../../law/queries";
import { FORMS } from "../../law/fields";
import type { Source, Values } from "../../law/fields";
import { EFFECTS, HELD, ofKind, standingOf } from "../../law/matters";
import type { Matter, MatterKind, Standing } from "../../law/matters";
import { KINDS_OF_MATTERS, nameOf } from "../../law/names";
import { useLabel } from "./Labelled";
import type { Option } from "./Choice";
import { stateOptions } from "./states";
import { useElements } from "./useElements";

export interface Sources {
  of: (source: Source) => readonly Option[];
  /** Keys that something has already. */
  taken: ReadonlySet<string>;
  /** The matter as it is sent: a link to a contextual element is one of the whole situation. */
  placed: (matter: Matter) => Matter;
}

export function useSources(kind: MatterKind, values: Values): Sources {
  const intl = useIntl();
  const label = useLabel();
  const needs = new Set(FORMS[kind].flatMap((field) => ("of" in field ? [field.of] : [])));
  const ofCrimes = useQuery({ ...crimes, enabled: needs.has("crimes") });
  const ofModes = useQuery({ ...modes, enabled: needs.has("modes") });
  const ofStandards = useQuery({ ...standards, enabled: needs.has("standards") });
  const ofStates = useQuery({ ...states, enabled: needs.has("states") });
  const ofModels = useQuery({ ...models, enabled: needs.has("models") || needs.has("steps") });
  const ofUndertakings = useQuery({ ...undertakingKinds, enabled: needs.has("undertakings") });
  const entered = useQuery(matters(KINDS_OF_MATTERS));
  const known = standingOf(entered.data ?? []);
  const situation = text(values["situation"]);
  const family = ofCrimes.data?.crimes.find(({ id }) => id === text(values["crime"]))?.family;
  const elements = useElements(text(values["charge"]), needs.has("elements"));

  const entries = (of: MatterKind): Option[] =>
    ofKind(known, of)
      .filter((each) => belongs(each, situation))
      .map(({ matter }) => ({ value: matter.key, label: nameOf(matter, label, known) }));
  const options: Partial<Record<Source, () => Option[]>> = {
    crimes: () => (ofCrimes.data?.crimes ?? []).map(({ id, label: words }) => ({ value: id, label: label(words), also: [words.en, words.ar] })),
    modes: () => (ofModes.data ?? []).filter((mode) => family === undefined || mode.families.includes(family)).map(({ id, label: words }) => ({ value: id, label: label(words), also: [words.en, words.ar] })),
    standards: () => (ofStandards.data ?? []).map(({ code, label: words }) => ({ value: code, label: label(words) })),
    states: () => stateOptions(ofStates.data?.states ?? [], label),
    models: () => (ofModels.data ?? []).map(({ id, label: words }) => ({ value: id, label: label(words) })),
    steps: () => {
      const proceeding = known.get(text(values["proceeding"]) ?? "")?.matter;
      const model = proceeding?.decision === "proceeding" ? proceeding.model : undefined;
      return (ofModels.data ?? [])
        .filter(({ id }) => id === model)
        .flatMap(({ steps }) => steps.map(({ code, label: words }) => ({ value: code, label: label(words) })));
    },
    undertakings: () => (ofUndertakings.data ?? []).map(({ code, label: words }) => ({ value: code, label: label(words) })),
    elements: () => elements.map(({ element: id, label: words }) => ({ value: id, label: label(words), also: [words.en, words.ar] })),
    effects: () => EFFECTS.map((each) => ({ value: each, label: intl.formatMessage({ id: `law.effect.${each}` }) })),
    held: () => HELD.map((each) => ({ value: each, label: intl.formatMessage({ id: `law.held.${each}` }) })),
  };
  return {
    of: (source) => options[source]?.() ?? entries(source as MatterKind),
    taken: new Set((entered.data ?? []).map(({ matter }) => matter.key)),
    placed: (matter) => {
      if (matter.decision !== "link" && matter.decision !== "assess") return matter;
      const element = elements.find(({ element: id }) => id === matter.element);
      const charge = known.get(matter.charge ?? "")?.matter;
      if (element?.scope !== "situation" || charge?.decision !== "charge") return matter;
      return { ...matter, charge: null, situation: charge.situation };
    },
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Where a situation is chosen, only what belongs to it is offered; persons belong to none. */
function belongs({ matter }: Standing, situation: string | undefined): boolean {
  if (situation === undefined || matter.decision === "situation") return true;
  return !("situation" in matter) || matter.situation === situation;
}
