import { Button, PasswordInput } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import type { SyntheticEvent } from "react";

import type { Became } from "../api";
import { useT } from "../i18n";
import { ProblemBox } from "../parts/ProblemNotice";
import { Tell } from "../parts/Tell";
import classes from "./reading.module.css";
import { useReadAgain } from "./useReadAgain";
import type { Rereading, Wanted } from "./useReadAgain";

const OUTCOMES: readonly Became[] = ["read", "changed", "same", "kept", "not-read", "not-determinate"];

/** Reads items once more; where they are locked, with a password, which is kept nowhere. */
export function ReadAgain({ wanted, count, locked }: { wanted: Wanted; count: number; locked: boolean }) {
  const t = useT();
  const { rereading, start } = useReadAgain();
  const [password, setPassword] = useState("");
  const go = (event: SyntheticEvent): void => {
    event.preventDefault();
    start(locked && password !== "" ? { ...wanted, passwords: [password] } : wanted);
    setPassword("");
  };
  return (
    <form className={classes.again} onSubmit={go} autoComplete="off">
      {locked && (
        <PasswordInput
          size="xs"
          className={classes.password}
          label={t("again.password")}
          description={t("again.password.kept")}
          value={password}
          autoComplete="off"
          maxLength={1000}
          onChange={(event) => {
            setPassword(event.currentTarget.value);
          }}
        />
      )}
      <Button
        size="xs"
        type="submit"
        variant="default"
        disabled={count === 0}
        loading={rereading?.running ?? false}
        leftSection={<IconRefresh size={15} aria-hidden />}
      >
        {t("again.go", { count })}
      </Button>
      {rereading !== null && <Outcome rereading={rereading} count={count} />}
    </form>
  );
}

function Outcome({ rereading, count }: { rereading: Rereading; count: number }) {
  const t = useT();
  const told = OUTCOMES.flatMap((became) => {
    const number = rereading.became[became] ?? 0;
    return number === 0 ? [] : [t(`became.${became}`, { count: number })];
  });
  const words = rereading.running
    ? t("again.running", { done: rereading.done, count })
    : told.length === 0
      ? t("again.nothing")
      : told.join(" ");
  return (
    <div className={classes.outcome}>
      {rereading.broken === null ? <p>{words}</p> : <ProblemBox problem={rereading.broken} />}
      <Tell text={rereading.running ? "" : words} />
    </div>
  );
}
