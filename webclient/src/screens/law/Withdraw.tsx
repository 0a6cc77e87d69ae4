import { Button, TextInput } from "@mantine/core";
import { useState } from "react";

import { enterMatter } from "../../law/queries";
import { useT } from "../../i18n";
import { ProblemNotice } from "../../parts/ProblemNotice";
import classes from "./law.module.css";

/** Takes back what one entered oneself; the log keeps both. */
export function Withdraw({ of, done }: { of: string; done?: () => void }) {
  const t = useT();
  const [asking, ask] = useState(false);
  const [reason, setReason] = useState("");
  const [error, setError] = useState<unknown>(null);
  const [sending, setSending] = useState(false);
  if (!asking) {
    return (
      <button type="button" className={classes.quiet} onClick={() => { ask(true); }}>
        {t("law.withdraw")}
      </button>
    );
  }
  const send = async (): Promise<void> => {
    setSending(true);
    setError(null);
    try {
      await enterMatter({ decision: "withdraw-matter", key: of, reason: reason.trim() });
      ask(false);
      done?.();
    } catch (problem) {
      setError(problem);
    }
    setSending(false);
  };
  return (
    <form
      className={classes.withdraw}
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== "" && !sending) void send();
      }}
    >
      <TextInput
        size="xs"
        autoFocus
        required
        dir="auto"
        label={t("law.withdraw.why")}
        value={reason}
        maxLength={2000}
        onChange={(event) => { setReason(event.currentTarget.value); }}
      />
      {error !== null && <ProblemNotice error={error} />}
      <div className={classes.deeds}>
        <Button size="xs" type="submit" disabled={reason.trim() === ""} loading={sending}>{t("law.withdraw")}</Button>
        <Button size="xs" variant="default" onClick={() => { ask(false); }}>{t("decide.cancel")}</Button>
      </div>
    </form>
  );
}
