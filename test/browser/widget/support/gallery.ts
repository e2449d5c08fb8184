import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type Gallery, serveGallery } from "../../../../widget/gallery/serve.ts";
import { launchBrowser } from "../../../support/browser.ts";
import { showScreens, type Wishes } from "./gallery-page.ts";

/** The gallery in a browser. */
export interface GalleryStage {
  readonly browser: () => Browser;
  readonly newPage: (context?: BrowserContextOptions) => Promise<Page>;
  /** Shows screens, all at once, and waits until each stands, with everything pressed that its fixture presses. */
  readonly show: (page: Page, wishes?: Wishes) => Promise<void>;
}

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
    show: (page, wishes) => showScreens(page, gallery.url, wishes),
  };
}
