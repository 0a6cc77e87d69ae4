import { useIntl } from "react-intl";

import type { Item } from "../../api";
import { messageId, useT } from "../../i18n";
import { Exact } from "../../parts/Copy";
import { Facts } from "../../parts/Facts";
import { RawName } from "../../parts/RawName";
import { Ref } from "../../parts/Ref";
import { Restrictions } from "../../parts/Restrictions";
import { size } from "../../parts/sizes";
import { Said } from "../../parts/Said";
import { When } from "../../parts/When";
import { ClaimLines } from "./ClaimLines";
import { Descent } from "./Descent";
import classes from "./item.module.css";
import { Standing } from "./Standing";

/** How the item came here, what identifies its bytes, and what the original says of itself. */
export function About({ item }: { item: Item }) {
  const t = useT();
  const intl = useIntl();
  const { form, digests } = item;
  const method = form.method === null ? null : messageId("method", form.method);
  const bytes = t("about.byteCount", { count: digests.size });
  const words = (value: string | null) =>
    value === null ? <span className={classes.dim}>{t("notStated")}</span> : <Said text={value} />;
  return (
    <div className={classes.sheetOfFacts} data-scrolls tabIndex={0} role="region" aria-label={t("side.about")}>
      {(item.holds.length > 0 || item.order !== null) && (
        <>
          <h2>{t("standing")}</h2>
          <Standing item={item} all />
        </>
      )}
      <Descent item={item} />
      <h2>{t("about.form")}</h2>
      <Facts
        rows={[
          [t("field.source"), words(form.source)],
          [t("field.collector"), words(form.collector)],
          [t("field.purpose"), words(form.purpose)],
          [t("field.method"), method === null ? words(form.method) : t(method)],
          [t("field.consent"), words(form.consent)],
          [
            t("field.restrictions"),
            item.restrictions.length === 0 ? (
              <span className={classes.dim}>{t("none")}</span>
            ) : (
              <Restrictions list={item.restrictions} />
            ),
          ],
          ...(item.acquired_at === null ? [] : [[t("about.acquired"), <When key="at" at={item.acquired_at} />] as const]),
        ]}
      />
      <h2>{t("about.bytes")}</h2>
      <Facts
        rows={[
          ["SHA-256", <Exact key="sha" value={digests.sha256} label="SHA-256" />],
          ["BLAKE3", <Exact key="blake" value={digests.blake3} label="BLAKE3" />],
          [
            t("about.size"),
            digests.size < 1024
              ? bytes
              : t("about.sizeAndBytes", { size: size(intl, digests.size), bytes }),
          ],
          ...(item.media_type === null
            ? []
            : [[t("original.kind"), <code key="type" dir="ltr">{item.media_type}</code>] as const]),
        ]}
      />
      <h2>{t("about.occurrences")}</h2>
      <ul className={classes.plainList}>
        {item.occurrences.map(({ path, name, at, claimed }, index) => (
          <li key={index}>
            <RawName name={path ?? name ?? t("notStated")} /> <When at={at} />
            {claimed !== null && <ClaimLines claimed={claimed} />}
          </li>
        ))}
      </ul>
      {item.same_bytes.length > 0 && (
        <>
          <h2>{t("about.sameBytes")}</h2>
          <p className={classes.dim}>{t("about.sameBytes.meaning")}</p>
          <ul className={classes.plainList}>
            {item.same_bytes.map((ref) => (
              <li key={ref}>
                <Ref value={ref} />
              </li>
            ))}
          </ul>
        </>
      )}
      {item.metadata.length > 0 && (
        <>
          <h2>{t("about.metadata")}</h2>
          <p className={classes.dim}>{t("about.metadata.meaning")}</p>
          <Facts
            rows={item.metadata.map(([name, value]) => [
              <code key="name" dir="ltr">{name}</code>,
              <RawName key="value" name={value} />,
            ])}
          />
        </>
      )}
    </div>
  );
}
