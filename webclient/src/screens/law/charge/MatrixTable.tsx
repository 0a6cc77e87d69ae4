import { Fragment } from "react";
import type { ReactNode } from "react";

import type { Matrix, MatrixRow } from "../../../law/api";
import { AGAINST, IN_ORDER, flat, ofEffect } from "../../../law/matrix";
import { EFFECTS } from "../../../law/matters";
import { messageId, useT } from "../../../i18n";
import { EffectMark } from "../EffectMark";
import { Provision, useLabel } from "../Labelled";
import { Notices } from "../Notices";
import { Passage } from "../Passage";
import { HeldMark, StatusMark } from "./Marks";
import classes from "./charge.module.css";

const COLUMNS = EFFECTS.length + 2;

/** The elements as rows; what is linked to each, and what named people hold of it. */
export function MatrixTable({
  matrix,
  open,
  show,
  panel,
}: {
  matrix: Matrix;
  open: string | null;
  show: (element: string) => void;
  /** The open element, where it stands below its row. */
  panel: ReactNode;
}) {
  const t = useT();
  return (
    <div className={classes.matrixBox}>
      <table className={classes.matrix}>
        <caption className={classes.caption}>{t("law.matrix.meaning")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("law.element")}</th>
            {EFFECTS.map((effect) => (
              <th key={effect} scope="col" className={classes.effectColumn}><EffectMark effect={effect} /></th>
            ))}
            <th scope="col">{t("law.holds")}</th>
          </tr>
        </thead>
        {matrix.parts.filter(({ rows }) => rows.length > 0).map(({ section, rows }) => (
          <tbody key={section}>
            <tr className={classes.section}>
              <th colSpan={COLUMNS} scope="rowgroup">
                {t(`law.section.${section}`)} <span className={classes.dim}>{t(`law.section.${section}.meaning`)}</span>
              </th>
            </tr>
            {flat(rows).map(({ row, depth, first }) => (
              <Fragment key={row.element}>
                <ElementRow row={row} depth={depth} first={first} open={open === row.element} show={show} />
                {open === row.element && panel !== null && (
                  <tr><td colSpan={COLUMNS} className={classes.panelCell}>{panel}</td></tr>
                )}
              </Fragment>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function ElementRow({
  row,
  depth,
  first,
  open,
  show,
}: {
  row: MatrixRow;
  depth: number;
  first: boolean;
  open: boolean;
  show: (element: string) => void;
}) {
  const t = useT();
  const label = useLabel();
  const kind = messageId("law.kind", row.kind);
  const against = IN_ORDER.filter((effect) => AGAINST.includes(effect)).flatMap((effect) => ofEffect(row.links, effect));
  // That there is a gap stands in the last column already.
  const notices = row.notices.filter(({ code }) => code !== "gap");
  const has = against.length > 0 || notices.length > 0;
  return (
    <>
      <tr className={classes.row} data-open={open} data-more={has} data-depth={depth}>
        <th scope="row">
          {depth > 0 && <span className={classes.or}>{t(first ? "law.oneOf" : "law.or")}</span>}
          <button type="button" className={classes.elementButton} aria-expanded={open} data-row onClick={() => { show(row.element); }}>
            <Provision id={row.element} className={classes.elementId} />
            <bdi>{label(row.label)}</bdi>
          </button>
          {kind !== null && <span className={classes.kind}>{t(kind)}</span>}
        </th>
        {EFFECTS.map((effect) => {
          const count = ofEffect(row.links, effect).length;
          return (
            <td key={effect} className={classes.count} data-effect={effect} data-none={count === 0}>
              <span className={classes.countWord}><EffectMark effect={effect} /></span>
              {count === 0 ? <span aria-label={t("none")}>–</span> : <b>{count}</b>}
            </td>
          );
        })}
        <td className={classes.held}>
          <StatusMark status={row.status} />
          {row.assessments.map((each) => (
            <p key={each.stated.number}>
              <HeldMark held={each.held} /> <span className={classes.dim}>{label(each.standard_label)} · <bdi>{each.stated.by}</bdi></span>
            </p>
          ))}
        </td>
      </tr>
      {has && (
        <tr className={classes.more}>
          <td colSpan={COLUMNS}>
            <Notices notices={notices} />
            {against.map((link) => (
              <div key={link.stated.number} className={classes.counter} data-effect={link.effect}>
                <EffectMark effect={link.effect} />
                {link.stated.passages.map((passage, at) => <Passage key={at} cite={passage} />)}
                {link.concluded !== null && <p dir="auto">{link.concluded.text}</p>}
              </div>
            ))}
          </td>
        </tr>
      )}
    </>
  );
}
