import axe from "axe-core";
import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { catalog } from "../../../widget/locales/catalog.ts";
import { fixtureNames } from "../../../widget/testing/fixtures.ts";
import { setGallery } from "./support/gallery.ts";
import type { Wishes } from "./support/gallery-page.ts";

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
    prepare: (page) => page.addStyleTag({ content: "pay-checkout { --pay-text-size: 32px }" }),
  },
  { name: "320 px", wishes: {}, context: { ...still, viewport: { width: 320, height: 640 } } },
];

/** Screens that together show every colour. */
const telling = ["methods-chosen", "methods-notice", "payer-wrong", "code-store", "paid", "failed"] as const;

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The findings of axe, as short lines. The gallery's page around the widgets is left out. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ content: axe.source });
  return page.evaluate(async (tags) => {
    const { axe: engine } = globalThis as unknown as { axe: typeof axe };
    const { violations: found } = await engine.run(
      { include: [["pay-checkout"]] },
      {
        runOnly: { type: "tag", values: tags },
        // What passes is not described, which is most of the time that axe takes.
        resultTypes: ["violations"],
        rules: { region: { enabled: false }, "page-has-heading-one": { enabled: false } },
      },
    );
    return found.flatMap(({ id, nodes }) =>
      nodes.map(
        (node) => `${node.target.flat().join(" ")} ${id}: ${node.html} (${node.failureSummary ?? ""})`,
      ),
    );
  }, rules);
}

/** Screens with something wider than the page, so that it would have to be scrolled. */
function overflowing(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("pay-checkout")].flatMap((element) => {
      const { right, left } = element.getBoundingClientRect();
      const all = [...(element.shadowRoot?.querySelectorAll("*") ?? [])];
      const out = all.filter((inner) => {
        const box = inner.getBoundingClientRect();
        const isShown = box.width > 1 && getComputedStyle(inner).visibility === "visible";
        return isShown && (box.right > right + 1 || box.left < left - 1);
      });
      return out.length === 0 ? [] : [`${element.id}: ${out[0]?.outerHTML.slice(0, 120)}`];
    }),
  );
}

describe("widget 10: WCAG 2.2 AA by machine", () => {
  for (const { name, wishes, context, prepare } of modes) {
    test(`axe finds nothing on any screen in ${name}, and nothing sticks out`, {
      timeout: 180_000,
    }, async () => {
      const page = await gallery.newPage(context);
      await gallery.show(page, wishes);
      await prepare?.(page);
      expect(await page.locator("pay-checkout").count()).toBe(fixtureNames.length);
      expect(await violations(page)).toEqual([]);
      expect(await overflowing(page)).toEqual([]);
    });
  }

  for (const look of ["ink", "lagoon", "market"]) {
    test(`axe finds nothing in the theme ${look}, light and dark`, { timeout: 120_000 }, async () => {
      const page = await gallery.newPage({ ...still, viewport: phone });
      for (const theme of ["light", "dark"] as const) {
        await gallery.show(page, { only: telling, look, theme });
        expect(await page.locator("pay-checkout").count()).toBe(telling.length);
        expect(await violations(page)).toEqual([]);
      }
    });
  }

  test("every target is at least 24 by 24 px, on every screen", { timeout: 120_000 }, async () => {
    const page = await gallery.newPage({ ...still, viewport: phone });
    await gallery.show(page);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("pay-checkout")].flatMap((element) =>
        [...(element.shadowRoot?.querySelectorAll("button, a, input") ?? [])].flatMap((target) => {
          const { width, height } = target.getBoundingClientRect();
          return width < 24 || height < 24
            ? [`${element.id}: ${target.textContent} ${width} × ${height}`]
            : [];
        }),
      ),
    );
    expect(small).toEqual([]);
  });

  test("nothing moves by itself when the customer wants it still", async () => {
    const page = await gallery.newPage(still);
    await gallery.show(page);
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll("pay-checkout")]
        .filter((element) => (element.shadowRoot?.getAnimations().length ?? 0) > 0)
        .map(({ id }) => id),
    );
    expect(moving).toEqual([]);
  });
});
