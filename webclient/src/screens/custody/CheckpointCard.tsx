import type { Checkpoint } from "../../api";
import { CopyButton, Exact } from "../../parts/Copy";
import { useT } from "../../i18n";
import { Facts } from "../../parts/Facts";
import classes from "./custody.module.css";

/** The signed state of the log, to be kept outside of the archive. */
export function CheckpointCard({ checkpoint }: { checkpoint: Checkpoint }) {
  const t = useT();
  return (
    <section className={classes.card} aria-labelledby="checkpoint">
      <h2 id="checkpoint">{t("checkpoint")}</h2>
      <p>{t("checkpoint.meaning", { count: checkpoint.size })}</p>
      <Facts
        rows={[
          [t("checkpoint.origin"), <code key="origin" dir="ltr">{checkpoint.origin}</code>],
          [t("checkpoint.size"), checkpoint.size],
          [t("checkpoint.root"), <Exact key="root" value={checkpoint.root} label={t("checkpoint.root")} />],
          [t("checkpoint.key"), <Exact key="key" value={checkpoint.key} label={t("checkpoint.key")} />],
        ]}
      />
      <details className={classes.signed}>
        <summary>{t("checkpoint.text")}</summary>
        <pre dir="ltr" tabIndex={0}>{checkpoint.text}</pre>
      </details>
      <p className={classes.advice}>{t("checkpoint.keep")}</p>
      <CopyButton value={checkpoint.text} label={t("checkpoint.copy")} />
    </section>
  );
}
