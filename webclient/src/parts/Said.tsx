import classes from "./parts.module.css";

/** A code is no longer than this; what is longer may break where it must. */
const LONGEST = 24;

/** Words of people in their own direction; a code with a hyphen, like S-77, stays on one line. */
export function Said({ text }: { text: string }) {
  return (
    <bdi>
      {text.split(/(\s+)/).map((word, index) =>
        word.includes("-") && word.length <= LONGEST ? (
          <span key={index} className={classes.whole}>{word}</span>
        ) : (
          word
        ),
      )}
    </bdi>
  );
}
