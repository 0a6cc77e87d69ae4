import { Button, UnstyledButton } from "@mantine/core";
import { IconLinkPlus, IconUserEdit, IconX } from "@tabler/icons-react";

import type { Linked, MatrixRow } from "../../../law/api";
import { IN_ORDER, ofEffect } from "../../../law/matrix";
import { useT } from "../../../i18n";
import { Provision, useLabel } from "../Labelled";
import { MatterForm } from "../MatterForm";
import { Notices } from "../Notices";
import { StatedBy } from "../StatedBy";
import { Withdraw } from "../Withdraw";
import classes from "./charge.module.css";
import { LinkedOne } from "./LinkedOne";
import { HeldMark, StatusMark } from "./Marks";

/** One element: all its material with reasons, what people hold of it, and the forms for both. */
export function ElementPanel({
  charge,
  row,
  entering,
  enter,
  close,
}: {
  charge: string;
  row: MatrixRow;
  entering: "link" | "assess" | null;
  enter: (what: "link" | "assess" | null) => void;
  close: () => void;
}) {
  const t = useT();
  const label = useLabel();
  return (
    <aside className={classes.panel} aria-label={t("law.elementNamed", { id: row.element })}>
      <header>
        <div>
          <Provision id={row.element} />
          <h2 dir="auto">{label(row.label)}</h2>
          {row.shared !== null && <p className={classes.dim}>{t("law.shared")} <Provision id={row.shared} /></p>}
        </div>
        <UnstyledButton className={classes.close} aria-label={t("close")} onClick={close}><IconX size={16} aria-hidden /></UnstyledButton>
      </header>
      <p><StatusMark status={row.status} /></p>
      <p className={classes.dim}>{t(`law.status.${row.status}.meaning`)}</p>
      <Notices notices={row.notices} />
      {entering === null ? (
        <div className={classes.deeds}>
          <Button size="xs" variant="default" leftSection={<IconLinkPlus size={15} aria-hidden />} onClick={() => { enter("link"); }}>
            {t("law.enter.link")}
          </Button>
          <Button size="xs" variant="default" leftSection={<IconUserEdit size={15} aria-hidden />} onClick={() => { enter("assess"); }}>
            {t("law.enter.assess")}
          </Button>
        </div>
      ) : (
        <MatterForm
          key={entering}
          kind={entering}
          given={{ charge, element: row.element }}
          fixed={["charge", "element"]}
          done={() => { enter(null); }}
          cancel={() => { enter(null); }}
        />
      )}
      {IN_ORDER.map((effect) => <Links key={effect} title={t(`law.effect.${effect}`)} links={ofEffect(row.links, effect)} />)}
      {row.links.length === 0 && <p className={classes.dim}>{t("law.nothingLinked")}</p>}
      {row.assessments.length > 0 && (
        <section>
          <h3>{t("law.assessments")}</h3>
          {row.assessments.map((each) => (
            <article key={each.stated.number} className={classes.assessed}>
              <p><HeldMark held={each.held} /> · {label(each.standard_label)}</p>
              <StatedBy {...each.stated} />
              <Withdraw of={each.stated.key} />
            </article>
          ))}
        </section>
      )}
      <Links title={t("law.earlier")} links={row.earlier} />
      {row.earlier_assessments.map((each) => (
        <article key={each.stated.number} className={classes.assessed} data-stands="false">
          <p><HeldMark held={each.held} /> · {label(each.standard_label)}</p>
          <StatedBy {...each.stated} />
        </article>
      ))}
    </aside>
  );
}

function Links({ title, links }: { title: string; links: readonly Linked[] }) {
  if (links.length === 0) return null;
  return (
    <section>
      <h3>{title} <span className={classes.number}>{links.length}</span></h3>
      {links.map((link) => (
        <div key={link.stated.number}>
          <LinkedOne link={link} />
          {link.stated.withdrawn === null && link.stated.replaced === null && <Withdraw of={link.stated.key} />}
        </div>
      ))}
    </section>
  );
}
