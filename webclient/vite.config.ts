import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = process.env["AMANA_SERVER"] ?? "http://127.0.0.1:8721";

export default defineConfig({
  plugins: [react()],
  base: "/",
  build: {
    outDir: "../src/amana/interface/web/assets",
    emptyOutDir: true,
    assetsDir: "static",
    // A font inlined as a data: address would break the policy `font-src 'self'`.
    assetsInlineLimit: 0,
    target: ["chrome125", "firefox128", "safari17"],
    license: { fileName: "licences.md" },
    // One file of styles, in the order in which they are imported: screens are not split off.
    chunkSizeWarningLimit: 1500,
  },
  server: { proxy: { "/api": server, "/enter": server } },
});
