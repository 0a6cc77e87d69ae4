import { UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useIntl } from "react-intl";

import type { Item, ItemRow } from "../../api";
import { ITEMS_PER_PAGE, insideOf } from "../../client/queries";
import { useT } from "../../i18n";
import { noticeWords } from "../../parts/notices";
import { Pager } from "../../parts/Pager";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { RawName } from "../../parts/RawName";
import { Restrictions } from "../../parts/Restrictions";
import { size } from "../../parts/sizes";
import { StateBadge } from "../../parts/StateBadge";
import { Waiting } from "../../parts/Waiting";
import { plainName } from "../../text/controls";
import classes from "./item.module.css";

/** What was found inside of an item, as a tree; each has a page of its own. */
export function Inside({ item }: { item: Item }) {
  const t = useT();
  return (
    <div className={classes.sheetOfFacts} data-scrolls tabIndex={0} role="region" aria-label={t("side.inside")}>
      <p className={classes.dim}>{t((item.inside ?? 0) === 0 ? "inside.none" : "inside.meaning")}</p>
      {(item.inside ?? 0) > 0 && <Branch of={item.ref} label={t("side.inside")} />}
    </div>
  );
}

function Branch({ of, label }: { of: string; label: string }) {
  const [page, setPage] = useState(1);
  const found = useQuery(insideOf(of, page));
  if (found.isPending) return <Waiting />;
  if (found.isError) return <ProblemNotice error={found.error} retry={() => void found.refetch()} />;
  return (
    <>
      <ul className={classes.branch} aria-label={label}>
        {found.data.items.map((row) => (
          <Leaf key={row.ref} row={row} />
        ))}
      </ul>
      <Pager page={page} perPage={ITEMS_PER_PAGE} total={found.data.total} go={setPage} />
    </>
  );
}

function Leaf({ row }: { row: ItemRow }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const name = row.path ?? row.name;
  const label = plainName(name ?? row.ref);
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <li className={classes.leaf}>
      <div className={classes.leafLine}>
        {(row.inside ?? 0) > 0 ? (
          <UnstyledButton
            className={classes.leafToggle}
            aria-expanded={open}
            aria-label={t("inside.toggle", { name: label })}
            onClick={() => {
              setOpen(!open);
            }}
          >
            <Chevron size={16} className={classes.leafChevron} />
          </UnstyledButton>
        ) : (
          <span className={classes.leafToggle} />
        )}
        <LeafWords row={row} />
      </div>
      {open && <Branch of={row.ref} label={label} />}
    </li>
  );
}

/** The subject of a mail: inside of a mailbox it has a number for a name. */
function mailTitle(row: ItemRow): string | null {
  return /^(message\/|application\/vnd\.ms-outlook)/.test(row.media_type ?? "") ? row.title : null;
}

function LeafWords({ row }: { row: ItemRow }) {
  const t = useT();
  const intl = useIntl();
  return (
    <div className={classes.leafWords}>
      <Link to="/items/$ref" params={{ ref: row.ref }}>
        {row.hidden ? t("items.hidden") : <RawName name={mailTitle(row) ?? row.path ?? row.name ?? t("inside.unnamed")} />}
      </Link>
      <p className={classes.leafMeta}>
        <span dir="ltr" className={classes.ref}>{row.ref}</span>
        {mailTitle(row) !== null && row.path !== null && <RawName name={row.path} />}
        {row.state !== null && row.state !== "read" && <StateBadge state={row.state} />}
        {row.restricted && <Restrictions list={row.restrictions} />}
        {row.media_type !== null && <code dir="ltr">{row.media_type}</code>}
        {row.size !== null && row.state !== "erased" && <span>{size(intl, row.size)}</span>}
        {row.derivation !== null && (
          <span title={t(`derivation.${row.derivation}.meaning`)}>{t(`derivation.${row.derivation}`)}</span>
        )}
      </p>
      {row.reason !== null && <p className={classes.leafWhy} dir="auto">{noticeWords(intl, row.code, row.reason)}</p>}
    </div>
  );
}
