import { Checkbox, NativeSelect } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";

import type { Profile } from "../../capture/api";
import { profiles } from "../../capture/queries";
import { T, useT } from "../../i18n";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { Waiting } from "../../parts/Waiting";
import classes from "./capture.module.css";

/** By which way pages are asked for, and what their sites see; nothing goes out before it is read. */
export function WayChoice({
  profile,
  warned,
  asked,
  change,
}: {
  profile: string | null;
  warned: boolean;
  /** True once somebody wanted to begin. */
  asked: boolean;
  change: (way: { profile: string | null; warned: boolean }) => void;
}) {
  const t = useT();
  const known = useQuery(profiles);
  if (known.isPending) return <Waiting />;
  if (known.isError) return <ProblemNotice error={known.error} retry={() => void known.refetch()} />;
  const chosen = known.data.find(({ name }) => name === profile) ?? known.data[0];
  return (
    <fieldset className={classes.way}>
      <legend>
        <IconEye size={17} aria-hidden /> {t("capture.seen")}
      </legend>
      {known.data.length > 1 && (
        <NativeSelect
          label={t("capture.profile")}
          description={t("capture.profile.for")}
          inputWrapperOrder={["label", "input", "description"]}
          value={chosen?.name ?? ""}
          onChange={(event) => {
            // Another way shows something else: what was confirmed was about the old one.
            change({ profile: event.currentTarget.value, warned: false });
          }}
        >
          {known.data.map(({ name }) => (
            <option key={name} value={name}>
              {name === "plain" ? t("capture.profile.plain") : name}
            </option>
          ))}
        </NativeSelect>
      )}
      {chosen !== undefined && <Warning profile={chosen} />}
      <Checkbox
        checked={warned}
        label={t("capture.warned")}
        error={asked && !warned ? t("capture.warned.missing") : undefined}
        onChange={(event) => {
          change({ profile: chosen?.name ?? null, warned: event.currentTarget.checked });
        }}
      />
    </fieldset>
  );
}

function Warning({ profile }: { profile: Profile }) {
  return (
    <ul className={classes.warning}>
      <li>
        {profile.through === null ? (
          <T id="capture.warning.open" />
        ) : (
          <T id="capture.warning.through" values={{ proxy: <bdi key="proxy" dir="ltr">{profile.through}</bdi> }} />
        )}
      </li>
      <li><T id="capture.warning.without" /></li>
      {profile.widened && <li><T id="capture.warning.widened" /></li>}
    </ul>
  );
}
