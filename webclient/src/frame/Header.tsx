import { UnstyledButton, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import {
  IconKeyboard,
  IconLanguage,
  IconMoon,
  IconSun,
  IconUser,
} from "@tabler/icons-react";

import type { Session } from "../api";
import { useT } from "../i18n";
import { LANGUAGES, chooseLanguage, useLanguage } from "../preferences/language";
import classes from "./frame.module.css";
import { Outward } from "./Outward";
import { PurposeControl } from "./PurposeControl";

export function Header({ session, showKeys }: { session: Session; showKeys: () => void }) {
  const t = useT();
  const { actor, archive } = session;
  return (
    <header className={classes.header}>
      <div className={classes.name} title={t("frame.origin", { origin: archive.origin })}>
        <span className={classes.house}>amana</span>
        <bdi>{archive.name}</bdi>
      </div>
      <Outward outward={session.outward} />
      <div className={classes.push} />
      <PurposeControl />
      <span className={classes.chip} title={t(`actor.${actor.basis}`)}>
        <IconUser size={15} aria-hidden />
        <bdi>{actor.name}</bdi>
        {!actor.verified && <span className={classes.unverified}>{t("actor.unverified")}</span>}
      </span>
      <div className={classes.switches}>
        <LanguageSwitch />
        <ThemeSwitch />
        <UnstyledButton
          className={classes.switch}
          data-part="keys"
          aria-label={t("keys.title")}
          title={`${t("keys.title")} (?)`}
          onClick={showKeys}
        >
          <IconKeyboard size={18} stroke={1.7} />
        </UnstyledButton>
      </div>
    </header>
  );
}

function LanguageSwitch() {
  const other = useLanguage() === "en" ? "ar" : "en";
  return (
    <UnstyledButton
      className={classes.switch}
      lang={other}
      onClick={() => {
        chooseLanguage(other);
      }}
    >
      <IconLanguage size={18} stroke={1.7} aria-hidden />
      <span>{LANGUAGES[other].name}</span>
    </UnstyledButton>
  );
}

function ThemeSwitch() {
  const t = useT();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme("light", { getInitialValueInEffect: false }) === "dark";
  const label = t(dark ? "theme.light" : "theme.dark");
  return (
    <UnstyledButton
      className={classes.switch}
      aria-label={label}
      title={label}
      onClick={() => {
        setColorScheme(dark ? "light" : "dark");
      }}
    >
      {dark ? <IconSun size={18} stroke={1.7} /> : <IconMoon size={18} stroke={1.7} />}
    </UnstyledButton>
  );
}
