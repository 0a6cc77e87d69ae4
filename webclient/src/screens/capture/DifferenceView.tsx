import { IconArrowsUpDown, IconClock, IconMinus, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ComponentType } from "react";

import type { Change, Paragraph } from "../../capture/api";
import { captureOf, changeOf } from "../../capture/queries";
import { useT } from "../../i18n";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { RawName } from "../../parts/RawName";
import { Ref } from "../../parts/Ref";
import { Waiting } from "../../parts/Waiting";
import classes from "./capture.module.css";
import { useMeasures } from "./measures";
import { Picture, lastPicture } from "./Picture";

/** How the capture of one look differs from the one that it was held against. */
export function DifferenceView({ watch, place }: { watch: string; place: number }) {
  const t = useT();
  const found = useQuery(changeOf(watch, place));
  return (
    <section className={classes.difference} aria-label={t("change.title")}>
      <h2>{t("change.title")}</h2>
      {found.isPending && <Waiting />}
      {found.isError && <ProblemNotice error={found.error} retry={() => void found.refetch()} />}
      {found.isSuccess && <Shown change={found.data} />}
    </section>
  );
}

function Shown({ change }: { change: Change }) {
  const t = useT();
  const measures = useMeasures();
  const said = measures(change.measures);
  const [oldAddress, newAddress] = change.addresses;
  const [oldTitle, newTitle] = change.titles;
  return (
    <>
      <p className={classes.said}>
        <span>{t("change.before")} <Ref value={change.before} /></span>
        <span>{t("change.after")} <Ref value={change.after} /></span>
      </p>
      <p>{said.length > 0 ? said.join(" ") : t("change.nothing")}</p>
      {change.measures.address === true && <Both label={t("change.address")} before={oldAddress} after={newAddress} />}
      {change.measures.title === true && <Both label={t("change.pageTitle")} before={oldTitle} after={newTitle} />}
      <Texts change={change} />
      <Pictures before={change.before} after={change.after} />
    </>
  );
}

function Both({ label, before, after }: { label: string; before: string | null; after: string | null }) {
  const t = useT();
  return (
    <dl className={classes.both}>
      <dt>{label}</dt>
      <dd><del>{before === null ? t("none") : <RawName name={before} />}</del></dd>
      <dd><ins>{after === null ? t("none") : <RawName name={after} />}</ins></dd>
    </dl>
  );
}

const SIGNS: Record<Paragraph["became"], ComponentType<{ size: number }> | null> = {
  kept: null,
  added: IconPlus,
  removed: IconMinus,
  moved: IconArrowsUpDown,
  clock: IconClock,
};

function Texts({ change }: { change: Change }) {
  const t = useT();
  if (change.paragraphs === null) return <p>{t("change.noText")}</p>;
  if (change.paragraphs.length === 0) return <p>{t("change.sameText")}</p>;
  return (
    <>
      <h3>{t("change.text")}</h3>
      <ol className={classes.paragraphs}>
        {change.paragraphs.map((paragraph, index) => (
          <ParagraphLine key={index} paragraph={paragraph} />
        ))}
        {change.skipped > 0 && <li className={classes.skipped}>{t("change.skipped", { count: change.skipped })}</li>}
      </ol>
      {change.cut && <p className={classes.alarm}>{t("change.cut")}</p>}
    </>
  );
}

/** The direction of the first letter: isolated words inside of a block do not give it one. */
function directionOf(text: string): "rtl" | "ltr" {
  const first = /\p{L}/u.exec(text)?.[0] ?? "";
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/.test(first) ? "rtl" : "ltr";
}

function ParagraphLine({ paragraph: { became, text, was, skipped } }: { paragraph: Paragraph }) {
  const t = useT();
  const Icon = SIGNS[became];
  const words = <RawName name={text} />;
  return (
    <>
      {skipped > 0 && <li className={classes.skipped}>{t("change.skipped", { count: skipped })}</li>}
      <li className={classes.paragraph} data-became={became}>
        <span className={classes.sign}>
          {Icon !== null && <Icon size={15} aria-hidden />}
          <span>{t(`change.${became}`)}</span>
        </span>
        <div dir={directionOf(text)}>
          {was !== null && <del><RawName name={was} /></del>}{" "}
          {became === "added" ? <ins>{words}</ins> : became === "removed" ? <del>{words}</del> : words}
        </div>
      </li>
    </>
  );
}

function Pictures({ before, after }: { before: string; after: string }) {
  const t = useT();
  const [looked, setLooked] = useState(false);
  const old = useQuery(captureOf(before));
  const fresh = useQuery(captureOf(after));
  const look = (): void => {
    setLooked(true);
  };
  const oldName = lastPicture(old.data?.pictures ?? []);
  const newName = lastPicture(fresh.data?.pictures ?? []);
  if (oldName === null && newName === null) return null;
  return (
    <>
      <h3>{t("change.pictures")}</h3>
      <div className={classes.pictures} data-pair>
        {oldName !== null && <Picture item={before} name={oldName} caption={t("change.before")} looked={looked} look={look} />}
        {newName !== null && <Picture item={after} name={newName} caption={t("change.after")} looked={looked} look={look} />}
      </div>
    </>
  );
}
