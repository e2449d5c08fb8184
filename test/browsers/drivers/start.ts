import type { BrowserEntry } from "../list.ts";
import { startChromium } from "./chromium.ts";
import type { Driver, DriverOptions } from "./driver.ts";
import { startFirefox } from "./firefox.ts";
import { startWebkit } from "./webkit.ts";

const starts: Readonly<Record<BrowserEntry["driver"], (options: DriverOptions) => Promise<Driver>>> = {
  chromium: startChromium,
  firefox: startFirefox,
  webkit: startWebkit,
};

/** Starts a browser with an empty profile. Rejects with the reason when it does not start. */
export function startBrowser(browser: BrowserEntry, options: DriverOptions): Promise<Driver> {
  return starts[browser.driver](options);
}
