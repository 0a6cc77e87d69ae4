import { useQuery } from "@tanstack/react-query";
import { Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { useDisclosure } from "@mantine/hooks";
import { useEffect, useRef } from "react";

import { client, session } from "../client/queries";
import { useT } from "../i18n";
import { Waiting } from "../parts/Waiting";
import { usePurpose } from "../preferences/purpose";
import { Closed } from "./Closed";
import classes from "./frame.module.css";
import { Header } from "./Header";
import { KeysPage } from "./KeysPage";
import { Rail } from "./Rail";
import { useKeys } from "./useKeys";

/** What stands around every screen. Without a session there is nothing behind it to show. */
export function Frame() {
  const t = useT();
  const navigate = useNavigate();
  const known = useQuery(session);
  const [keysShown, keys] = useDisclosure(false);
  usePurposeForgetting();
  const main = useFocusOnArrival();

  const focusSearch = (): void => {
    const box = document.getElementById("search-box");
    if (box instanceof HTMLInputElement) box.select();
    else void navigate({ to: "/search" });
  };
  useKeys({
    search: focusSearch,
    help: keys.open,
    "go-add": () => void navigate({ to: "/add" }),
    "go-search": () => void navigate({ to: "/search" }),
    "go-items": () => void navigate({ to: "/items" }),
    "go-unread": () => void navigate({ to: "/unread" }),
    "go-capture": () => void navigate({ to: "/capture/pages" }),
    "go-watches": () => void navigate({ to: "/capture/watches" }),
    "go-stories": () => void navigate({ to: "/stories" }),
    "go-law": () => void navigate({ to: "/law/situations" }),
    "go-custody": () => void navigate({ to: "/custody" }),
  });

  if (known.isPending) return <Waiting />;
  if (known.data === undefined) return <Closed error={known.error} />;
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#main">
        {t("frame.skip")}
      </a>
      <Header session={known.data} showKeys={keys.open} />
      <Rail />
      <main id="main" ref={main} tabIndex={-1} className={classes.main}>
        <Outlet />
      </main>
      <KeysPage opened={keysShown} close={keys.close} />
    </div>
  );
}

/** What was seen for one purpose is not kept on the screen for another, or for none. */
function usePurposeForgetting(): void {
  const purpose = usePurpose();
  const before = useRef(purpose);
  useEffect(() => {
    if (before.current === purpose) return;
    before.current = purpose;
    void client.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" });
  }, [purpose]);
}

/** Moves the focus to a screen that was gone to, so that reading and tabbing begin there. */
function useFocusOnArrival() {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    const focused = document.activeElement;
    if (main.current !== null && !main.current.contains(focused)) {
      main.current.focus({ preventScroll: true });
    }
  }, [path]);
  return main;
}
