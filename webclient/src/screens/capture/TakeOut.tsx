import { Button, UnstyledButton } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";

import type { Capture } from "../../capture/api";
import { evidence, withheldCopy } from "../../capture/queries";
import { T, messageId, useT } from "../../i18n";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { saveFile } from "../../parts/save";
import classes from "./capture.module.css";

const STATEMENTS = ["statement-en.html", "statement-ar.html"] as const;

/**
 * What can be kept as a file. Nothing of it is opened here: a page of another site, and words that
 * somebody else wrote, have no place on the address of the archive.
 */
export function TakeOut({ item, capture }: { item: string; capture: Capture }) {
  const t = useT();
  const copied = useMutation({
    mutationFn: async () => {
      saveFile(await withheldCopy(item), `${item}-withheld.wacz`);
    },
  });
  const kept = useMutation({
    mutationFn: async (name: string) => {
      saveFile(await evidence(item, name), `${item}-${name}`);
    },
  });
  const statements = STATEMENTS.filter((name) => capture.evidence.includes(name));
  const rest = capture.evidence.filter((name) => !statements.some((each) => each === name));
  return (
    <section>
      <h2>{t("capture.takeOut")}</h2>
      <p className={classes.dim}>{t("capture.takeOut.meaning")}</p>
      <div className={classes.buttons}>
        {statements.map((name) => (
          <Button
            key={name}
            size="xs"
            variant="default"
            leftSection={<IconDownload size={15} aria-hidden />}
            onClick={() => {
              kept.mutate(name);
            }}
          >
            {t(name === "statement-ar.html" ? "capture.statement.ar" : "capture.statement.en")}
          </Button>
        ))}
        <Button
          size="xs"
          variant="default"
          loading={copied.isPending}
          leftSection={<IconDownload size={15} aria-hidden />}
          onClick={() => {
            copied.mutate();
          }}
        >
          {t("capture.copy")}
        </Button>
      </div>
      <p className={classes.dim}>
        <T id={capture.withheld ? "capture.copy.withheld" : "capture.copy.meaning"} />
      </p>
      {copied.isError && <ProblemNotice error={copied.error} />}
      {kept.isError && <ProblemNotice error={kept.error} />}
      {rest.length > 0 && (
        <details>
          <summary>{t("capture.evidence", { count: rest.length })}</summary>
          <ul className={classes.evidence}>
            {rest.map((name) => (
              <li key={name}>
                <UnstyledButton
                  className={classes.keep}
                  aria-label={t("capture.evidence.keep", { name })}
                  onClick={() => {
                    kept.mutate(name);
                  }}
                >
                  <IconDownload size={14} aria-hidden /> <bdi dir="ltr">{name}</bdi>
                </UnstyledButton>
                <EvidenceMeaning name={name} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function EvidenceMeaning({ name }: { name: string }) {
  const t = useT();
  const kind = name.replace(/\.[a-z]+$/, "").replace(/-\d+$/, "").replace(/^tls-.*/, "tls");
  const id = messageId("evidence", kind);
  return id === null ? null : <span className={classes.dim}>{t(id)}</span>;
}
