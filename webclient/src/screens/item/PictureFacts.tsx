import { useIntl } from "react-intl";
import type { IntlShape } from "react-intl";
import type { ReactNode } from "react";

import type { Item } from "../../api";
import { useT } from "../../i18n";
import { Facts } from "../../parts/Facts";
import { isolated } from "../../parts/sizes";
import classes from "./item.module.css";

type Told = ReadonlyMap<string, string>;
type FactRow = readonly [name: ReactNode, value: ReactNode];

/** What a picture, a sound or a film says of itself: size, when by which statement, where, with what. */
export function PictureFacts({ item }: { item: Item }) {
  const t = useT();
  const intl = useIntl();
  const told: Told = new Map(item.metadata);
  const stated = [...created(t, told), ...place(t, told), ...device(t, told)];
  const measured = [...extent(t, intl, told), ...likeness(t, told), ...recognised(t, intl, told)];
  if (stated.length + measured.length === 0) return null;
  return (
    <section className={classes.pictureFacts} aria-label={t("picture.facts")}>
      {stated.length > 0 && (
        <>
          <Facts rows={stated} />
          <p className={classes.dim}>{t("picture.facts.meaning")}</p>
        </>
      )}
      {measured.length > 0 && <Facts rows={measured} />}
    </section>
  );
}

type Say = ReturnType<typeof useT>;

function extent(t: Say, intl: IntlShape, told: Told): FactRow[] {
  const [width, height] = [told.get("image:width"), told.get("image:height")];
  const seconds = told.get("media:seconds");
  return [
    ...(width !== undefined && height !== undefined
      ? [[t("picture.size"), t("picture.pixels", { size: isolated(`${width} × ${height}`) })] as const]
      : []),
    ...(seconds === undefined || Number.isNaN(Number(seconds))
      ? []
      : [[t("picture.length"), intl.formatNumber(Number(seconds), { style: "unit", unit: "second", unitDisplay: "long", maximumFractionDigits: 1 })] as const]),
    ...[...told].flatMap(([name, value]): FactRow[] =>
      name.startsWith("media:stream-") ? [[t("picture.stream"), <code key={name} dir="ltr">{value}</code>]] : [],
    ),
  ];
}

function created(t: Say, told: Told): FactRow[] {
  const at = told.get("dcterms:created");
  if (at === undefined) return [];
  const basis = told.get("dcterms:created.basis");
  const zoned = /[Z]$|[+-]\d\d:\d\d$/.test(at);
  return [
    [
      t("picture.created"),
      <span key="at">
        <bdi dir="ltr" className={classes.entryLink}>{at.replace("T", " ")}</bdi>
        {!zoned && ` (${t("picture.noZone")})`}
        {basis !== undefined && (
          <span className={classes.basis}>
            {t("picture.basis")} <code dir="ltr">{basis}</code>
          </span>
        )}
      </span>,
    ],
  ];
}

function place(t: Say, told: Told): FactRow[] {
  const [lat, long, alt, at] = ["geo:lat", "geo:long", "geo:alt", "geo:time"].map((name) => told.get(name));
  if (lat === undefined || long === undefined) return [];
  return [
    [
      t("picture.place"),
      <span key="place">
        <bdi dir="ltr">{`${lat}, ${long}`}</bdi>
        {alt !== undefined && ` · ${t("picture.altitude", { metres: isolated(alt) })}`}
        {at !== undefined && (
          <span className={classes.basis}>
            {t("picture.satellites")} <bdi dir="ltr" className={classes.entryLink}>{at}</bdi>
          </span>
        )}
      </span>,
    ],
  ];
}

function device(t: Say, told: Told): FactRow[] {
  const words = ["exif:Make", "exif:Model", "exif:Software"].flatMap((name) => told.get(name) ?? []);
  return words.length === 0 ? [] : [[t("picture.device"), <bdi key="device">{words.join(" · ")}</bdi>]];
}

function likeness(t: Say, told: Told): FactRow[] {
  const [hash, quality] = [told.get("pdq:hash"), told.get("pdq:quality")];
  if (hash === undefined) return [];
  return [
    [
      t("picture.hash"),
      <span key="hash">
        <code dir="ltr" className={classes.hash}>{hash}</code>
        <span className={classes.basis}>{t("picture.quality", { quality: quality ?? "?" })}</span>
      </span>,
    ],
  ];
}

function recognised(t: Say, intl: IntlShape, told: Told): FactRow[] {
  const [words, sure] = [told.get("ocr:words"), told.get("ocr:confidence")];
  if (words === undefined || sure === undefined) return [];
  return [[t("picture.recognised"), t("picture.recognised.how", { words: intl.formatNumber(Number(words)), sure })]];
}
