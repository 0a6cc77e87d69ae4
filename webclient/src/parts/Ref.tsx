import { Link } from "@tanstack/react-router";

import classes from "./parts.module.css";

/** An item reference as a link to the item; always left to right, like every identifier. */
export function Ref({ value }: { value: string }) {
  return (
    <Link to="/items/$ref" params={{ ref: value }} className={classes.ref} dir="ltr">
      {value}
    </Link>
  );
}
