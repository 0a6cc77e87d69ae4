import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";

import type { Capture } from "../../capture/api";
import { messageId, useT } from "../../i18n";
import { RawName } from "../../parts/RawName";
import classes from "./capture.module.css";

const UNEXPLAINED = new Set(["only-the-browser", "only-the-recorder", "status"]);

/** What is missing, what does not fit, and what explains it: told plainly, never hidden. */
export function Doubts({ capture }: { capture: Capture }) {
  const t = useT();
  const { lacking, counted } = capture.account;
  const whole = lacking.length === 0 && counted.unexplained === 0 && counted.failed === 0 && counted.truncated === 0;
  return (
    <section>
      <h2>{t("capture.doubts")}</h2>
      {whole && (
        <p className={classes.fine}>
          <IconCheck size={16} aria-hidden /> {t("capture.doubts.none")}
        </p>
      )}
      {lacking.length > 0 && (
        <ul className={classes.lacking}>
          {lacking.map((code) => (
            <li key={code}>
              <IconAlertTriangle size={15} aria-hidden />
              <span>{lackingWords(t, code)}</span>
            </li>
          ))}
        </ul>
      )}
      <Reconciliation capture={capture} />
      <Cut capture={capture} />
      <Refused capture={capture} />
      {capture.unreadable > 0 && (
        <p className={classes.alarm}>{t("capture.unreadable", { count: capture.unreadable })}</p>
      )}
    </section>
  );
}

function lackingWords(t: ReturnType<typeof useT>, code: string): string {
  const id = messageId("lacking", code);
  if (id !== null) return t(id);
  return t(code.endsWith("-torn") ? "lacking.torn" : "lacking.other", { code });
}

function Reconciliation({ capture: { account, differences } }: { capture: Capture }) {
  const t = useT();
  const { explained, unexplained } = account.counted;
  if (account.lacking.includes("differences")) return null;
  const words = t("capture.differences", { explained, unexplained });
  return (
    <Several
      open={unexplained > 0}
      total={explained + unexplained}
      told={differences.length}
      summary={explained + unexplained === 0 ? t("capture.differences.none") : words}
    >
      {differences.map(({ kind, url, method, said }, index) => (
        <li key={index} data-tone={UNEXPLAINED.has(kind) ? "bad" : "quiet"}>
          <p><b>{t(messageId("difference", kind) ?? "difference.other")}</b></p>
          <Asked method={method} url={url} />
          {said !== "" && <p className={classes.dim}><RawName name={said} /></p>}
        </li>
      ))}
    </Several>
  );
}

function Cut({ capture: { account, cut } }: { capture: Capture }) {
  const t = useT();
  const { truncated, failed } = account.counted;
  if (truncated + failed === 0) return null;
  return (
    <Several total={truncated + failed} told={cut.length} summary={t("capture.cut", { truncated, failed })}>
      {cut.map(({ number, url, method, truncated: why, error }) => (
        <li key={number}>
          <p><b>{why === null ? t("capture.cut.failed") : t(messageId("truncated", why) ?? "truncated.unspecified")}</b></p>
          <Asked method={method} url={url} />
          {error !== null && <p className={classes.dim}><RawName name={error} /></p>}
        </li>
      ))}
    </Several>
  );
}

function Refused({ capture: { account, refused } }: { capture: Capture }) {
  const t = useT();
  if (account.counted.refused === 0) return null;
  return (
    <Several
      total={account.counted.refused}
      told={refused.length}
      summary={t("capture.refused", { count: account.counted.refused })}
    >
      {refused.map(({ url, method, why, said }, index) => (
        <li key={index}>
          <p><b>{t(messageId("refusal", why) ?? "refusal.other")}</b></p>
          <Asked method={method} url={url} />
          {said !== "" && <p className={classes.dim}><RawName name={said} /></p>}
        </li>
      ))}
    </Several>
  );
}

/** A list behind its sum; what is not told here stands in the evidence. */
function Several({
  summary,
  total,
  told,
  open = false,
  children,
}: {
  summary: string;
  total: number;
  told: number;
  open?: boolean;
  children: ReactNode;
}) {
  const t = useT();
  if (told === 0) return <p>{summary}</p>;
  return (
    <details open={open}>
      <summary>{summary}</summary>
      <ul className={classes.several}>{children}</ul>
      {total > told && <p className={classes.dim}>{t("capture.several.more", { count: total - told })}</p>}
    </details>
  );
}

function Asked({ method, url }: { method: string; url: string }) {
  return (
    <p className={classes.address}>
      <code dir="ltr">{method}</code> <RawName name={url} />
    </p>
  );
}
