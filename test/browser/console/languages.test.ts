import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFormat } from "../../../widget/console/i18n/format.ts";
import { languages } from "../../../widget/console/i18n/languages.ts";
import { launchBrowser } from "../../support/browser.ts";
import { inReview } from "./support/answers.ts";
import { type PretendedConsole, startPretendedConsole } from "./support/pretended-console.ts";

let bff: PretendedConsole;
let browser: Browser;

beforeAll(async () => {
  bff = await startPretendedConsole();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await bff?.close();
});

const all = Object.entries(languages).map(([language, { name, tag, load }]) => ({
  language,
  name,
  tag,
  load,
}));

test.each(all)(
  "$name is chosen, fills the screen without a placeholder, and is there again after a reload",
  async ({ language, tag, load }) => {
    const texts = await load();
    // Another language than the wanted one first, so that the choice is what changes it.
    const context = await browser.newContext({
      locale: language === "en" ? "es" : "en",
      viewport: { width: 320, height: 800 },
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(`${bff.url}#/payments/${inReview.id}`);
    await page.locator("header .menu").click();
    await page.locator('select[name="language"]').selectOption(language);
    await page.getByRole("heading", { name: texts.story.title }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe(tag);
    expect(await page.locator("#menu li").allInnerTexts()).toEqual(
      expect.arrayContaining([texts.nav.payments]),
    );
    expect(await page.locator("main").innerText()).not.toMatch(/\{\w+\}/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    // A search box scrolls sideways for a placeholder that is wider than it.
    const box = page.getByRole("searchbox");
    expect(await box.getAttribute("placeholder")).toBe(texts.search.hint);
    const [has, needs] = await box.evaluate((input) => {
      const { font, paddingLeft, paddingRight } = getComputedStyle(input);
      const context = document.createElement("canvas").getContext("2d");
      if (!(input instanceof HTMLInputElement) || context === null) throw new Error("it cannot be measured");
      context.font = font;
      const inside = input.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
      return [inside, context.measureText(input.placeholder).width];
    });
    expect(needs).toBeLessThanOrEqual(has);
    await page.reload();
    await page.getByRole("heading", { name: texts.story.customer.title }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  },
);

test.each(["es-ES", "es-MX", "es-AR"])(
  "amounts are written as the console's language has them, in a browser of %s, too",
  async (locale) => {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    await page.goto(`${bff.url}#/payments/${inReview.id}`);
    const { texts, money } = {
      texts: await languages.es.load(),
      money: createFormat(languages.es.numbers).money(inReview.amount),
    };
    await page.getByRole("heading", { name: texts.story.title }).waitFor();
    expect(await page.locator("main").innerText()).toContain(money);
    expect(money).toBe("$150.00");
    await context.close();
  },
);
