import { Button, TextInput } from "@mantine/core";
import { useState } from "react";

import { useT } from "../../i18n";
import classes from "./custody.module.css";

/** Shows only the entries about one item, named by its reference. */
export function ItemFilter({ item, choose }: { item: string | undefined; choose: (item: string | undefined) => void }) {
  const t = useT();
  const [words, setWords] = useState(item ?? "");
  return (
    <form
      className={classes.filter}
      onSubmit={(event) => {
        event.preventDefault();
        choose(words.trim() === "" ? undefined : words.trim().toUpperCase());
      }}
    >
      <TextInput
        size="xs"
        dir="ltr"
        aria-label={t("custody.filter")}
        placeholder="IT-…"
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value);
        }}
      />
      <Button type="submit" size="xs" variant="default">
        {t("custody.filter.go")}
      </Button>
      {item !== undefined && (
        <Button size="xs" variant="subtle" onClick={() => { choose(undefined); }}>
          {t("custody.filter.clear")}
        </Button>
      )}
    </form>
  );
}
