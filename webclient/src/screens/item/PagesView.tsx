import { Button, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useIntersection } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";

import type { Anchor, Item, PageSize, Rect } from "../../api";
import { pagePicture, pageSizes } from "../../client/queries";
import { useT } from "../../i18n";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { Waiting } from "../../parts/Waiting";
import { Drawing, NoticedBoxes } from "./facts/NoticedBoxes";
import type { FactsView } from "./facts/useFacts";
import classes from "./item.module.css";
import { PictureFacts } from "./PictureFacts";
import { Veil } from "./Veil";

/** Whether somebody chose to look at the pictures of this item, since its page was opened. */
export interface Looking {
  looked: boolean;
  look: (looked: boolean) => void;
}

/** The facts of the item, and how to go to them. */
export interface FactsOn {
  facts: FactsView;
  showFacts: () => void;
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
export function PagesView({
  item,
  anchor,
  looked,
  look,
  facts,
  showFacts,
}: { item: Item; anchor: Anchor | null } & Looking & FactsOn) {
  const t = useT();
  const sizes = useQuery(pageSizes(item.ref));
  const [colour, setColour] = useState(false);
  if (sizes.isPending) return <Waiting />;
  if (sizes.isError) return <ProblemNotice error={sizes.error} retry={() => void sizes.refetch()} />;
  const graphic = isGraphic(item);
  const veiled = graphic && !looked;
  const place = facts.draft?.place;
  const drawing = place?.kind === "page" ? place : null;
  const boxes = (anchor?.locators ?? []).filter((locator) => locator.kind === "page");
  return (
    <div className={classes.pages} data-colour={colour}>
      <div className={classes.originalBar}>
        <span>{t("original.pages", { count: sizes.data.length })}</span>
        {drawing === null ? (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            disabled={veiled}
            onClick={() => {
              facts.addAt({ kind: "page", page: 1, rects: [[0, 0, 0, 0]] });
            }}
          >
            {t("add.observationOn")}
          </Button>
        ) : (
          <Button size="compact-xs" onClick={showFacts}>
            {t("add.describe")}
          </Button>
        )}
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
      {drawing !== null && <p className={classes.drawHint} role="note">{t("place.draw")}</p>}
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
          >
            {!veiled && <NoticedBoxes facts={facts.facts} page={page} open={facts.show} />}
            {!veiled && drawing !== null && (
              <Drawing
                page={page}
                rect={drawing.page === page.page ? (drawing.rects[0] ?? null) : null}
                drawn={(rect) => {
                  if (facts.draft === null) return;
                  facts.write({ ...facts.draft, place: { kind: "page", page: page.page, rects: [rect] } });
                }}
              />
            )}
          </PageFigure>
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
  children: ReactNode;
}

function PageFigure({ item, page, rects, veiled, lift, children }: PageFigureProps) {
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
        {children}
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
