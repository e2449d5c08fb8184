import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

/** A small stand-in for the built widget, with the same layout of files. */
export const widgetFiles = {
  "v1/pay-checkout.js": "export const entry = 'entry of the widget';\n",
  "v1/early.js": "void 'early';\n",
  "v1/pay-checkout.css": "body { margin: 0 }\n",
  "hosted.json": JSON.stringify({
    scripts: { early: "void 1;", fallback: "void 2;", widget: "export const page = 'widget';" },
    styles: { always: "body{margin:0}", withoutScripts: "p{margin:0}" },
    texts: { "es-MX": "widget/v1/texts-A1b2C3d4-es-MX.js" },
  }),
  "claim.json": JSON.stringify({
    script: "export const page = 'claim';",
    styles: { always: "main{margin:0}", withoutScripts: "p{margin:0}" },
    advice: { en: "This page cannot work here.", ar: "لا يمكن هنا" },
  }),
  "v1/fallback.json": JSON.stringify({
    en: { lang: "en", dir: "ltr", advice: "This page cannot show the ways to pay.", again: "Try again" },
    "es-MX": { lang: "es-MX", dir: "ltr", advice: "Esta página no puede.", again: "Reintentar" },
    ar: { lang: "ar", dir: "rtl", advice: "لا يمكن", again: "أعد" },
  }),
  "v1/barcode-D0bst82H.js": "export const chunk = 1;\n",
  "v1/texts-A1b2C3d4-es-MX.js": "export const messages = {};\n",
  "element.js": "export const element = 1;\n",
  ".vite/manifest.json": JSON.stringify({
    "pay-checkout.ts": { file: "v1/pay-checkout.js", isEntry: true },
    "barcode.ts": { file: "v1/barcode-D0bst82H.js" },
  }),
  ".vite/hosted-manifest.json": JSON.stringify({
    "hosted/hosted.ts": { file: "v1/hosted.js", isEntry: true },
    "later.ts": { file: "v1/later-H0st3d12.js" },
  }),
  "v1/later-H0st3d12.js": "export const later = 1;\n",
} as const;

const uncompressed = new Set(["v1/early.js", ".vite/manifest.json", ".vite/hosted-manifest.json"]);

/** Writes the files into a new folder. `early.js` has no compressed copy. */
export function createWidgetFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "pay-checkout-widget-"));
  for (const [name, text] of Object.entries(widgetFiles)) {
    const file = join(path, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    if (uncompressed.has(name)) continue;
    writeFileSync(`${file}.br`, brotliCompressSync(text));
    writeFileSync(`${file}.gz`, gzipSync(text));
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
