import axe from "axe-core";
import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { catalog } from "../../../widget/locales/catalog.ts";
import { screens, setGallery, type Wishes } from "./support/gallery.ts";

const gallery = setGallery();

interface Mode {
  readonly name: string;
  readonly wishes: Wishes;
  readonly context: BrowserContextOptions;
  readonly prepare?: (page: Page) => Promise<unknown>;
}

const still = { reducedMotion: "reduce" } as const;
const phone = { width: 390, height: 844 };
const modes: readonly Mode[] = [
  { name: "light", wishes: {}, context: { ...still, viewport: phone } },
  { name: "dark", wishes: { theme: "dark" }, context: { ...still, viewport: phone, colorScheme: "dark" } },
  { name: "forced colours", wishes: {}, context: { ...still, viewport: phone, forcedColors: "active" } },
  {
    name: "right to left",
    wishes: { locale: "ar" in catalog ? "ar" : "en" },
    context: { ...still, viewport: phone },
  },
  {
    name: "text at 200 %",
    wishes: {},
    context: { ...still, viewport: phone },
    prepare: (page) => page.addStyleTag({ content: ":root { font-size: 200% }" }),
  },
  { name: "320 px", wishes: {}, context: { ...still, viewport: { width: 320, height: 640 } } },
];

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds, as short lines. The page around the widget is the gallery's, so its landmarks are not looked at. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ content: axe.source });
  return page.evaluate(async (tags) => {
    const { axe: engine } = globalThis as unknown as { axe: typeof axe };
    const { violations: found } = await engine.run("pay-checkout", {
      runOnly: { type: "tag", values: tags },
      rules: { region: { enabled: false }, "page-has-heading-one": { enabled: false } },
    });
    return found.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html} (${node.failureSummary ?? ""})`),
    );
  }, rules);
}

/** Things that stand out of the page to the side, which would have to be scrolled to. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

describe("widget 10: WCAG 2.2 AA by machine", () => {
  for (const { name, wishes, context, prepare } of modes) {
    test(`axe finds nothing on any screen in ${name}, and nothing sticks out`, {
      timeout: 180_000,
    }, async () => {
      const page = await gallery.newPage(context);
      const found: string[] = [];
      for (const screen of screens) {
        await gallery.show(page, screen, wishes);
        await prepare?.(page);
        found.push(...(await violations(page)).map((line) => `${screen}: ${line}`));
        if ((await overflow(page)) > 0)
          found.push(`${screen}: scrolls sideways by ${await overflow(page)} px`);
      }
      expect(found).toEqual([]);
    });
  }

  test("every target is at least 24 by 24 px, on every screen", { timeout: 120_000 }, async () => {
    const page = await gallery.newPage({ ...still, viewport: phone });
    const small: string[] = [];
    for (const screen of screens) {
      await gallery.show(page, screen);
      const targets = page.locator("pay-checkout").locator("button, a, input");
      for (const target of await targets.all()) {
        const box = await target.boundingBox();
        if (box !== null && (box.width < 24 || box.height < 24)) {
          small.push(`${screen}: ${await target.textContent()} ${box.width} × ${box.height}`);
        }
      }
    }
    expect(small).toEqual([]);
  });

  test("nothing moves by itself when the customer wants it still", async () => {
    const page = await gallery.newPage(still);
    for (const screen of ["loading", "code-store", "methods-busy", "confirming"] as const) {
      await gallery.show(page, screen);
      const running = await page
        .locator("pay-checkout")
        .evaluate((element) => element.shadowRoot?.getAnimations().length);
      expect(running, screen).toBe(0);
    }
  });
});
