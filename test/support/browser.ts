/** A Chromium for browser tests, and pictures of what it shows. */
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { ADVICE, findChromium } from "../../scripts/ensure-chromium.ts";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts a headless Chromium with an empty profile. The caller closes it. Throws with advice when there is none. */
export async function launchBrowser(options: { args?: readonly string[] } = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(ADVICE);
  return await chromium.launch({ executablePath, headless: true, args: [...FLAGS, ...(options.args ?? [])] });
}

/** Saves what the page shows as `.cache/screenshots/<name>.png` and answers with the path. */
export async function screenshot(
  page: Page,
  name: string,
  options: { fullPage?: boolean } = {},
): Promise<string> {
  const path = join(import.meta.dirname, "../../.cache/screenshots", `${name}.png`);
  await page.screenshot({ path, fullPage: options.fullPage ?? true });
  return path;
}
