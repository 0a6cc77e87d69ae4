import { useT } from "../../i18n";
import type { MarkedLine } from "../../text/header";
import classes from "./item.module.css";

/** The header of a mail as a table; each line is as it stands in the text, and can be cited. */
export function MailHead({ lines }: { lines: readonly MarkedLine[] }) {
  const t = useT();
  if (lines.length === 0) return null;
  return (
    <table className={classes.mailHead} aria-label={t("mail.header")}>
      <tbody>
        {lines.map(({ start, value, end, name, words }) => (
          <tr key={start}>
            <th scope="row" dir="ltr">
              <span data-start={start} data-end={value} tabIndex={-1} className={classes.sentence}>{name}</span>
            </th>
            <td dir="auto">
              <span data-start={value} data-end={end} tabIndex={-1} className={classes.sentence}>{words}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
