import { Button, FileButton } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { fromEvent } from "file-selector";
import type { FileWithPath } from "file-selector";
import { useState } from "react";

import type { NamedFile } from "../../client/upload";
import { useT } from "../../i18n";
import classes from "./add.module.css";

/** A place to drop files and folders on, with a button that does the same. */
export function DropZone({ take }: { take: (files: NamedFile[]) => void }) {
  const t = useT();
  const [over, setOver] = useState(false);
  return (
    <div
      className={classes.drop}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        // Folders are walked through, so that what lies in them is taken in and not lost.
        void fromEvent(event.nativeEvent).then((found) => {
          take(found.filter((one) => one instanceof File).map(named));
        });
      }}
    >
      <IconUpload size={26} stroke={1.5} aria-hidden />
      <p>{t("add.drop")}</p>
      <FileButton
        multiple
        onChange={(files) => {
          take(files.map(named));
        }}
      >
        {(props) => (
          <Button {...props} variant="default">
            {t("add.choose")}
          </Button>
        )}
      </FileButton>
    </div>
  );
}

/** The path inside a dropped folder tells more than the name alone. */
function named(file: File): NamedFile {
  const path = (file as Partial<FileWithPath>).relativePath ?? file.name;
  return { name: path.replace(/^(\.?\/)+/, ""), file };
}
