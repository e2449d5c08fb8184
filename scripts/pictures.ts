/**
 * `npm run pictures` takes a picture of every screen of the gallery into `.cache/pictures/` and compares it with the one
 * in `docs/images/gallery/`. It exits with 1 when one looks different. `-- --update` keeps the new pictures instead. The
 * tests do not run this, because another machine has other fonts.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { comparePictures } from "../test/browser/pictures/compare.ts";
import { kept, type Picture, takePictures } from "../test/browser/pictures/take.ts";
import { launchBrowser } from "../test/support/browser.ts";
import { serveGallery } from "../widget/gallery/serve.ts";
import { ensureChromium } from "./ensure-chromium.ts";

const root = dirname(import.meta.dirname);
const takenFolder = join(root, ".cache/pictures");
const baselineFolder = join(root, "docs/images/gallery");

/** Describes how a picture differs from the kept one; undefined when both look alike. */
function judge({ name, png }: Picture): string | undefined {
  const baseline = join(baselineFolder, `${name}.png`);
  if (!existsSync(baseline)) return `${name}: nothing is kept to compare with`;
  const result = comparePictures(readFileSync(baseline), png);
  if (result.kind === "same") return undefined;
  if (result.kind === "other size") return `${name}: was ${result.was}, is ${result.is}`;
  const marked = join(takenFolder, `${name}.difference.png`);
  writeFileSync(marked, result.difference);
  return `${name}: ${result.pixels} pixels differ, in red in ${marked}`;
}

process.env.CHROMIUM_PATH = ensureChromium({ say: console.error });
const gallery = await serveGallery({ port: 0, watch: false });
const browser = await launchBrowser();
const pictures = await takePictures(browser, gallery.url).finally(async () => {
  await browser.close();
  await gallery.close();
});
rmSync(takenFolder, { recursive: true, force: true });
mkdirSync(takenFolder, { recursive: true });
for (const { name, png } of pictures) writeFileSync(join(takenFolder, `${name}.png`), png);
console.log(`${pictures.length} pictures are in ${takenFolder}`);

const watched = pictures.filter(({ name }) => kept.includes(name));
if (process.argv.includes("--update")) {
  rmSync(baselineFolder, { recursive: true, force: true });
  mkdirSync(baselineFolder, { recursive: true });
  for (const { name, png } of watched) writeFileSync(join(baselineFolder, `${name}.png`), png);
  console.log(`${watched.length} of them are kept in ${baselineFolder}`);
} else {
  const wrong = watched.map(judge).filter((line) => line !== undefined);
  for (const line of wrong) console.error(line);
  console.log(`${watched.length - wrong.length} of ${watched.length} look as they did`);
  if (wrong.length > 0) process.exitCode = 1;
}
