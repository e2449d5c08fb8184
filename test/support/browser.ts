/** A Chromium for browser tests, and pictures of what it shows. */
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { advice, findChromium } from "../../scripts/ensure-chromium.ts";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Chromium heeds the last list of these only, so Playwright's own stands here again, and behind it what costs each
 * window a page of the browser's own that nobody sees (half of the time of opening one).
 */
const disabledFeatures = [
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
  "WebUIOmniboxPopup",
  "WebUIOmniboxFullPopup",
  "WebUIOmniboxAimPopup",
  "SpareRendererForSitePerProcess",
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
  if (executablePath === undefined) throw new Error(advice);
  return await chromium.launch({
    executablePath,
    headless: true,
    args: [...flags, `--disable-features=${disabledFeatures.join(",")}`, ...args],
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
