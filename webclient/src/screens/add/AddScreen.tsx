import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useIntl } from "react-intl";

import type { NamedFile } from "../../client/upload";
import { session } from "../../client/queries";
import { Screen } from "../../frame/Screen";
import { T, useT } from "../../i18n";
import { size } from "../../parts/sizes";
import { AcquisitionForm } from "./AcquisitionForm";
import classes from "./add.module.css";
import { BatchTable } from "./BatchTable";
import { DropZone } from "./DropZone";
import { blankForm, lacksEmbargoDate, writtenRestrictions } from "./form";
import { useBatches } from "./useBatches";

export function AddScreen() {
  const t = useT();
  const { data: known } = useQuery(session);
  const [form, setForm] = useState(() => blankForm(known?.actor.name ?? ""));
  const [files, setFiles] = useState<NamedFile[]>([]);
  const [asked, setAsked] = useState(false);
  const { batches, send } = useBatches();

  const submit = (): void => {
    setAsked(true);
    if (files.length === 0 || lacksEmbargoDate(form)) return;
    send(files, { ...form, restrictions: writtenRestrictions(form) });
    setFiles([]);
    setAsked(false);
  };
  return (
    <Screen title={t("add.title")} wide>
      <p className={classes.lead}>{t("add.lead")}</p>
      <form
        noValidate
        className={classes.columns}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className={classes.left}>
          <DropZone
            take={(more) => {
              setFiles((old) => [...old, ...more]);
            }}
          />
          <p className={classes.dim}>{t("add.anyKind")}</p>
          <Chosen
            files={files}
            drop={(index) => {
              setFiles((old) => old.filter((_, at) => at !== index));
            }}
          />
          {asked && files.length === 0 && <p className={classes.missing} role="alert">{t("add.noFiles")}</p>}
          <div className={classes.go}>
            <Button type="submit">{t("add.go", { count: files.length })}</Button>
            <p><T id={form.source.trim() === "" ? "add.noSource" : "add.committed"} /></p>
          </div>
          {batches.map((batch, index) => (
            <BatchTable key={batch.rows[0]?.id ?? index} batch={batch} />
          ))}
        </div>
        <AcquisitionForm form={form} change={setForm} asked={asked} />
      </form>
    </Screen>
  );
}

function Chosen({ files, drop }: { files: readonly NamedFile[]; drop: (index: number) => void }) {
  const t = useT();
  const intl = useIntl();
  if (files.length === 0) return null;
  return (
    <ul className={classes.chosen} aria-label={t("add.chosen")}>
      {files.map(({ name, file }, index) => (
        <li key={`${name}${String(index)}`}>
          <bdi>{name}</bdi>
          <span className={classes.dim}>{size(intl, file.size)}</span>
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={t("add.removeNamed", { name })}
            onClick={() => {
              drop(index);
            }}
          >
            {t("add.remove")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
