import { namePieces } from "../text/controls";
import classes from "./parts.module.css";

/** A name that somebody else gave: in its own direction, and nothing in it stays unseen. */
export function RawName({ name }: { name: string }) {
  return (
    <bdi className={classes.rawName}>
      {namePieces(name).map(({ text, control }, index) =>
        control === null ? (
          <bdi key={index}>{text}</bdi>
        ) : (
          <span key={index} className={classes.control} dir="ltr">{control}</span>
        ),
      )}
    </bdi>
  );
}
