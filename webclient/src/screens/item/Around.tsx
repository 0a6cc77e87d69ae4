import { Link } from "@tanstack/react-router";

import type { Item } from "../../api";
import { useT } from "../../i18n";
import { RawName } from "../../parts/RawName";
import classes from "./item.module.css";

/** The way to an item from what was acquired, one step for each thing around it. */
export function Around({ item }: { item: Item }) {
  const t = useT();
  if (item.around.length === 0) return null;
  return (
    <nav className={classes.around} aria-label={t("around")}>
      <ol>
        {item.around.map(({ ref, name }) => (
          <li key={ref}>
            <Link to="/items/$ref" params={{ ref }} search={{ side: "inside" }}>
              {name === null ? ref : <RawName name={name} />}
            </Link>
          </li>
        ))}
        <li aria-current="page">
          <RawName name={item.path ?? item.name ?? item.ref} />
        </li>
      </ol>
    </nav>
  );
}
