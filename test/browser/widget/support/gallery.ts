import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type FixtureName, fixtures } from "../../../../widget/gallery/fixtures.ts";
import { type Gallery, serveGallery } from "../../../../widget/gallery/serve.ts";
import { launchBrowser } from "../../../support/browser.ts";

/** What the gallery shows. */
export interface Wishes {
  /** One screen; absent: all of them. */
  readonly screen?: FixtureName;
  readonly locale?: string;
  readonly theme?: "light" | "dark";
  readonly look?: string;
}

/** The gallery in a browser. */
export interface GalleryStage {
  readonly browser: () => Browser;
  readonly newPage: (context?: BrowserContextOptions) => Promise<Page>;
  /** Shows screens, all at once, and waits until each stands, with everything pressed that its fixture presses. */
  readonly show: (page: Page, wishes?: Wishes) => Promise<void>;
}

/** Every screen's name. */
export const screens = Object.keys(fixtures).filter((name): name is FixtureName => name in fixtures);

/** What must be there before a screen is looked at, where it takes more than the first answer. */
const settled: Readonly<Partial<Record<FixtureName, string>>> = {
  loading: ".bone",
  "methods-busy": ".primary[aria-disabled=true]",
  "methods-notice": ".notice",
  "payer-brazil": "#field-taxId",
  "payer-wrong": "[aria-invalid=true]",
  "payer-coins": "#field-exchangeUid",
  "code-store": ".paper path",
};

/** Serves the gallery for one file of tests. */
export function setGallery(): GalleryStage {
  let gallery: Gallery;
  let browser: Browser;
  beforeAll(async () => {
    gallery = await serveGallery({ port: 0, watch: false });
    browser = await launchBrowser();
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });
  afterAll(async () => {
    await browser.close();
    await gallery.close();
  });
  return {
    browser: () => browser,
    newPage: async (context = {}) => (await browser.newContext(context)).newPage(),
    show: async (page, { screen, locale = "en", theme = "light", look = "" } = {}) => {
      const wishes = new URLSearchParams({ screen: screen ?? "", locale, theme, look, bare: "1" });
      await page.goto("about:blank");
      await page.goto(`${gallery.url}#${wishes}`);
      await Promise.all((screen === undefined ? screens : [screen]).map((name) => stands(page, name)));
    },
  };
}

async function stands(page: Page, screen: FixtureName): Promise<void> {
  const checkout = page.locator(`#${screen}`);
  if (screen !== "loading") await checkout.locator("[part=body][aria-busy=false]").waitFor();
  await checkout
    .locator(settled[screen] ?? "h2")
    .first()
    .waitFor();
}
