import { Button, TextInput } from "@mantine/core";
import { useState } from "react";

import { useT } from "../i18n";
import { statePurpose, usePurpose } from "../preferences/purpose";
import classes from "./frame.module.css";

export function PurposeForm({ done }: { done?: () => void }) {
  const t = useT();
  const stated = usePurpose();
  const [words, setWords] = useState(stated ?? "");
  return (
    <form
      className={classes.purposeForm}
      onSubmit={(event) => {
        event.preventDefault();
        statePurpose(words);
        done?.();
      }}
    >
      <TextInput
        label={t("purpose.field")}
        placeholder={t("purpose.example")}
        value={words}
        dir="auto"
        data-autofocus
        onChange={(event) => {
          setWords(event.currentTarget.value);
        }}
      />
      <Button type="submit" size="sm" disabled={words.trim() === ""}>
        {t("purpose.set")}
      </Button>
    </form>
  );
}
