import { Button } from "@mantine/core";
import { IconArrowBack, IconCheck, IconPencil, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useIntl } from "react-intl";

import type { Fact, Span } from "../../../api";
import { kindOf } from "../../../facts/kinds";
import { headline, saidBy } from "../../../facts/words";
import type { Names } from "../../../facts/words";
import { useKeys } from "../../../frame/useKeys";
import { useT } from "../../../i18n";
import { Tell } from "../../../parts/Tell";
import { DecideForm } from "./DecideForm";
import { DecisionList } from "./DecisionList";
import { FactFields } from "./FactFields";
import { FactRecipe } from "./FactRecipe";
import classes from "./facts.module.css";
import { HeldBadge } from "./HeldBadge";

type Deciding = "right" | "wrong" | { withdraw: number };

/** One fact: what it says in plain words, who holds what of it, and how it was found. */
export function FactPanel({
  fact,
  names,
  back,
  step,
  go,
  show,
  correct,
}: {
  fact: Fact;
  names: Names;
  back: () => void;
  step: (by: 1 | -1) => void;
  go: (span: Span) => void;
  /** Opens another fact by its id. */
  show: (id: string) => void;
  correct: () => void;
}) {
  const t = useT();
  const intl = useIntl();
  const kind = kindOf(fact);
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const [told, setTold] = useState("");
  useKeys({
    "mark-right": () => { setDeciding("right"); },
    "mark-wrong": () => { setDeciding("wrong"); },
    ...(kind !== null && { "correct-fact": correct }),
  });
  if (kind === null) return null;
  const done = (): void => {
    setDeciding(null);
    setTold(t("decide.entered"));
  };
  return (
    <article className={classes.fact} aria-label={`${t(`kind.${kind}`)}: ${headline(fact)}`}>
      <div className={classes.factBar}>
        <Button size="compact-xs" variant="subtle" leftSection={<IconArrowBack size={14} className={classes.turns} aria-hidden />} onClick={back}>
          {t("fact.back")}
        </Button>
        <span>
          <Button size="compact-xs" variant="default" title={`${t("fact.previous")} (p)`} onClick={() => { step(-1); }}>
            {t("fact.previous")}
          </Button>{" "}
          <Button size="compact-xs" variant="default" title={`${t("fact.next")} (n)`} onClick={() => { step(1); }}>
            {t("fact.next")}
          </Button>
        </span>
      </div>
      <h2>
        <span className={classes.sample} data-kind={kind}>{t(`kind.${kind}`)}</span>{" "}
        <HeldBadge fact={fact} whole />
      </h2>
      {kind === "noticed" && <p className={classes.headline} dir="auto">{headline(fact)}</p>}
      {kind === "claim" && <p className={classes.plainly}>{saidBy(intl, fact, names)}</p>}
      <FactFields fact={fact} kind={kind} names={names} go={go} />
      {fact.corrects !== undefined && (
        <p className={classes.beside}>
          {t("fact.corrects")}{" "}
          <Button size="compact-xs" variant="default" onClick={() => { show(fact.corrects ?? ""); }}>
            {t("fact.showOld")}
          </Button>
        </p>
      )}
      {deciding === null ? (
        <div className={classes.deeds}>
          <Button size="xs" variant="default" leftSection={<IconCheck size={14} aria-hidden />} title={t("decide.rightMeans")} onClick={() => { setDeciding("right"); }}>
            {t("decide.right")}
          </Button>
          <Button size="xs" variant="default" leftSection={<IconX size={14} aria-hidden />} title={t("decide.wrongMeans")} onClick={() => { setDeciding("wrong"); }}>
            {t("decide.wrong")}
          </Button>
          <Button size="xs" variant="default" leftSection={<IconPencil size={14} aria-hidden />} title={t("decide.correctMeans")} onClick={correct}>
            {t("decide.correct")}
          </Button>
        </div>
      ) : (
        <DecideForm
          key={JSON.stringify(deciding)}
          decision={
            typeof deciding === "string"
              ? { decision: "mark", item: fact.item, fact: fact.id, mark: deciding }
              : { decision: "withdraw", item: fact.item, number: deciding.withdraw }
          }
          meaning={t(
            typeof deciding !== "string"
              ? "decide.takeBackMeans"
              : deciding === "right" ? "decide.rightMeans" : "decide.wrongMeans",
          )}
          done={done}
          cancel={() => { setDeciding(null); }}
        />
      )}
      <Tell text={told} />
      <h3>{t("fact.decisions")}</h3>
      <DecisionList fact={fact} show={show} takeBack={(number) => { setDeciding({ withdraw: number }); }} />
      {fact.recipe !== undefined && fact.recipe !== "" && <FactRecipe item={fact.item} id={fact.recipe} />}
    </article>
  );
}
