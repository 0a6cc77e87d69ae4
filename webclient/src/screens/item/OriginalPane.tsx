import type { Anchor, Item } from "../../api";
import { useT } from "../../i18n";
import classes from "./item.module.css";
import { PagesView } from "./PagesView";
import { SourceView } from "./SourceView";

const SOURCE_TYPES = /^(text\/|application\/(xhtml\+xml|xml|json))/;

/** The original itself: pictures of its pages, or its source; never anything active. */
export function OriginalPane({ item, anchor }: { item: Item; anchor: Anchor | null }) {
  const t = useT();
  if (item.state === "erased") {
    return <div className={classes.noOriginal}><p>{t("state.erased.meaning")}</p></div>;
  }
  const type = item.media_type ?? "";
  const readable = item.readings.length > 0 && item.state !== "unreadable" && item.state !== "refused";
  if (type === "application/pdf" && readable) return <PagesView item={item} anchor={anchor} />;
  if (SOURCE_TYPES.test(type)) return <SourceView item={item} anchor={anchor} />;
  return (
    <div className={classes.noOriginal}>
      <p>{t(type === "application/pdf" ? "original.notReadable" : "original.noPicture")}</p>
      {type !== "" && <p className={classes.dim}>{t("original.kind")}: <code dir="ltr">{type}</code></p>}
    </div>
  );
}
