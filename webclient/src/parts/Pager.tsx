import { Button } from "@mantine/core";
import { useT } from "../i18n";
import classes from "./parts.module.css";

/** Goes through a long list page by page; the page is in the address. */
export function Pager({
  page,
  perPage,
  total,
  go,
}: {
  page: number;
  perPage: number;
  total: number;
  go: (page: number) => void;
}) {
  const t = useT();
  if (total <= perPage && page === 1) return null;
  const first = (page - 1) * perPage + 1;
  const last = Math.min(page * perPage, total);
  return (
    <nav className={classes.pager} aria-label={t("pager")}>
      <Button size="xs" variant="default" disabled={page <= 1} onClick={() => { go(page - 1); }}>
        {t("pager.previous")}
      </Button>
      <span>{t("pager.range", { first, last, total })}</span>
      <Button size="xs" variant="default" disabled={last >= total} onClick={() => { go(page + 1); }}>
        {t("pager.next")}
      </Button>
    </nav>
  );
}
