import { useIntl } from "react-intl";

import type { Item } from "../../api";
import { useT } from "../../i18n";
import { RawName } from "../../parts/RawName";
import { Restrictions } from "../../parts/Restrictions";
import { Said } from "../../parts/Said";
import { languageName, size } from "../../parts/sizes";
import { StateBadge } from "../../parts/StateBadge";
import { Around } from "./Around";
import { DownloadOriginal } from "./DownloadOriginal";
import classes from "./item.module.css";

export function ItemHead({ item }: { item: Item }) {
  const t = useT();
  const intl = useIntl();
  return (
    <header className={classes.head}>
      <div className={classes.headWords}>
        <Around item={item} />
        <h1 dir="auto" {...(item.language !== null && { lang: item.language })}>
          <RawName name={item.title ?? item.name ?? item.ref} />
        </h1>
        <p className={classes.headMeta}>
          <span dir="ltr" className={classes.ref}>{item.ref}</span>
          {item.state !== null && <StateBadge state={item.state} />}
          {item.restricted && <Restrictions list={item.restrictions} />}
          {item.name !== null && item.title !== null && <RawName name={item.name} />}
          {item.language !== null && <span>{languageName(intl, item.language)}</span>}
          {item.size !== null && item.state !== "erased" && <span>{size(intl, item.size)}</span>}
          {item.source !== null && (
            <span>
              {t("item.from")} <Said text={item.source} />
            </span>
          )}
        </p>
      </div>
      {item.state !== "erased" && <DownloadOriginal item={item} />}
    </header>
  );
}
