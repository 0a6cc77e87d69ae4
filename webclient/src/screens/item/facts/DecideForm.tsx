import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ReactNode } from "react";

import { decide } from "../../../client/queries";
import type { Unreasoned } from "../../../client/queries";
import { useT } from "../../../i18n";
import { ProblemNotice } from "../../../parts/ProblemNotice";
import classes from "./facts.module.css";

/** Asks for the reason of a decision and enters it; `decision` is null while it is not complete. */
export function DecideForm({
  decision,
  meaning,
  done,
  cancel,
  children,
}: {
  decision: Unreasoned | null;
  meaning: string;
  done: (made: string | null) => void;
  cancel: () => void;
  children?: ReactNode;
}) {
  const t = useT();
  const [reason, setReason] = useState("");
  const [error, setError] = useState<unknown>(null);
  const [sending, setSending] = useState(false);
  const ready = decision !== null && reason.trim() !== "";
  const send = async (): Promise<void> => {
    if (decision === null) return;
    setSending(true);
    setError(null);
    try {
      done((await decide({ ...decision, reason: reason.trim() })).made);
    } catch (problem) {
      setError(problem);
      setSending(false);
    }
  };
  return (
    <form
      className={classes.decide}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !sending) void send();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        cancel();
      }}
    >
      <p className={classes.dim}>{meaning}</p>
      {children}
      <TextInput
        size="xs"
        required
        autoFocus={children === undefined}
        dir="auto"
        label={t("decide.reason")}
        description={t("decide.reasonFor")}
        inputWrapperOrder={["label", "input", "description"]}
        value={reason}
        maxLength={2000}
        onChange={(event) => {
          setReason(event.currentTarget.value);
        }}
      />
      {error !== null && <ProblemNotice error={error} />}
      <div className={classes.deeds}>
        <Button size="xs" type="submit" disabled={!ready} loading={sending}>
          {t("decide.enter")}
        </Button>
        <Button size="xs" variant="default" onClick={cancel}>
          {t("decide.cancel")}
        </Button>
      </div>
    </form>
  );
}
