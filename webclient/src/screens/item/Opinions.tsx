import { IconAlertTriangle } from "@tabler/icons-react";

import type { Item } from "../../api";
import { messageId, useT } from "../../i18n";
import classes from "./item.module.css";

const DISPUTES = new Set(["kind-disputed", "name-misleads", "kind-double"]);

/** Where the means of identification disagree about what the bytes are: who says what. */
export function Opinions({ item }: { item: Item }) {
  const t = useT();
  const reading = item.readings.at(-1);
  const told = reading?.warnings.filter(({ code }) => DISPUTES.has(code)) ?? [];
  if (reading === undefined || told.length === 0) return null;
  return (
    <section className={classes.opinions} aria-label={t("opinions")}>
      <p>
        <IconAlertTriangle size={16} aria-hidden /> <b>{t("opinions")}</b>
      </p>
      <dl>
        {reading.opinions.map(([who, kind]) => (
          <div key={`${who}${kind}`}>
            <dt>{opinionOf(t, who)}</dt>
            <dd><code dir="ltr">{kind}</code></dd>
          </div>
        ))}
      </dl>
      <p className={classes.dim}>{t("opinions.meaning")}</p>
    </section>
  );
}

function opinionOf(t: ReturnType<typeof useT>, who: string): string {
  const id = messageId("opinion", who);
  return id === null ? who : t(id);
}
