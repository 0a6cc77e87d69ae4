import type { MarkedLine } from "../../text/header";
import { hintOf } from "../../text/header";
import { useT } from "../../i18n";
import classes from "./item.module.css";

/** A chat message by message: who and when as it is written, then the words. */
export function ChatView({ lines }: { lines: readonly MarkedLine[] }) {
  const t = useT();
  return (
    <ol className={classes.chat} aria-label={t("chat")}>
      {lines.map((line) => (
        <li key={line.start} data-notice={line.hints.includes("notice")}>
          {line.name !== "" && (
            <p className={classes.chatWho} dir="auto">
              <span data-start={line.start} data-end={line.value} tabIndex={-1} className={classes.sentence}>{line.name}</span>
            </p>
          )}
          <p className={classes.chatWords} dir="auto">
            <span data-start={line.value} data-end={line.end} tabIndex={-1} className={classes.sentence}>{line.words}</span>
          </p>
          {hintOf(line.hints, "file") !== null && <p className={classes.dim}>{t("chat.file")}</p>}
        </li>
      ))}
    </ol>
  );
}
