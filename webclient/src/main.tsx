import { DirectionProvider, MantineProvider, useDirection } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode, useEffect } from "react";
import { createRoot } from "react-dom/client";

import "@mantine/core/styles.css";
import "./fonts.css";
import "./base.css";

import { client } from "./client/queries";
import { Messages } from "./i18n";
import { LANGUAGES, useLanguage } from "./preferences/language";
import type { Language } from "./preferences/language";
import { theme, themeMemory, variables } from "./preferences/theme";
import { router } from "./router";

function App() {
  const language = useLanguage();
  return (
    <DirectionProvider initialDirection={LANGUAGES[language].dir} detectDirection={false}>
      <Direction language={language} />
      <MantineProvider
        theme={theme}
        cssVariablesResolver={variables}
        colorSchemeManager={themeMemory}
        defaultColorScheme="auto"
      >
        <Messages language={language}>
          <RouterProvider router={router} />
        </Messages>
      </MantineProvider>
    </DirectionProvider>
  );
}

/** Turns Mantine's components with the language; what is being written stays where it is. */
function Direction({ language }: { language: Language }) {
  const { setDirection } = useDirection();
  useEffect(() => {
    setDirection(LANGUAGES[language].dir);
  }, [language, setDirection]);
  return null;
}

const root = document.getElementById("root");
if (root === null) throw new Error("the page has no root element");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
