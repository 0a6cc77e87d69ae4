import { useEffect } from "react";
import type { ReactNode } from "react";

import classes from "./frame.module.css";

/** A screen of ordinary width with its heading; the heading also names the browser's tab. */
export function Screen({
  title,
  aside,
  wide = false,
  children,
}: {
  title: string;
  aside?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}) {
  useTabTitle(title);
  return (
    <div className={classes.screen} data-wide={wide}>
      <header className={classes.screenHead}>
        <h1>{title}</h1>
        {aside}
      </header>
      {children}
    </div>
  );
}

export function useTabTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · amana`;
  }, [title]);
}
