import { Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useIntersection } from "@mantine/hooks";
import { useEffect, useMemo, useRef, useState } from "react";

import type { Anchor, Item, PageSize, Rect } from "../../api";
import { pagePicture, pageSizes } from "../../client/queries";
import { useT } from "../../i18n";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { Waiting } from "../../parts/Waiting";
import classes from "./item.module.css";
import { PictureFacts } from "./PictureFacts";
import { Veil } from "./Veil";

/** Whether somebody chose to look at the pictures of this item, since its page was opened. */
export interface Looking {
  looked: boolean;
  look: (looked: boolean) => void;
}

/** Notices of readings whose pages are pictures. */
const PICTURES = new Set([
  "no-text-layer",
  "pages-without-text",
  "text-recognised",
  "nothing-recognised",
  "pages-unrecognised",
  "recognition-cut",
]);

/** Whether nobody knows what the pages show: pictures, and pages without text of their own. */
function isGraphic(item: Item): boolean {
  const told = item.readings.at(-1)?.warnings ?? [];
  return item.media_type !== "application/pdf" || told.some(({ code }) => PICTURES.has(code));
}

/** Pictures of the pages, with the passage drawn as boxes where the reading found its words. */
export function PagesView({ item, anchor, looked, look }: { item: Item; anchor: Anchor | null } & Looking) {
  const t = useT();
  const sizes = useQuery(pageSizes(item.ref));
  const [colour, setColour] = useState(false);
  if (sizes.isPending) return <Waiting />;
  if (sizes.isError) return <ProblemNotice error={sizes.error} retry={() => void sizes.refetch()} />;
  const graphic = isGraphic(item);
  const veiled = graphic && !looked;
  const boxes = (anchor?.locators ?? []).filter((locator) => locator.kind === "page");
  return (
    <div className={classes.pages} data-colour={colour}>
      <div className={classes.originalBar}>
        <span>{t("original.pages", { count: sizes.data.length })}</span>
        {graphic && (
          <Switch
            size="xs"
            checked={looked}
            label={t("picture.show")}
            onChange={(event) => {
              look(event.currentTarget.checked);
            }}
          />
        )}
        <Switch
          size="xs"
          checked={colour}
          disabled={veiled}
          label={t("original.colour")}
          onChange={(event) => {
            setColour(event.currentTarget.checked);
          }}
        />
      </div>
      {/* Pages keep their own direction: the boxes are counted from the left edge. */}
      <div className={classes.pageScroll} dir="ltr" data-scrolls tabIndex={0} role="region" aria-label={t("side.original")}>
        {graphic && <PictureFacts item={item} />}
        {sizes.data.map((page) => (
          <PageFigure
            key={page.page}
            item={item}
            page={page}
            veiled={veiled}
            lift={() => {
              look(true);
            }}
            rects={boxes.flatMap((locator) => (locator.page === page.page ? locator.rects : []))}
          />
        ))}
      </div>
    </div>
  );
}

interface PageFigureProps {
  item: Item;
  page: PageSize;
  rects: readonly Rect[];
  veiled: boolean;
  lift: () => void;
}

function PageFigure({ item, page, rects, veiled, lift }: PageFigureProps) {
  const t = useT();
  const { ref, entry } = useIntersection({ rootMargin: "600px" });
  const [seen, setSeen] = useState(false);
  if (entry?.isIntersecting === true && !seen) setSeen(true);
  const picture = useQuery({ ...pagePicture(item.ref, page.page), enabled: seen });
  const url = useBlobUrl(picture.data);
  return (
    <figure className={classes.page}>
      <div ref={ref} className={classes.sheet} data-veiled={veiled} style={{ aspectRatio: page.width / page.height }}>
        {url !== null && (
          <img
            src={url}
            alt={t(veiled ? "picture.veiledOf" : "original.pageOf", { number: page.page, ref: item.ref })}
          />
        )}
        {picture.isError && <ProblemNotice error={picture.error} retry={() => void picture.refetch()} />}
        {veiled && <Veil lift={lift} />}
        {rects.map((rect) => (
          <Box key={rect.join()} rect={rect} page={page} />
        ))}
      </div>
      <figcaption>{t("page.number", { number: page.page })}</figcaption>
    </figure>
  );
}

function Box({ rect: [left, top, right, bottom], page }: { rect: Rect; page: PageSize }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const share = (value: number, whole: number): string => `${((value / whole) * 100).toFixed(4)}%`;
  return (
    <div
      ref={box}
      data-box
      className={classes.box}
      style={{
        left: share(left, page.width),
        top: share(top, page.height),
        width: share(right - left, page.width),
        height: share(bottom - top, page.height),
      }}
    />
  );
}

function useBlobUrl(blob: Blob | undefined): string | null {
  const url = useMemo(() => (blob === undefined ? null : URL.createObjectURL(blob)), [blob]);
  useEffect(
    () => () => {
      if (url !== null) URL.revokeObjectURL(url);
    },
    [url],
  );
  return url;
}
