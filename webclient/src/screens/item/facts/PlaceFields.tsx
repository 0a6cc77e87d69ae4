import { NumberInput, TextInput } from "@mantine/core";
import { useState } from "react";

import type { FactPlace, Rect } from "../../../api";
import { milliseconds, timeCode } from "../../../facts/times";
import { useT } from "../../../i18n";
import classes from "./facts.module.css";

const EDGES = ["left", "top", "right", "bottom"] as const;

/** Where something was noticed: the edges of a box on a page, or a time; the box can also be drawn. */
export function PlaceFields({ place, change }: { place: FactPlace; change: (place: FactPlace) => void }) {
  const t = useT();
  if (place.kind === "time") return <TimeFields place={place} change={change} />;
  const rect = place.rects[0] ?? [0, 0, 0, 0];
  return (
    <fieldset className={classes.placeFields}>
      <legend className={classes.dim}>{t("place.draw")}</legend>
      <NumberInput
        size="xs"
        label={t("place.pageNumber")}
        min={1}
        allowDecimal={false}
        value={place.page}
        onChange={(page) => {
          if (typeof page === "number") change({ ...place, page });
        }}
      />
      {EDGES.map((edge, at) => (
        <NumberInput
          key={edge}
          size="xs"
          label={t(`place.${edge}`)}
          min={0}
          allowDecimal={false}
          value={rect[at] ?? 0}
          onChange={(value) => {
            if (typeof value !== "number") return;
            change({ ...place, rects: [rect.with(at, value) as Rect] });
          }}
        />
      ))}
    </fieldset>
  );
}

function TimeFields({
  place,
  change,
}: {
  place: Extract<FactPlace, { kind: "time" }>;
  change: (place: FactPlace) => void;
}) {
  const t = useT();
  const [from, setFrom] = useState(timeCode(place.start));
  const [to, setTo] = useState(place.end === place.start ? "" : timeCode(place.end));
  const tell = (first: string, last: string): void => {
    const start = milliseconds(first);
    const end = last.trim() === "" ? start : milliseconds(last);
    if (start !== null && end !== null) change({ kind: "time", start, end: Math.max(start, end) });
  };
  return (
    <fieldset className={classes.placeFields}>
      <TextInput
        size="xs"
        dir="ltr"
        label={t("place.from")}
        value={from}
        error={milliseconds(from) === null}
        onChange={(event) => {
          setFrom(event.currentTarget.value);
          tell(event.currentTarget.value, to);
        }}
      />
      <TextInput
        size="xs"
        dir="ltr"
        label={t("place.to")}
        value={to}
        error={to.trim() !== "" && milliseconds(to) === null}
        onChange={(event) => {
          setTo(event.currentTarget.value);
          tell(from, event.currentTarget.value);
        }}
      />
    </fieldset>
  );
}
