/** A check as it goes: what each event changes in what is known of it. Pure. */

import type { CheckEvent, CheckStep, Problem } from "../api";

export interface StepState {
  step: CheckStep;
  title: string;
  done: number;
  total: number;
  state: "waiting" | "running" | "ok" | "failed";
}

export interface Checking {
  steps: StepState[];
  problems: { step: CheckStep; path: string | null; detail: string }[];
  end: Extract<CheckEvent, { event: "end" }> | null;
  /** Why the check came to no end, if it did not. */
  broken: Problem | null;
}

/** The steps of every check; others are added where the server tells of them. */
const ORDER: readonly CheckStep[] = ["log-signature", "log-structure", "originals", "coverage"];

export function begun(): Checking {
  const steps = ORDER.map((step): StepState => ({ step, title: "", done: 0, total: 0, state: "waiting" }));
  return { steps, problems: [], end: null, broken: null };
}

export function after(checking: Checking, event: CheckEvent): Checking {
  switch (event.event) {
    case "step": {
      const { step, title, done, total, state } = event;
      const told: StepState = { step, title, done, total, state };
      const known = checking.steps.some((old) => old.step === step);
      const steps = known
        ? checking.steps.map((old) => (old.step === step ? told : old))
        : [...checking.steps, told];
      return { ...checking, steps };
    }
    case "problem": {
      const { step, path, detail } = event;
      return { ...checking, problems: [...checking.problems, { step, path, detail }] };
    }
    case "end":
      // What was waited for and never came was no step of this check.
      return {
        ...checking,
        steps: checking.steps.filter(({ state }) => state !== "waiting"),
        end: event,
      };
  }
}
