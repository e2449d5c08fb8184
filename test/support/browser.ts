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

export interface LaunchOptions {
  readonly args?: readonly string[];
  /** Turns on the back/forward cache, which every browser has and Playwright turns off. */
  readonly hasBackCache?: boolean;
}

/** Starts a headless Chromium with an empty profile. The caller closes it. Throws with advice when there is none. */
export async function launchBrowser({
  args = [],
  hasBackCache = false,
}: LaunchOptions = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(ADVICE);
  return await chromium.launch({
    executablePath,
    headless: true,
    args: [...FLAGS, ...args],
    ...(hasBackCache ? { ignoreDefaultArgs: ["--disable-back-forward-cache"] } : {}),
  });
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
