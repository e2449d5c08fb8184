/**
 * `npm run test:browsers -- [--allow-missing] [BROWSER…]` tries the widget in old and other browsers. It fetches them into
 * `.cache/browsers/` (Firefox and WebKitGTK by apt-get), keeps pictures there, prints tables, and writes them into
 * docs/browsers.md. It exits with 1 when a flow goes wrong, or a browser is not to be had without `--allow-missing`. With
 * names of browsers, such as `chromium-83`, it tries those alone and leaves the document as it is.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { startFixtureBff } from "../test/browser/widget/support/fixture-bff.ts";
import { startShop } from "../test/browser/widget/support/shop.ts";
import { belowFloorFlows } from "../test/browsers/below-floor.ts";
import { type Flow, flows } from "../test/browsers/flows.ts";
import { type BrowserEntry, pickBrowsers } from "../test/browsers/list.ts";
import { type BrowserResult, findFaults, renderTable, writeBetween } from "../test/browsers/table.ts";
import { tryBrowser } from "../test/browsers/try-browser.ts";

const root = dirname(import.meta.dirname);
const cache = join(root, ".cache/browsers");
const document = join(root, "docs/browsers.md");

const args = process.argv.slice(2);
const isMissingAllowed = args.includes("--allow-missing");
const ids = args.filter((arg) => arg !== "--allow-missing");
const picked = pickBrowsers(ids);

const shop = await startShop();
const bff = await startFixtureBff(() => shop.origin);

/** Tries one kind of browsers, prints their table, and writes it between its marks when all were tried. */
async function tryAll(mark: string, browsers: readonly BrowserEntry[], flows: readonly Flow[]) {
  const results: BrowserResult[] = [];
  for (const browser of browsers) {
    console.error(`${browser.title} …`);
    results.push(await tryBrowser(browser, { bff, shop, flows, cache, say: console.error }));
  }
  const table = renderTable(
    flows.map(({ name }) => name),
    results,
  );
  if (results.length > 0) console.log(`${table}\n`);
  if (ids.length === 0) {
    const dated = `Run of ${new Date().toISOString().slice(0, 10)}:\n\n${table}`;
    writeFileSync(document, writeBetween(readFileSync(document, "utf8"), mark, dated));
  }
  return results;
}

const above = picked.filter(({ isBelowFloor }) => !isBelowFloor);
const below = picked.filter(({ isBelowFloor }) => isBelowFloor);
const results = [
  ...(await tryAll("browsers", above, flows)),
  ...(await tryAll("browsers below the floor", below, belowFloorFlows)),
];
await Promise.all([bff.close(), shop.close()]);

const faults = findFaults(results, { isMissingAllowed });
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
