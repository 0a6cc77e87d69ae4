import { Button } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";

import { capturePicture } from "../../capture/queries";
import { useT } from "../../i18n";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { Waiting } from "../../parts/Waiting";
import classes from "./capture.module.css";

/** A picture of a page, in a box of its own to scroll in; covered until somebody wants to look. */
export function Picture({
  item,
  name,
  caption,
  looked,
  look,
}: {
  item: string;
  name: string;
  caption: string;
  looked: boolean;
  look: () => void;
}) {
  const t = useT();
  const picture = useQuery({ ...capturePicture(item, name), enabled: looked });
  const url = useBlobUrl(picture.data);
  return (
    <figure className={classes.picture}>
      <figcaption>{caption}</figcaption>
      <div className={classes.pictureBox} tabIndex={0} role="group" aria-label={caption}>
        {!looked && (
          <div className={classes.covered}>
            <Button size="xs" variant="default" leftSection={<IconEye size={15} aria-hidden />} onClick={look}>
              {t("picture.look")}
            </Button>
            <p>{t("picture.veiled")}</p>
          </div>
        )}
        {looked && picture.isPending && <Waiting />}
        {picture.isError && <ProblemNotice error={picture.error} retry={() => void picture.refetch()} />}
        {looked && url !== null && <img src={url} alt={t("capture.picture.alt", { name: caption, ref: item })} />}
      </div>
    </figure>
  );
}

function useBlobUrl(blob: Blob | undefined): string | null {
  const url = useMemo(() => (blob === undefined ? null : URL.createObjectURL(blob)), [blob]);
  useEffect(
    () => () => {
      if (url !== null) URL.revokeObjectURL(url);
    },
    [url],
  );
  return url;
}

/** The whole page as it was taken last, or before anything was done to it. */
export function lastPicture(names: readonly string[]): string | null {
  return names.find((name) => name === "picture-after.png") ?? names.find((name) => name === "picture-before.png") ?? null;
}
