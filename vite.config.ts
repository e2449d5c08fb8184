import { fileURLToPath } from "node:url";
import { build, defineConfig, type InlineConfig, type Plugin } from "vite";
import { finishBuild } from "./widget/build/finish.ts";
import { minifyTemplates } from "./widget/build/minify-templates.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const out = at("dist/widget");

// Always build for production. Under a test runner, Vite would take Lit's development build.
process.env.NODE_ENV = "production";

const common = {
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  plugins: [minifyTemplates()],
} satisfies InlineConfig;

const target = "es2022";

/**
 * The bundle for npm. It has no side effects, so a server can import it. It does not contain Lit, so that a page with two
 * Lit elements loads Lit once.
 */
const library: InlineConfig = {
  ...common,
  build: {
    outDir: out,
    emptyOutDir: false,
    target,
    minify: false,
    lib: {
      entry: { element: at("widget/element.ts"), react: at("widget/react/pay-checkout.ts") },
      formats: ["es"],
    },
    rolldownOptions: {
      external: [/^lit($|\/)/],
      output: { entryFileNames: "[name].js", chunkFileNames: "element/[name]-[hash].js" },
    },
  },
};

/** Keeps an import for the browser, under the name of the file on the server. */
function keepImport(source: string, served: string): Plugin {
  return {
    name: "keep-import",
    enforce: "pre",
    resolveId: (id) => (id === source ? { id: served, external: true } : null),
  };
}

/** The script of the hosted page: a few lines that import the script for pages. */
const hosted: InlineConfig = {
  ...common,
  plugins: [keepImport("../pay-checkout.ts", "./pay-checkout.js")],
  build: {
    outDir: out,
    emptyOutDir: false,
    target,
    lib: { entry: { hosted: at("widget/hosted/hosted.ts") }, formats: ["es"] },
    rolldownOptions: {
      makeAbsoluteExternalsRelative: false,
      output: { entryFileNames: "v1/[name].js", minify: true },
    },
  },
};

/** After the script for pages, builds the other two, compresses all files and writes their hashes. */
function finish(): Plugin {
  return {
    name: "finish-widget",
    apply: "build",
    async closeBundle() {
      await build(library);
      await build(hosted);
      await finishBuild(out);
    },
  };
}

/**
 * `vite build` makes `dist/widget/`: `v1/pay-checkout.js` and its chunks, `v1/hosted.js` and `v1/hosted.css` for the
 * hosted page, `element.js` and `react.js` for npm, `themes/`, `.vite/manifest.json` and `integrity.json`.
 *
 * It is built as a library, because the build of an application would wrap each dynamic import in a helper for styles and
 * preloading, which the widget does not need.
 */
export default defineConfig({
  root: at("widget"),
  publicDir: at("widget/public"),
  plugins: [minifyTemplates(), finish()],
  build: {
    outDir: out,
    emptyOutDir: true,
    target,
    manifest: true,
    lib: { entry: { "pay-checkout": at("widget/pay-checkout.ts") }, formats: ["es"] },
    rolldownOptions: {
      preserveEntrySignatures: "allow-extension",
      output: {
        entryFileNames: "v1/[name].js",
        chunkFileNames: "v1/[name]-[hash].js",
        minify: true,
      },
    },
  },
});
