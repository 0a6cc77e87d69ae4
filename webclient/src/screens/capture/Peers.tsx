import { IconAlertTriangle, IconLock, IconLockOpen } from "@tabler/icons-react";

import type { Peer } from "../../capture/api";
import { messageId, useT } from "../../i18n";
import { Exact } from "../../parts/Copy";
import classes from "./capture.module.css";

/** So many servers are shown at once; the rest on demand. */
const AT_ONCE = 4;

/** Who answered, and whether its certificate held: of the page itself first. */
export function Peers({ peers }: { peers: readonly Peer[] }) {
  const t = useT();
  const failing = peers.filter(({ tls }) => tls !== null && tls.verdict !== "holds").length;
  return (
    <section>
      <h2>{t("capture.peers")}</h2>
      {peers.length === 0 && <p>{t("capture.peers.none")}</p>}
      {failing > 0 && (
        <p className={classes.alarm}>
          <IconAlertTriangle size={17} aria-hidden />
          <span>{t("capture.peers.failing", { count: failing })}</span>
        </p>
      )}
      <PeerList peers={peers.slice(0, AT_ONCE)} />
      {peers.length > AT_ONCE && (
        <details>
          <summary>{t("capture.peers.more", { count: peers.length - AT_ONCE })}</summary>
          <PeerList peers={peers.slice(AT_ONCE)} />
        </details>
      )}
    </section>
  );
}

function PeerList({ peers }: { peers: readonly Peer[] }) {
  return (
    <ul className={classes.peers}>
      {peers.map((peer, index) => (
        <PeerLine key={index} peer={peer} />
      ))}
    </ul>
  );
}

function PeerLine({ peer: { host, page, exchanges, peer, tls } }: { peer: Peer }) {
  const t = useT();
  const holds = tls?.verdict === "holds";
  const verdict = tls === null ? t("verdict.none") : t(messageId("verdict", tls.verdict) ?? "verdict.broken");
  const Icon = tls === null ? IconLockOpen : holds ? IconLock : IconAlertTriangle;
  return (
    <li>
      <p className={classes.peerHost}>
        <bdi dir="ltr">{host}</bdi>
        {page && <span className={classes.tag}>{t("capture.peers.page")}</span>}
        <span className={classes.dim}>{t("capture.peers.exchanges", { count: exchanges })}</span>
      </p>
      <p className={classes.verdict} data-tone={holds ? "good" : "bad"}>
        <Icon size={15} aria-hidden />
        <span>
          {t("capture.certificate", { verdict })}
          {tls?.why !== null && tls?.why !== undefined && <> <bdi className={classes.dim}>{tls.why}</bdi></>}
        </span>
      </p>
      <p className={classes.said}>
        {peer === null || peer.address === "" ? (
          <span>{t(peer === null ? "capture.peers.nobody" : "capture.peers.byProxy")}</span>
        ) : (
          <span>
            {t("capture.peers.at")} <bdi dir="ltr">{peer.address} : {peer.port}</bdi>
          </span>
        )}
        {tls !== null && <bdi dir="ltr">{tls.version} · {tls.cipher}</bdi>}
      </p>
      {tls?.chain[0] !== undefined && (
        <p className={classes.digest}>
          <span className={classes.dim}>{t("capture.certificate.digest")}</span>{" "}
          <Exact value={tls.chain[0]} label={t("capture.certificate.digest")} />
        </p>
      )}
    </li>
  );
}
