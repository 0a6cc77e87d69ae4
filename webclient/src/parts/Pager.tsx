import { Button, TextInput } from "@mantine/core";
import { useState } from "react";

import { useT } from "../i18n";
import classes from "./parts.module.css";

/** From so many pages on, a page can be gone to by its number. */
const MANY = 4;

/** Goes through a long list page by page; the page is in the address. */
export function Pager({
  page,
  perPage,
  total,
  what,
  go,
}: {
  page: number;
  perPage: number;
  total: number;
  /** What is gone through, where it is not a list. */
  what?: string;
  go: (page: number) => void;
}) {
  const t = useT();
  if (total <= perPage && page === 1) return null;
  const pages = Math.ceil(total / perPage);
  const first = (page - 1) * perPage + 1;
  const last = Math.min(page * perPage, total);
  return (
    <nav className={classes.pager} aria-label={what ?? t("pager")}>
      <Button size="xs" variant="default" disabled={page <= 1} onClick={() => { go(page - 1); }}>
        {t("pager.previous")}
      </Button>
      <span>
        {perPage === 1 ? t("pager.part", { page, total }) : t("pager.range", { first, last, total })}
      </span>
      <Button size="xs" variant="default" disabled={last >= total} onClick={() => { go(page + 1); }}>
        {t("pager.next")}
      </Button>
      {pages >= MANY && <Jump pages={pages} go={go} />}
    </nav>
  );
}

/** Goes to a page by its number, held between the first and the last. */
function Jump({ pages, go }: { pages: number; go: (page: number) => void }) {
  const t = useT();
  const [words, setWords] = useState("");
  return (
    <form
      className={classes.jump}
      onSubmit={(event) => {
        event.preventDefault();
        const number = pageNumber(words);
        if (number !== null) go(Math.min(Math.max(1, number), pages));
        setWords("");
      }}
    >
      <TextInput
        size="xs"
        inputMode="numeric"
        aria-label={t("pager.jump", { pages })}
        placeholder={t("pager.jump", { pages })}
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value);
        }}
      />
      <Button size="xs" variant="default" type="submit" disabled={pageNumber(words) === null}>
        {t("pager.go")}
      </Button>
    </form>
  );
}

const ARABIC_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** A page as people write it, in Arabic digits, too. */
export function pageNumber(words: string): number | null {
  const plain = words.trim().replace(ARABIC_DIGITS, (digit) => String(digit.charCodeAt(0) & 0xf));
  return /^\d{1,9}$/.test(plain) ? Number(plain) : null;
}
