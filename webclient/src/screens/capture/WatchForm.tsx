import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { RISKS } from "../../capture/api";
import type { Risk } from "../../capture/api";
import { setWatch } from "../../capture/queries";
import { session } from "../../client/queries";
import { useT } from "../../i18n";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { AcquisitionForm } from "../add/AcquisitionForm";
import { blankForm, lacksEmbargoDate } from "../add/form";
import { PAUSES, askedForm } from "./asked";
import type { Pause } from "./asked";
import classes from "./capture.module.css";
import { WayChoice } from "./WayChoice";

/** Sets a watch on a page: how often, how much at risk, under which form each capture of it comes. */
export function WatchForm({ done }: { done: () => void }) {
  const t = useT();
  const { data: known } = useQuery(session);
  const [url, setUrl] = useState("");
  const [note, setNote] = useState("");
  const [every, setEvery] = useState<Pause>("1d");
  const [risk, setRisk] = useState<Risk>("normal");
  const [form, setForm] = useState(() => blankForm(known?.actor.name ?? ""));
  const [way, setWay] = useState<{ profile: string | null; warned: boolean }>({ profile: null, warned: false });
  const [asked, setAsked] = useState(false);
  const set = useMutation({
    mutationFn: () => setWatch({ url: url.trim(), every, risk, note: note.trim() || null, form: askedForm(form), ...way }),
    onSuccess: done,
  });
  return (
    <form
      noValidate
      className={classes.watchForm}
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (url.trim() !== "" && way.warned && !lacksEmbargoDate(form)) set.mutate();
      }}
    >
      <h2>{t("watch.add")}</h2>
      <TextInput
        label={t("watch.url")}
        required
        dir="ltr"
        type="url"
        placeholder="https://example.org/page"
        value={url}
        error={asked && url.trim() === "" ? t("watch.url.missing") : undefined}
        onChange={(event) => {
          setUrl(event.currentTarget.value);
        }}
      />
      <div className={classes.pair}>
        <NativeSelect
          label={t("watch.pause")}
          value={every}
          onChange={(event) => {
            setEvery(PAUSES.find((each) => each === event.currentTarget.value) ?? "1d");
          }}
        >
          {PAUSES.map((pause) => (
            <option key={pause} value={pause}>{t(`pause.${pause}`)}</option>
          ))}
        </NativeSelect>
        <NativeSelect
          label={t("risk")}
          value={risk}
          onChange={(event) => {
            setRisk(RISKS.find((each) => each === event.currentTarget.value) ?? "normal");
          }}
        >
          {RISKS.map((each) => (
            <option key={each} value={each}>{t(`risk.${each}`)}</option>
          ))}
        </NativeSelect>
      </div>
      <TextInput
        label={t("watch.note")}
        dir="auto"
        value={note}
        onChange={(event) => {
          setNote(event.currentTarget.value);
        }}
      />
      <details>
        <summary>{t("watch.form")}</summary>
        <AcquisitionForm form={form} change={setForm} asked={asked} capture />
      </details>
      <WayChoice {...way} asked={asked} change={setWay} />
      {set.isError && <ProblemNotice error={set.error} />}
      <div className={classes.buttons}>
        <Button type="submit" loading={set.isPending}>{t("watch.set")}</Button>
        <Button variant="default" onClick={done}>{t("watch.cancel")}</Button>
      </div>
    </form>
  );
}
