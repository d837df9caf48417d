import { defineConfig } from "vite";
import solid from "vite-plugin-solid";

export default defineConfig({
  plugins: [solid()],
  build: {
    outDir: "../dist/web-ui",
    emptyOutDir: true,
    // The station forbids everything but its own files: nothing may become a data URL or an inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    // A message's schema is the station's: a page needs its type alone, and what builds schemas does nothing else.
    rolldownOptions: {
      treeshake: {
        manualPureFunctions: ["Type", "nullable"],
        moduleSideEffects: (id) => !id.includes("/typebox/"),
      },
    },
  },
});
