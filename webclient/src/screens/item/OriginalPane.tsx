import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";

import type { Item } from "../../api";
import { useT } from "../../i18n";
import classes from "./item.module.css";
import { PagesView } from "./PagesView";
import type { FactsOn, Looking } from "./PagesView";
import { PictureFacts } from "./PictureFacts";
import { SourceView } from "./SourceView";
import { TableView } from "./TableView";
import type { TableViewProps } from "./TableView";

const SOURCE_TYPES = /^(text\/|application\/(xhtml\+xml|xml|json))/;
const TABLES =
  /^(text\/(csv|tab-separated-values)|application\/(vnd\.ms-excel|vnd\.oasis\.opendocument\.spreadsheet|vnd\.sqlite3|x-sqlite3|vnd\.apache\.parquet|vnd\.openxmlformats-officedocument\.spreadsheetml\..*))/;

type Shown = "erased" | "table" | "pages" | "source" | "sound" | "broken" | "nothing";

function kindOf(item: Item): Shown {
  const type = item.media_type ?? "";
  const readable = item.readings.length > 0 && item.state !== "unreadable" && item.state !== "refused";
  if (item.state === "erased") return "erased";
  if (TABLES.test(type) && readable && item.state !== "encrypted") return "table";
  if (type === "application/pdf") return readable && item.state !== "encrypted" ? "pages" : "broken";
  if (type.startsWith("image/") && type !== "image/svg+xml" && readable) return "pages";
  if (SOURCE_TYPES.test(type)) return "source";
  if (/^(audio|video)\//.test(type)) return "sound";
  return "nothing";
}

/** Whether there is something of the original itself to show. */
export function hasView(item: Item): boolean {
  return kindOf(item) !== "nothing";
}

/** The original itself: pictures of its pages, its cells, or its source; never anything active. */
export function OriginalPane(props: TableViewProps & Looking & FactsOn) {
  const t = useT();
  const { item, anchor } = props;
  const kind = kindOf(item);
  switch (kind) {
    case "table":
      return <TableView {...props} />;
    case "pages":
      return (
        <PagesView
          item={item}
          anchor={anchor}
          looked={props.looked}
          look={props.look}
          facts={props.facts}
          showFacts={props.showFacts}
        />
      );
    case "source":
      return <SourceView item={item} anchor={anchor} />;
    case "erased":
      return <div className={classes.noOriginal}><p>{t("state.erased.meaning")}</p></div>;
    default:
      return (
        <div className={classes.noOriginal}>
          <p>{t(kind === "broken" ? "original.notReadable" : kind === "sound" ? "original.notPlayed" : "original.noPicture")}</p>
          {item.media_type !== null && (
            <p className={classes.dim}>{t("original.kind")}: <code dir="ltr">{item.media_type}</code></p>
          )}
          {kind === "sound" && (
            <>
              <Button
                size="xs"
                variant="default"
                leftSection={<IconPlus size={14} aria-hidden />}
                onClick={() => {
                  props.facts.addAt({ kind: "time", start: 0, end: 0 });
                  props.showFacts();
                }}
              >
                {t("add.observationIn")}
              </Button>
              <PictureFacts item={item} />
            </>
          )}
        </div>
      );
  }
}
