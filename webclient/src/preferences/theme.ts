/** Colours, type and sizes; light and dark, remembered in this browser. */

import { createTheme, localStorageColorSchemeManager } from "@mantine/core";
import type { CSSVariablesResolver, MantineColorsTuple } from "@mantine/core";

const petrol: MantineColorsTuple = [
  "#eaf3f7",
  "#d5e5ec",
  "#a9cbd9",
  "#7bb0c5",
  "#5599b4",
  "#3a86a3",
  "#256f8d",
  "#1c5b77",
  "#164a62",
  "#0f3a4e",
];

export const TYPEFACE =
  '"IBM Plex Sans", "IBM Plex Sans Arabic", "Noto Sans Arabic", "Segoe UI", Tahoma, sans-serif';

export const theme = createTheme({
  primaryColor: "petrol",
  primaryShade: { light: 7, dark: 6 },
  colors: { petrol },
  fontFamily: TYPEFACE,
  fontFamilyMonospace: '"IBM Plex Mono", "DejaVu Sans Mono", Consolas, monospace',
  headings: { fontFamily: TYPEFACE, fontWeight: "600" },
  defaultRadius: 4,
  autoContrast: true,
  cursorType: "pointer",
  focusRing: "always",
  components: {
    Tooltip: { defaultProps: { withArrow: true, events: { hover: true, focus: true, touch: true } } },
  },
});

/** The house colours as variables; Mantine's own follow them, so that both speak one tone. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--page": "#f5f5f2",
    "--panel": "#ffffff",
    "--sunken": "#efeeea",
    "--line": "#d9d8d2",
    "--line-strong": "#8b8a84",
    "--ink": "#1c2024",
    "--ink-2": "#474d54",
    "--ink-3": "#5e656c",
    "--accent": "#1c5b77",
    "--accent-soft": "#e3eef3",
    "--mark": "#ffe79a",
    "--mark-ink": "#1c2024",
    "--anchor": "#bfe0f2",
    "--anchor-ink": "#0c2733",
    "--anchor-line": "#17698f",
    "--good": "#1f6040",
    "--good-soft": "#e3f1e8",
    "--warn": "#7a4a00",
    "--warn-soft": "#fcf1d9",
    "--bad": "#9c1f1f",
    "--bad-soft": "#fbe8e6",
    "--mantine-color-body": "#ffffff",
    "--mantine-color-text": "#1c2024",
    "--mantine-color-dimmed": "#5e656c",
    "--mantine-color-placeholder": "#696f76",
    "--mantine-color-default-border": "#bdbcb5",
    "--mantine-color-error": "#9c1f1f",
  },
  dark: {
    "--page": "#121517",
    "--panel": "#1a1e21",
    "--sunken": "#151819",
    "--line": "#30363b",
    "--line-strong": "#76808a",
    "--ink": "#e4e7e9",
    "--ink-2": "#bac1c7",
    "--ink-3": "#98a1a9",
    "--accent": "#84c1dc",
    "--accent-soft": "#1d3340",
    "--mark": "#6a5511",
    "--mark-ink": "#fff4d0",
    "--anchor": "#1f5575",
    "--anchor-ink": "#eaf6fd",
    "--anchor-line": "#6cc3ec",
    "--good": "#86cfa4",
    "--good-soft": "#17301f",
    "--warn": "#ecc06c",
    "--warn-soft": "#362a10",
    "--bad": "#f2a29b",
    "--bad-soft": "#3b1c1a",
    "--mantine-color-body": "#1a1e21",
    "--mantine-color-text": "#e4e7e9",
    "--mantine-color-dimmed": "#98a1a9",
    "--mantine-color-placeholder": "#8e979f",
    "--mantine-color-default": "#20252a",
    "--mantine-color-default-hover": "#292f35",
    "--mantine-color-default-border": "#4a535b",
    "--mantine-color-error": "#f2a29b",
  },
});

export const themeMemory = localStorageColorSchemeManager({ key: "amana.theme" });
