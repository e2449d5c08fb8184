/** A browser and a pretended BFF of its own for each test of the console's page. */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { launchBrowser } from "../../../support/browser.ts";
import { type PretendedConsole, startPretendedConsole } from "./pretended-console.ts";

export interface ConsoleStage {
  readonly bff: () => PretendedConsole;
  /** Opens a place of the console, such as `payments/pay_…`, and waits until it is drawn. */
  readonly open: (place: string, options?: BrowserContextOptions) => Promise<Page>;
}

export function setConsole(): ConsoleStage {
  let bff: PretendedConsole;
  let browser: Browser;
  let complaints: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  beforeEach(async () => {
    complaints = [];
    bff = await startPretendedConsole();
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await bff.close();
    // Among them would be every violation of the page's policy.
    expect(complaints.filter((text) => !text.startsWith("Failed to load resource"))).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
  });

  return {
    bff: () => bff,
    async open(place, options = {}) {
      const context = await browser.newContext({ locale: "en", reducedMotion: "reduce", ...options });
      const page = await context.newPage();
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(String(error)));
      await page.goto(`${bff.url}#/${place}`);
      await page.locator("h1").waitFor();
      return page;
    },
  };
}
