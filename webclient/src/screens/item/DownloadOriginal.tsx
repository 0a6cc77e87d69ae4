import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";

import type { Item } from "../../api";
import { getBlob } from "../../client/http";
import { originalPath } from "../../client/queries";
import { asProblem } from "../../client/problem";
import { useT } from "../../i18n";
import { saveFile } from "../../parts/save";
import classes from "./item.module.css";

/** The name under which the original is saved: the reference first, so that it stays traceable. */
function savedName(item: Item): string {
  return item.name === null ? item.ref : `${item.ref} ${item.name.replaceAll(/[/\\]/g, "_")}`;
}

/**
 * Hands out the unchanged bytes. An unrestricted original is a plain link, of any size; a restricted
 * one is fetched, because only a request of ours can carry the stated purpose.
 */
export function DownloadOriginal({ item }: { item: Item }) {
  const t = useT();
  const fetched = useMutation({
    mutationFn: async () => {
      saveFile(await getBlob(originalPath(item.ref)), savedName(item));
    },
  });
  const common = {
    size: "xs",
    variant: "default",
    leftSection: <IconDownload size={15} aria-hidden />,
    title: t("original.download.meaning"),
  } as const;
  if (!item.restricted) {
    return (
      <Button component="a" href={originalPath(item.ref)} download={savedName(item)} {...common}>
        {t("original.download")}
      </Button>
    );
  }
  return (
    <div className={classes.download}>
      <Button {...common} loading={fetched.isPending} onClick={() => { fetched.mutate(); }}>
        {t("original.download")}
      </Button>
      {fetched.isError && (
        <p role="alert" className={classes.downloadFailed} dir="auto">
          {asProblem(fetched.error).detail ?? t("problem.unexpected")}
        </p>
      )}
    </div>
  );
}
