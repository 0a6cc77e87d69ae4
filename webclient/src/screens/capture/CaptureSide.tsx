import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useIntl } from "react-intl";

import type { Item } from "../../api";
import type { Capture } from "../../capture/api";
import { captureOf } from "../../capture/queries";
import { T, messageId, useT } from "../../i18n";
import { Facts } from "../../parts/Facts";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { RawName } from "../../parts/RawName";
import { Said } from "../../parts/Said";
import { size } from "../../parts/sizes";
import { Waiting } from "../../parts/Waiting";
import { When } from "../../parts/When";
import classes from "./capture.module.css";
import { Doubts } from "./Doubts";
import { OutcomeBadge } from "./OutcomeBadge";
import { Peers } from "./Peers";
import { Picture } from "./Picture";
import { TakeOut } from "./TakeOut";

/** What a capture tells of itself: what came of it, who answered, what is missing, what to keep. */
export function CaptureSide({ item }: { item: Item }) {
  const t = useT();
  const found = useQuery(captureOf(item.ref));
  if (found.isPending) return <Waiting />;
  if (found.isError) return <ProblemNotice error={found.error} retry={() => void found.refetch()} />;
  const capture = found.data;
  return (
    <div className={classes.result} tabIndex={0} role="region" aria-label={t("side.capture")}>
      <Outcome capture={capture} />
      <Pictures item={item.ref} names={capture.pictures} />
      <Way capture={capture} />
      <Peers peers={capture.peers} />
      <Doubts capture={capture} />
      <Numbers capture={capture} />
      <Deeds capture={capture} />
      <TakeOut item={item.ref} capture={capture} />
    </div>
  );
}

function Outcome({ capture: { account } }: { capture: Capture }) {
  const t = useT();
  return (
    <section>
      <h2>{t("capture.outcome")}</h2>
      <p className={classes.outcome}>
        <OutcomeBadge outcome={account.outcome} /> {t(`outcome.${account.outcome}.meaning`)}
      </p>
      <p className={classes.dim}>{t("capture.notTruth")}</p>
    </section>
  );
}

function Pictures({ item, names }: { item: string; names: readonly string[] }) {
  const t = useT();
  const [looked, setLooked] = useState(false);
  if (names.length === 0) return <p className={classes.dim}>{t("capture.picture.none")}</p>;
  const look = (): void => {
    setLooked(true);
  };
  return (
    <section aria-label={t("capture.pictures")}>
      <h2>{t("capture.pictures")}</h2>
      <p className={classes.dim}>{t("capture.pictures.meaning")}</p>
      <div className={classes.pictures}>
        {names.map((name) => (
          <Picture key={name} item={item} name={name} caption={pictureName(t, name)} looked={looked} look={look} />
        ))}
      </div>
    </section>
  );
}

function pictureName(t: ReturnType<typeof useT>, name: string): string {
  const [, frame] = /^picture-frame-(\d+)\.png$/.exec(name) ?? [];
  if (frame !== undefined) return t("capture.picture.frame", { number: Number(frame) });
  const [, when = "after", tile] = /^picture-(before|after)(?:-(\d))?\.png$/.exec(name) ?? [];
  const said = t(when === "before" ? "capture.picture.before" : "capture.picture.after");
  return tile === undefined ? said : t("capture.picture.tile", { name: said, number: Number(tile) });
}

function Way({ capture: { account } }: { capture: Capture }) {
  const t = useT();
  const { robots } = account;
  return (
    <section>
      <h2>{t("capture.way")}</h2>
      {account.path.length > 1 ? (
        <ol className={classes.path}>
          {account.path.map((url, index) => (
            <li key={index}><RawName name={url} /></li>
          ))}
        </ol>
      ) : (
        <p className={classes.address}><RawName name={account.shown ?? account.wanted.url} /></p>
      )}
      <Facts
        rows={[
          [t("capture.asked"), <RawName key="v" name={account.wanted.url} />],
          [t("capture.shown"), account.shown === null ? t("capture.shown.nothing") : <RawName key="v" name={account.shown} />],
          [t("capture.answer"), account.status === null ? t("capture.answer.none") : t("capture.status", { status: String(account.status) })],
          [t("capture.pageTitle"), account.title === null || account.title === "" ? t("none") : <RawName key="v" name={account.title} />],
          [t("capture.began"), <When key="v" at={account.began} />],
          [t("capture.ended"), <When key="v" at={account.ended} />],
          [t("capture.clock"), account.clock === "" ? t("notStated") : <span key="v" dir="auto">{account.clock}</span>],
          [t("field.purpose"), account.wanted.purpose === null ? t("notStated") : <Said key="v" text={account.wanted.purpose} />],
          ...(account.wanted.authority === null ? [] : ([[t("capture.authority"), <Said key="v" text={account.wanted.authority} />]] as const)),
          [
            t("capture.robots"),
            robots === null ? (
              t("capture.robots.none")
            ) : (
              <T
                key="v"
                id={`capture.robots.${robots.allowed === null ? "none" : robots.allowed ? "yes" : "no"}`}
                values={{ rule: robots.rule === null ? "—" : <bdi key="rule">{robots.rule}</bdi> }}
              />
            ),
          ],
        ]}
      />
    </section>
  );
}

function Numbers({ capture: { account } }: { capture: Capture }) {
  const t = useT();
  const intl = useIntl();
  const { counted } = account;
  return (
    <section>
      <h2>{t("capture.numbers")}</h2>
      <Facts
        rows={[
          [t("capture.recorded"), t("capture.recorded.exchanges", { count: counted.exchanges, bytes: size(intl, counted.bytes) })],
          [t("capture.profile"), account.profile === "plain" ? t("capture.profile.plain") : <bdi key="v">{account.profile}</bdi>],
          [
            t("capture.software"),
            <ul key="v">
              {account.software.map(({ name, version }) => (
                <li key={name}><bdi dir="ltr">{name} {version}</bdi></li>
              ))}
            </ul>,
          ],
          ...Object.entries(account.options).map(
            ([name, value]) => [<bdi key="k" dir="ltr">{name}</bdi>, <bdi key="v" dir="ltr">{value}</bdi>] as const,
          ),
        ]}
      />
    </section>
  );
}

function Deeds({ capture: { steps } }: { capture: Capture }) {
  const t = useT();
  if (steps.length === 0) return null;
  return (
    <section>
      <details>
        <summary>{t("capture.deeds", { count: steps.length })}</summary>
        <p className={classes.dim}>{t("capture.deeds.meaning")}</p>
        <ol className={classes.deeds}>
          {steps.map(({ at, what, said, count }, index) => (
            <li key={index}>
              <When at={at} />
              <span>{stepName(t, what)}{count > 1 && ` × ${String(count)}`}</span>
              {said !== "" && <RawName name={said} />}
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}

function stepName(t: ReturnType<typeof useT>, what: string) {
  const id = messageId("step", what);
  return id === null ? <code dir="ltr">{what}</code> : t(id);
}
