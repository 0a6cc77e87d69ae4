import { Link } from "@tanstack/react-router";
import { IconEraser, IconShieldLock } from "@tabler/icons-react";
import type { ReactNode } from "react";

import type { Hold, Item, Order } from "../../api";
import { T, useT } from "../../i18n";
import { Said } from "../../parts/Said";
import { When } from "../../parts/When";
import classes from "./item.module.css";

/** So many holds are told at the head of an item; the sheet about it tells all. */
const AT_HEAD = 2;

/** What whoever handles the item must see at once: that it is on hold, or is to be erased. */
export function Standing({ item, all = false }: { item: Item; all?: boolean }) {
  const t = useT();
  const holds = all ? item.holds : item.holds.slice(0, AT_HEAD);
  const more = item.holds.length - holds.length;
  if (holds.length === 0 && item.order === null) return null;
  return (
    <ul className={classes.standing} aria-label={t("standing")}>
      {holds.map((hold) => (
        <HoldLine key={hold.number} hold={hold} />
      ))}
      {more > 0 && <li>{t("standing.more", { count: more })}</li>}
      {item.order !== null && <OrderLine order={item.order} />}
    </ul>
  );
}

function HoldLine({ hold }: { hold: Hold }) {
  const t = useT();
  return (
    <li title={t("standing.hold.meaning")}>
      <IconShieldLock size={16} aria-hidden />
      <span>
        <T
          id="standing.hold"
          values={{
            at: <When key="at" at={hold.at} short />,
            by: <bdi key="by">{hold.by}</bdi>,
            reason: words(hold.reason, t("standing.notShown")),
          }}
        />{" "}
        <EntryLink number={hold.number} item={hold.item} />
      </span>
    </li>
  );
}

function OrderLine({ order }: { order: Order }) {
  const t = useT();
  return (
    <li>
      <IconEraser size={16} aria-hidden />
      <span>
        <T
          id={order.state === "open" ? "standing.order" : "standing.order.confirmed"}
          values={{
            at: <When key="at" at={order.ordered_at} short />,
            by: <bdi key="by">{order.ordered_by}</bdi>,
            basis: words(order.basis, t("standing.notShown")),
          }}
        />{" "}
        <EntryLink number={order.number} item={order.item} />
      </span>
    </li>
  );
}

function words(text: string | null, otherwise: string): ReactNode {
  return text === null ? otherwise : <Said key="said" text={text} />;
}

function EntryLink({ number, item }: { number: number; item: string }) {
  const t = useT();
  return (
    <Link to="/custody" search={{ item }} className={classes.entryLink}>
      {t("entry.index", { index: String(number) })}
    </Link>
  );
}
