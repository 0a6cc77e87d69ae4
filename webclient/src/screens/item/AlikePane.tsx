import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useIntl } from "react-intl";

import type { Alike, Item } from "../../api";
import { alikeOf } from "../../client/queries";
import { useT } from "../../i18n";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { RawName } from "../../parts/RawName";
import { Said } from "../../parts/Said";
import { Waiting } from "../../parts/Waiting";
import { edtfDay } from "./edtf";
import classes from "./item.module.css";

/** The same story elsewhere, and the same picture: what a machine measured, with the measure. */
export function AlikePane({ item }: { item: Item }) {
  const t = useT();
  const found = useQuery(alikeOf(item.ref));
  if (found.isPending) return <Waiting />;
  if (found.isError) return <ProblemNotice error={found.error} retry={() => void found.refetch()} />;
  const { alike, compared, not_compared } = found.data;
  const pictures = alike.filter(({ method }) => method === "pdq");
  const texts = alike.filter(({ method }) => method === "minhash");
  return (
    <div className={classes.sheetOfFacts} data-scrolls tabIndex={0} role="region" aria-label={t("side.alike")}>
      <p className={classes.dim}>{t("alike.meaning")}</p>
      {!compared && <p>{t("alike.notCompared")}</p>}
      {compared && alike.length === 0 && <p>{t("alike.none")}</p>}
      <Kin title={t("alike.pictures")} list={pictures} />
      <Kin title={t("alike.texts")} list={texts} />
      {not_compared > 0 && <p className={classes.dim}>{t("alike.hidden", { count: not_compared })}</p>}
      <p><Link to="/stories">{t("alike.stories")}</Link></p>
    </div>
  );
}

function Kin({ title, list }: { title: string; list: readonly Alike[] }) {
  const t = useT();
  const intl = useIntl();
  if (list.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <ul className={classes.branch}>
        {list.map((kin, index) => (
          <li key={index} className={classes.leaf}>
            <Link
              to="/items/$ref"
              params={{ ref: kin.ref }}
              search={kin.article === undefined ? {} : { article: kin.article }}
            >
              <RawName name={kin.title ?? kin.ref} />
            </Link>
            <p className={classes.leafMeta}>
              <span dir="ltr" className={classes.ref}>{kin.ref}</span>
              {kin.source !== undefined && <Said text={kin.source} />}
              {kin.published !== undefined && <span>{edtfDay(intl, kin.published)}</span>}
            </p>
            <p className={classes.leafWhy}>
              {kin.one_origin === true && <b>{t("alike.oneOrigin")} </b>}
              {kin.distance === undefined
                ? t("alike.shares", {
                    same: intl.formatNumber(kin.jaccard ?? 0, { style: "percent" }),
                    contained: intl.formatNumber(kin.contained ?? 0, { style: "percent" }),
                  })
                : t("alike.bits", { count: kin.distance })}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
