import { fileURLToPath } from "node:url";
import { build, defineConfig, type InlineConfig, type Plugin } from "vite";
import { writeConsolePage } from "./widget/build/console-page.ts";
import { writeFallbackTexts } from "./widget/build/fallback-texts.ts";
import { finishBuild } from "./widget/build/finish.ts";
import { writeHostedPage } from "./widget/build/hosted-page.ts";
import { inlineEntry, toElementText } from "./widget/build/inline-entry.ts";
import { writeLicences } from "./widget/build/licences.ts";
import { nameLocaleFiles, writeLocaleFiles } from "./widget/build/locale-files.ts";
import { minifyTemplates } from "./widget/build/minify-templates.ts";
import { lowerPrivateNames } from "./widget/build/private-names.ts";
import { writeStyleSheet } from "./widget/build/style-sheet.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const out = at("dist/widget");

// Always build for production. Under a test runner, Vite would take Lit's development build.
process.env.NODE_ENV = "production";

const common = {
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  plugins: [minifyTemplates(), lowerPrivateNames()],
} satisfies InlineConfig;

/**
 * The oldest browsers in which the widget works fully: Chrome and Android WebView 83, Samsung Internet 13, Safari and iOS
 * 14.1, Firefox 78. The target says Chrome 91, because Chrome 80 to 90 have one mistake in optional calls, with spread
 * arguments, for which the compiler would rewrite all of them. A test refuses such calls; Firefox 78 and Safari 14.1
 * decide on all other syntax that Chrome 83 lacks. The same test reads what was built.
 */
const target = ["chrome91", "safari14.1", "ios14.1", "firefox78"];

/** Fields become assignments: the helper that defines them exactly weighs 300 bytes, and no field hides an accessor. */
const transform = { assumptions: { setPublicClassFields: true } };

/** No comments: those that say what is pure are for bundlers, and the licences are in a file of their own. */
const comments = { annotation: false, legal: false };

/** Of the scripts for pages. The hashes in the names let browsers keep all but the entry. */
const outputForPages = {
  entryFileNames: "v1/[name].js",
  chunkFileNames: "v1/[name]-[hash].js",
  comments,
  minify: true,
};

/**
 * The bundle for npm, and the mock beside it (`testing.js`). It has no side effects, so a server can import it. It does not
 * contain Lit, so that a page with two Lit elements loads Lit once.
 */
const library: InlineConfig = {
  ...common,
  build: {
    outDir: out,
    emptyOutDir: false,
    target,
    minify: false,
    lib: {
      entry: {
        element: at("widget/element.ts"),
        react: at("widget/react/pay-checkout.ts"),
        testing: at("widget/testing/testing.ts"),
      },
      formats: ["es"],
    },
    rolldownOptions: {
      transform,
      external: [/^lit($|\/)/, "react"],
      output: { entryFileNames: "[name].js", chunkFileNames: "element/[name]-[hash].js" },
    },
  },
};

/** The script of the hosted page: the same as the one for pages and a few lines more, to stand in the page itself. */
const hosted = (take: (code: string) => void): InlineConfig => ({
  ...common,
  plugins: [...common.plugins, writeLocaleFiles(), inlineEntry(take)],
  root: at("widget"),
  build: {
    outDir: out,
    emptyOutDir: false,
    target,
    manifest: ".vite/hosted-manifest.json",
    lib: { entry: { hosted: at("widget/hosted/hosted.ts") }, formats: ["es"] },
    rolldownOptions: {
      transform,
      preserveEntrySignatures: "allow-extension",
      output: { ...outputForPages, chunkFileNames: "v1/hosted-[name]-[hash].js" },
    },
  },
});

/**
 * The console for operators, with a folder of its own. It runs in today's browsers alone: an operator can update theirs.
 * The names of all files but the first have hashes.
 */
const consoleApp: InlineConfig = {
  ...common,
  plugins: [...common.plugins, writeLicences("LICENSES.txt")],
  root: at("widget/console"),
  build: {
    outDir: at("dist/widget/console"),
    emptyOutDir: true,
    target: ["chrome111", "safari16.4", "ios16.4", "firefox115"],
    manifest: true,
    lib: { entry: { console: at("widget/console/console.ts") }, formats: ["es"] },
    rolldownOptions: {
      transform,
      output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js", comments, minify: true },
    },
  },
};

/** A script that is no module, and has no syntax of after 2015. `name` is what it would be called, if it had exports. */
async function buildClassic(entry: string, name: string, write: boolean): Promise<string> {
  const result = await build({
    ...common,
    plugins: [...common.plugins, nameLocaleFiles()],
    build: {
      write,
      outDir: out,
      emptyOutDir: false,
      target: "es2015",
      lib: { entry: { [name]: at(entry) }, formats: ["iife"], name: "payScript" },
      rolldownOptions: { output: { entryFileNames: "v1/[name].js", minify: true } },
    },
  });
  const [first] = Array.isArray(result) ? result : [result];
  if (first === undefined || !("output" in first)) throw new Error(`${entry} was not built`);
  return first.output[0].code;
}

/** After the script for pages, builds the others, compresses all files and writes their hashes. */
function finish(): Plugin {
  return {
    name: "finish-widget",
    apply: "build",
    async closeBundle() {
      await build(library);
      let widget = "";
      await build(
        hosted((code) => {
          widget = code;
        }),
      );
      const fallback = await buildClassic("widget/fallback/fallback.ts", "fallback", true);
      await buildClassic("widget/early/early.ts", "early", true);
      const early = await buildClassic("widget/hosted/early.ts", "hosted-early", false);
      const scripts = { widget, early: toElementText(early), fallback: toElementText(fallback) };
      await writeHostedPage({ folder: out, styles: at("widget/hosted"), scripts });
      await writeFallbackTexts(out);
      await writeStyleSheet(out);
      await build(consoleApp);
      await writeConsolePage({ from: at("widget/console"), to: at("dist/widget/console") });
      await finishBuild(out);
    },
  };
}

/**
 * `vite build` makes `dist/widget/`: `v1/pay-checkout.js` and its chunks, `hosted.json` with all that stands in the
 * hosted page, `v1/early.js` for shops that are in a hurry, `v1/fallback.js` and `v1/fallback.json` for where the widget
 * cannot run, `console/` for operators, `element.js` and `react.js` for npm, `themes/`, two manifests in `.vite/` and `integrity.json`.
 *
 * It is built as a library, because the build of an application would wrap each dynamic import in a helper for styles and
 * preloading, which the widget does not need.
 */
export default defineConfig({
  root: at("widget"),
  publicDir: at("widget/public"),
  plugins: [...common.plugins, writeLocaleFiles(), writeLicences(), finish()],
  build: {
    outDir: out,
    emptyOutDir: true,
    target,
    manifest: true,
    lib: { entry: { "pay-checkout": at("widget/pay-checkout.ts") }, formats: ["es"] },
    rolldownOptions: {
      transform,
      preserveEntrySignatures: "allow-extension",
      output: outputForPages,
    },
  },
});
