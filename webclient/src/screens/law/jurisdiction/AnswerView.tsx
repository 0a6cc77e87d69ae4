import {
  IconBarrierBlock,
  IconCircleDashed,
  IconCircleDot,
  IconClipboardList,
  IconFileInfo,
  IconHelpCircle,
  IconInfoCircle,
  IconLineDashed,
  IconMessages,
} from "@tabler/icons-react";
import type { ComponentType, ReactNode } from "react";

import type { Answer, ChainStep, Outcome, Result } from "../../../law/jurisdiction";
import { useT } from "../../../i18n";
import { CopyButton } from "../../../parts/Copy";
import { isolated } from "../../../parts/sizes";
import { Provision, useLabel } from "../Labelled";
import law from "../law.module.css";
import classes from "./jurisdiction.module.css";

type Shape = ComponentType<{ size: number }>;

/** Shapes, all in one ink: a basis is no praise, its absence no acquittal. */
const RESULT: Record<Result, Shape> = {
  basis_found: IconCircleDot,
  no_basis_found: IconCircleDashed,
  undetermined: IconHelpCircle,
};

const OUTCOME: Record<Outcome, Shape> = {
  met: IconCircleDot,
  "not-met": IconCircleDashed,
  undetermined: IconHelpCircle,
  "not-needed": IconLineDashed,
  noted: IconInfoCircle,
  open: IconClipboardList,
};

/** An answer: the result in words, what it rests on and what it leaves open, and each step. */
export function AnswerView({ answer }: { answer: Answer }) {
  const t = useT();
  const label = useLabel();
  const Shape = RESULT[answer.result];
  return (
    <>
      <header className={classes.result} data-result={answer.result}>
        <h2><Shape size={20} aria-hidden /> {t(`law.result.${answer.result}`)}</h2>
        <p>{t(`law.result.${answer.result}.meaning`)}</p>
        <div className={law.deeds}>
          <CopyButton value={globalThis.location.href} label={t("law.copyAddress")} />
        </div>
      </header>
      <Block of="bases" icon={IconFileInfo} always>
        {answer.bases.map((each, at) => <Reason key={at} step={each} />)}
      </Block>
      <Block of="obstacles" icon={IconBarrierBlock}>
        {answer.obstacles.map((each, at) => <Reason key={at} step={each} />)}
      </Block>
      <Block of="unknowns" icon={IconHelpCircle}>
        {answer.unknowns.map((each, at) => (
          <li key={at}>
            <p className={classes.fact}><bdi>{label(each.fact)}</bdi></p>
            {each.turns.length > 0 && <p className={law.dim}>{t("law.turns", { days: isolated(each.turns.join(", ")) })}</p>}
          </li>
        ))}
      </Block>
      <Block of="contested" icon={IconMessages}>
        {answer.contested.map((each, at) => (
          <li key={at}>
            <p className={classes.fact}><bdi>{label(each.fact)}</bdi></p>
            {each.otherwise !== null && (
              <p className={law.dim}>{t("law.otherwise", { result: t(`law.result.${each.otherwise}`) })}</p>
            )}
            <p className={law.source}><Provision id={each.provision} /> <bdi>{label(each.source)}</bdi></p>
          </li>
        ))}
      </Block>
      <Block of="conditions" icon={IconClipboardList}>
        {answer.conditions.map((each, at) => <Reason key={at} step={each} outcome />)}
      </Block>
      <section className={classes.steps} aria-label={t("law.steps")}>
        <h3>{t("law.steps")}</h3>
        <p className={law.dim}>{t("law.steps.meaning")}</p>
        <ol className={classes.chain}>
          {answer.steps.map((step, at) => (
            <li key={at} className={classes.step}>
              <p className={classes.stepHead}>
                <Provision id={step.provision} />
                <OutcomeMark outcome={step.outcome} />
              </p>
              <p className={classes.fact}><bdi>{label(step.fact)}</bdi></p>
              <p className={law.source}><bdi>{label(step.source)}</bdi></p>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

function Block({
  of,
  icon: Icon,
  always = false,
  children,
}: {
  of: "bases" | "obstacles" | "unknowns" | "contested" | "conditions";
  icon: Shape;
  /** It is told that there is none, too. */
  always?: boolean;
  children: readonly ReactNode[];
}) {
  const t = useT();
  if (children.length === 0 && !always) return null;
  return (
    <section className={classes.block} data-block={of} aria-label={t(`law.${of}`)}>
      <h3><Icon size={17} aria-hidden /> {t(`law.${of}`)}</h3>
      {children.length === 0 ? <p className={law.dim}>{t("law.bases.none")}</p> : <ul>{children}</ul>}
    </section>
  );
}

function Reason({ step, outcome = false }: { step: ChainStep; outcome?: boolean }) {
  const label = useLabel();
  return (
    <li>
      <p className={classes.fact}><bdi>{label(step.fact)}</bdi> {outcome && <OutcomeMark outcome={step.outcome} />}</p>
      <p className={law.source}><Provision id={step.provision} /> <bdi>{label(step.source)}</bdi></p>
    </li>
  );
}

function OutcomeMark({ outcome }: { outcome: Outcome }) {
  const t = useT();
  const Shape = OUTCOME[outcome];
  return (
    <span className={classes.outcome} data-outcome={outcome}>
      <Shape size={14} aria-hidden />
      {t(`law.outcome.${outcome}`)}
    </span>
  );
}
