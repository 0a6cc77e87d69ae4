import { Link } from "@tanstack/react-router";
import { useIntl } from "react-intl";

import type { Cite } from "../../law/matters";
import { useT } from "../../i18n";
import { edtfDay } from "../item/edtf";
import classes from "./law.module.css";

/** A cited passage: its words, and the way to where they stand in the item. */
export function Passage({ cite }: { cite: Cite }) {
  const t = useT();
  const intl = useIntl();
  const { item, fact, reading, char_start, char_end, quote, published, gone } = cite;
  return (
    <div className={classes.passage} data-gone={gone === true}>
      {gone === true ? (
        <p className={classes.gone}>{t("law.cite.gone")}</p>
      ) : (
        quote != null && <blockquote dir="auto">{quote.trim()}</blockquote>
      )}
      <p className={classes.passageFrom}>
        <Link
          to="/items/$ref"
          params={{ ref: item }}
          search={{
            ...(reading != null && { reading }),
            ...(char_start != null && { char_start }),
            ...(char_end != null && { char_end }),
            ...(fact != null && { fact: fact.slice(0, 16), side: "facts" as const }),
          }}
          className={classes.passageLink}
        >
          {gone === true ? t("law.cite.openItem") : t("law.cite.open")} <span dir="ltr">{item}</span>
        </Link>
        {published != null && <span>{t("law.cite.published", { date: edtfDay(intl, published) })}</span>}
      </p>
    </div>
  );
}
