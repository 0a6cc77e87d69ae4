import { Button, FileButton, Textarea } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useState } from "react";

import { useT } from "../../i18n";
import classes from "./capture.module.css";

const MOST_BYTES = 4 << 20;

/** Addresses, one a line, or a list with columns: written, pasted, dropped or chosen. */
export function ListField({
  pages,
  missing,
  change,
}: {
  pages: string;
  missing: boolean;
  change: (pages: string) => void;
}) {
  const t = useT();
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const take = (file: File | null | undefined): void => {
    if (file === null || file === undefined) return;
    void listFrom(file).then((text) => {
      setRefused(text === null ? t("capture.list.unreadable", { name: file.name }) : null);
      if (text !== null) change(text);
    });
  };
  return (
    <div
      className={classes.list}
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
        const text = event.dataTransfer.getData("text/plain");
        const file = event.dataTransfer.files[0];
        if (file !== undefined) take(file);
        else if (text !== "") change(`${pages}${pages === "" || pages.endsWith("\n") ? "" : "\n"}${text}`);
      }}
    >
      <Textarea
        label={t("capture.list")}
        description={t("capture.list.for")}
        inputWrapperOrder={["label", "input", "description", "error"]}
        error={missing ? t("capture.list.missing") : undefined}
        placeholder="https://example.org/page"
        dir="ltr"
        rows={4}
        autosize
        maxRows={14}
        spellCheck={false}
        value={pages}
        onChange={(event) => {
          change(event.currentTarget.value);
        }}
      />
      <div className={classes.fileLine}>
        <FileButton accept=".csv,.txt,text/csv,text/plain" onChange={take}>
          {(props) => (
            <Button {...props} size="xs" variant="default" leftSection={<IconUpload size={15} aria-hidden />}>
              {t("capture.list.choose")}
            </Button>
          )}
        </FileButton>
        <span className={classes.dim}>{t("capture.list.columns")}</span>
      </div>
      {refused !== null && <p role="alert" className={classes.wrong}>{refused}</p>}
    </div>
  );
}

/** The text of a list, or null where it is too large or none. Spreadsheets write UTF-8 or UTF-16. */
async function listFrom(file: File): Promise<string | null> {
  if (file.size > MOST_BYTES) return null;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
  try {
    return new TextDecoder(wide ?? "utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
