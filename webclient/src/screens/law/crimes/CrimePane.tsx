import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconRoute } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useIntl } from "react-intl";

import type { Element, Note } from "../../../law/api";
import { crime, modes } from "../../../law/queries";
import { messageId, useT } from "../../../i18n";
import { ProblemNotice } from "../../../parts/ProblemNotice";
import { Waiting } from "../../../parts/Waiting";
import { day } from "../../../parts/When";
import { Provision, useLabel } from "../Labelled";
import { Source } from "../Source";
import law from "../law.module.css";
import classes from "./crimes.module.css";

/** One crime: since when it is one, its elements, and the modes in which one answers for it. */
export function CrimePane({ id }: { id: string }) {
  const t = useT();
  const intl = useIntl();
  const label = useLabel();
  const found = useQuery(crime(id));
  const ofModes = useQuery(modes);
  const pane = useRef<HTMLElement>(null);
  const ready = found.isSuccess;
  useEffect(() => {
    if (ready) pane.current?.scrollIntoView({ block: "nearest" });
  }, [ready]);
  if (found.isPending) return <Waiting />;
  if (found.isError) return <ProblemNotice error={found.error} retry={() => void found.refetch()} />;
  const { crime: told, amendment } = found.data;
  return (
    <article ref={pane} className={classes.pane} aria-label={label(told.label)}>
      <Provision id={told.id} />
      <h2 dir="auto">{label(told.label)}</h2>
      <p className={law.dim}>{t("law.ownWords")}</p>
      <dl className={classes.told}>
        <div><dt>{t("law.article")}</dt><dd dir="ltr"><bdi>{told.article}</bdi></dd></div>
        <div><dt>{t("law.validFrom")}</dt><dd>{day(intl, told.valid_from)}</dd></div>
        {amendment !== null && (
          <div>
            <dt>{t("law.amendment")}</dt>
            <dd>
              <p><bdi>{label(amendment.label)}</bdi> · <bdi>{amendment.resolution}</bdi>, {day(intl, amendment.adopted)}</p>
              <p>{label(amendment.entry)}</p>
              <p>{label(amendment.acceptance)}</p>
              <p>{label(amendment.valid_why)}</p>
              <Source source={amendment.source} retrieved={amendment.retrieved} verified={amendment.verified} />
            </dd>
          </div>
        )}
      </dl>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconRoute size={15} aria-hidden />}
        renderRoot={(props) => <Link to="/law/jurisdiction" search={{ crime: told.id }} {...props} />}
      >
        {t("law.askJurisdictionOf")}
      </Button>
      <h3>{t("law.elements")}</h3>
      {told.elements_given === "given" ? (
        <Elements elements={told.elements} />
      ) : (
        <p className={law.dim}>{t(`law.elements.${told.elements_given}.meaning`)}</p>
      )}
      {told.default_mental !== null && (
        <>
          <p className={law.dim}>{t("law.defaultMental")}</p>
          <Elements elements={[told.default_mental]} />
        </>
      )}
      <Notes notes={told.notes} />
      <h3>{t("law.modes")}</h3>
      <ul className={classes.modes}>
        {(ofModes.data ?? []).filter(({ families }) => families.includes(told.family)).map((mode) => (
          <li key={mode.id}>
            <details>
              <summary><Provision id={mode.id} /> <bdi>{label(mode.label)}</bdi></summary>
              <Elements elements={mode.elements} />
            </details>
          </li>
        ))}
      </ul>
    </article>
  );
}

function Elements({ elements }: { elements: readonly Element[] }) {
  const t = useT();
  const label = useLabel();
  return (
    <ol className={classes.elements}>
      {elements.map((element) => {
        const kind = messageId("law.kind", element.kind);
        return (
          <li key={element.id}>
            <p>
              <Provision id={element.id} /> {kind !== null && <span className={law.tag}>{t(kind)}</span>}
            </p>
            <p dir="auto">{label(element.label)}</p>
            {element.once !== null && <p className={law.dim}>{t("law.once")} <bdi>{label(element.once)}</bdi></p>}
            {element.each !== null && <p className={law.dim}>{t("law.each")} <bdi>{label(element.each)}</bdi></p>}
            {element.covers.length > 0 && (
              <p className={law.dim}>{t("law.covers")} {element.covers.map((id) => <Provision key={id} id={id} />)}</p>
            )}
            <Notes notes={element.notes} />
            {element.alternatives.length > 0 && (
              <>
                <p className={law.dim}>{t("law.oneOf")}</p>
                <Elements elements={element.alternatives} />
              </>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function Notes({ notes }: { notes: readonly Note[] }) {
  const label = useLabel();
  return notes.map((note) => (
    <p key={note.id} className={classes.note}>
      <bdi>{label(note.text)}</bdi> <span className={law.dim} dir="ltr">{note.provision}</span>
    </p>
  ));
}
