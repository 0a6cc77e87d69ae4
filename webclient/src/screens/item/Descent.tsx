import type { Item } from "../../api";
import { useT } from "../../i18n";
import { Facts } from "../../parts/Facts";
import { RawName } from "../../parts/RawName";
import { Ref } from "../../parts/Ref";
import classes from "./item.module.css";

/** How the bytes of something inside were had from those of what it was found in. */
export function Descent({ item }: { item: Item }) {
  const t = useT();
  const parent = item.around.at(-1);
  if (parent === undefined || item.derivation === null) return null;
  const bytes =
    item.start === null || item.end === null
      ? t("descent.scattered")
      : t("descent.bytes", { start: String(item.start), end: String(item.end) });
  return (
    <>
      <h2>{t("descent")}</h2>
      <p className={classes.dim}>{t(`derivation.${item.derivation}.meaning`)}</p>
      <Facts
        rows={[
          [t("descent.in"), <Ref key="in" value={parent.ref} />],
          ...(item.path === null ? [] : [[t("descent.path"), <RawName key="path" name={item.path} />] as const]),
          [t("descent.place"), bytes],
          ...(item.declared === null
            ? []
            : [[t("descent.declared"), <code key="declared" dir="ltr">{item.declared}</code>] as const]),
          ...(item.modified === null
            ? []
            : [[t("descent.modified"), <bdi key="modified" dir="ltr">{item.modified}</bdi>] as const]),
        ]}
      />
    </>
  );
}
