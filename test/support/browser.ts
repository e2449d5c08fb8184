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
 * Chromium obeys only the last --disable-features, so this list repeats Playwright's. The features after those give
 * each window a hidden page of the browser's own, which takes half of the time of opening a window.
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
  /** Turns on the back/forward cache, which Playwright turns off. */
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

/** Saves a screenshot as `.cache/screenshots/<name>.png` and returns the path. */
export async function screenshot(
  page: Page,
  name: string,
  options: { fullPage?: boolean } = {},
): Promise<string> {
  const path = join(import.meta.dirname, "../../.cache/screenshots", `${name}.png`);
  await page.screenshot({ path, fullPage: options.fullPage ?? true });
  return path;
}
