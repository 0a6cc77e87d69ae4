import classes from "./parts.module.css";

/** Says `text` to people who listen to the page, without showing it. */
export function Tell({ text }: { text: string }) {
  return (
    <div className={classes.unseen} role="status" aria-live="polite">
      {text}
    </div>
  );
}
