/** `npm run readme-picture` takes the README's pictures: the widget in the demo shop, on a desktop and on a phone. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../test/support/browser.ts";
import { startDemoStack } from "./demo-stack.ts";
import { ensureChromium } from "./ensure-chromium.ts";
import { toPalettePng } from "./palette-png.ts";

const imageFolder = join(dirname(import.meta.dirname), "docs/images");
const desktopSize = { width: 1120, height: 800 };
const phoneSize = { width: 390, height: 844 };
/** The space above the widget on the phone, in CSS pixels. */
const phoneMargin = 16;

/** Opens a customer's checkout at the list of methods, with two device pixels for each CSS pixel. */
async function openCheckout(browser: Browser, shopUrl: string, viewport: typeof phoneSize): Promise<Page> {
  const context = await browser.newContext({ viewport, deviceScaleFactor: 2, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(shopUrl);
  await page.getByRole("button", { name: "Buy now" }).click();
  await page.getByRole("radio", { name: "Cash at a store" }).check();
  return page;
}

async function save(page: Page, name: string): Promise<void> {
  const picture = toPalettePng(await page.screenshot());
  writeFileSync(join(imageFolder, `${name}.png`), picture);
  console.log(`docs/images/${name}.png: ${Math.ceil(picture.length / 1024)} kB`);
}

process.env.CHROMIUM_PATH = ensureChromium({ say: console.error });
mkdirSync(imageFolder, { recursive: true });
const [stack, browser] = await Promise.all([startDemoStack(), launchBrowser()]);
try {
  await save(await openCheckout(browser, stack.shopUrl, desktopSize), "checkout-desktop");

  const phone = await openCheckout(browser, stack.shopUrl, phoneSize);
  await phone.getByRole("button", { name: "Continue" }).click();
  await phone.getByRole("img", { name: /^Barcode/ }).waitFor();
  await phone.getByRole("heading", { name: "How to pay" }).waitFor();
  await phone.evaluate((margin) => {
    const { top = 0 } = document.querySelector("pay-checkout")?.getBoundingClientRect() ?? {};
    window.scrollBy(0, top - margin);
  }, phoneMargin);
  await save(phone, "checkout-phone");
} finally {
  await browser.close();
  await stack.stop();
}
