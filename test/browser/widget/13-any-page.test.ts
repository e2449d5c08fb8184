import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { pageStyles, parents, snapshot, unreadable } from "./support/any-page.ts";
import { setGallery } from "./support/gallery.ts";

const gallery = setGallery();
const still = { reducedMotion: "reduce" } as const;

/** Puts one element into each parent, each on a ground of a given width, and waits until all lists are shown. */
async function fill(page: Page, widthPx: number): Promise<void> {
  await page.setViewportSize({ width: Math.max(widthPx, 320), height: 800 });
  await page.evaluate(
    ({ table, width }) => {
      const stage = document.querySelector("main");
      if (stage === null) return;
      stage.replaceChildren();
      stage.setAttribute("style", "display: block; padding: 0");
      for (const { name, html } of table) {
        const ground = document.createElement("section");
        ground.setAttribute("style", `position: relative; width: ${width}px; display: flow-root`);
        ground.title = name;
        ground.setHTMLUnsafe(
          html.replace(
            "*",
            '<pay-checkout bff="https://methods-mexico.gallery.test" client-token="ct_gallery" locale="en"></pay-checkout>',
          ),
        );
        stage.append(ground);
        ground.querySelector<HTMLElement>("[popover]")?.showPopover();
      }
    },
    { table: parents, width: widthPx },
  );
  await page
    .locator("pay-checkout [part=body][aria-busy=false]")
    .nth(parents.length - 1)
    .waitFor();
}

/** The width of the element in each parent, and how far it sticks out of its ground, in CSS pixels. */
function measure(
  page: Page,
): Promise<readonly { name: string; width: number; out: number; inner: number }[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("main > section")].map((ground) => {
      const find = (root: ParentNode): Element | null =>
        root.querySelector("pay-checkout") ??
        [...root.querySelectorAll("*")]
          .flatMap(({ shadowRoot }) => (shadowRoot ? [find(shadowRoot)] : []))
          .find(Boolean) ??
        null;
      const widget = find(ground);
      const box = widget?.getBoundingClientRect();
      const card = widget?.shadowRoot?.querySelector(".card")?.getBoundingClientRect();
      const outer = widget?.closest("[popover]") ? document.documentElement : ground;
      const { left, right } = outer.getBoundingClientRect();
      return {
        name: ground.getAttribute("title") ?? "",
        width: box?.width ?? 0,
        inner: card?.width ?? 0,
        out: Math.max(0, left - (box?.left ?? 0), (box?.right ?? 0) - right),
      };
    }),
  );
}

/** The picture of it once it stays the same: on a busy machine a mark or a code is drawn a moment later. */
async function takeSettled(widget: Locator): Promise<Buffer> {
  let last = await widget.screenshot();
  await expect
    .poll(async () => {
      const next = await widget.screenshot();
      const isSame = next.equals(last);
      last = next;
      return isSame;
    })
    .toBe(true);
  return last;
}

describe("widget 13: on any page", () => {
  test("it has a size in every parent, wide or narrow, and sticks out of none", async () => {
    const page = await gallery.newPage(still);
    await gallery.show(page, { only: ["methods-mexico"] });
    for (const [widthPx, least] of [
      [1000, 480],
      [360, 280],
      [320, 264],
    ] as const) {
      await fill(page, widthPx);
      const wrong = (await measure(page)).filter(({ name, width, out, inner }) => {
        const wanted =
          widthPx === 1000 ? (parents.find((parent) => parent.name === name)?.atLeast ?? least) : least;
        // A table keeps 2 px around a cell, and a fieldset has its frame.
        return (
          width < Math.min(wanted, widthPx - 52) - 1 || width > 480 || out > 1 || Math.abs(width - inner) > 1
        );
      });
      expect(wrong, `${widthPx} px`).toEqual([]);
    }
  });

  test("no style of the page changes what is inside", async () => {
    const page = await gallery.newPage({ ...still, viewport: { width: 1100, height: 900 } });
    // The time left is a part of what is compared.
    await page.clock.setFixedTime("2026-11-20T12:00:00.000Z");
    await gallery.show(page, { only: ["methods-chosen", "code-store", "qr-upi", "payer-wrong"], width: 480 });
    await page.addStyleTag({ content: "main#stage { grid-template-columns: 480px 480px }" });
    const before = await snapshot(page);
    expect(before.length).toBeGreaterThan(100);
    for (const style of pageStyles) {
      const tag = await page.addStyleTag({ content: style });
      const now = await snapshot(page);
      expect(now.filter((line, index) => line !== before[index]).slice(0, 3), style).toEqual([]);
      await tag.evaluate((element) => element.parentNode?.removeChild(element));
    }
  });

  test("lines and first lines of an ancestor, which are not inherited but drawn through it, do not reach it", async () => {
    const page = await gallery.newPage({ ...still, viewport: { width: 600, height: 900 } });
    await page.clock.setFixedTime("2026-11-20T12:00:00.000Z");
    for (const only of ["methods-chosen", "code-store", "failed"] as const) {
      await gallery.show(page, { only: [only], width: 480 });
      const widget = page.locator("pay-checkout").first();
      const before = await takeSettled(widget);
      const style =
        "html, body, main, main * { text-decoration: underline line-through 3px red } *::first-line { color: red; font-size: 40px }";
      await page.addStyleTag({ content: style });
      expect((await takeSettled(widget)).equals(before), only).toBe(true);
    }
  });

  test("a parent that lets its content give it no width is filled as a plain element fills it, once it has one", async () => {
    const page = await gallery.newPage(still);
    await gallery.show(page, { only: ["methods-mexico"] });
    await page.evaluate(() => {
      Object.assign(globalThis, { widget: document.querySelector("pay-checkout") });
    });
    const widths = (style: string) =>
      page.evaluate((given) => {
        const { widget } = globalThis as unknown as { widget: Element };
        const row = document.createElement("div");
        row.style.display = "flex";
        document.body.prepend(row);
        const inside = [widget, document.createElement("div")].map((element) => {
          const parent = document.createElement("div");
          parent.setAttribute("style", `container-type: inline-size; ${given}`);
          parent.append(element);
          row.replaceChildren(parent);
          return element.getBoundingClientRect().width;
        });
        return inside;
      }, style);
    // The browser gives the parent no width, whatever is in it: docs/widget.md says what the page must do.
    expect(await widths("")).toEqual([0, 0]);
    for (const [style, widthPx] of [
      ["flex: 1", 480],
      ["width: 300px", 300],
    ] as const) {
      expect((await widths(style))[0], style).toBe(widthPx);
    }
  });

  test("text of any size is whole: nothing is cut off, words and amounts are not broken", async () => {
    const page = await gallery.newPage(still);
    const found: string[] = [];
    for (const locale of ["es-MX", "de", "ar"]) {
      await gallery.show(page, {
        only: [
          "methods-chosen",
          "code-store",
          "code-transfer",
          "qr-upi",
          "payer-wrong",
          "partly-paid",
          "paid",
          "failed",
        ],
        locale,
      });
      for (const [widthPx, textPx] of [
        [320, 16],
        [360, 20],
        [320, 24],
        [360, 32],
        [320, 32],
        [480, 32],
      ] as const) {
        await page.setViewportSize({ width: widthPx + 32, height: 800 });
        await page.evaluate((size) => {
          document.documentElement.style.setProperty("--pay-text-size", `${size}px`);
        }, textPx);
        found.push(
          ...(await unreadable(page)).map(
            (what) => `${locale}, ${widthPx} px, text of ${textPx} px: ${what}`,
          ),
        );
      }
    }
    expect(found).toEqual([]);
  });

  test("text follows the browser's setting and the token, not the page's root", async () => {
    const page = await gallery.newPage(still);
    await gallery.show(page, { only: ["payer-brazil"] });
    const sizes = () =>
      page.evaluate(() =>
        [".card", "input"].map((selector) => {
          const element = document.querySelector("pay-checkout")?.shadowRoot?.querySelector(selector);
          return element ? getComputedStyle(element).fontSize : null;
        }),
      );
    await page.addStyleTag({ content: "html { font-size: 62.5% }" });
    expect(await sizes()).toEqual(["16px", "16px"]);
    const session = await page.context().newCDPSession(page);
    await session.send("Page.setFontSizes", { fontSizes: { standard: 32 } });
    expect(await sizes()).toEqual(["32px", "32px"]);
    await page.addStyleTag({ content: "pay-checkout { --pay-text-size: 12px }" });
    // Below 16 px, iOS would zoom in on a field.
    expect(await sizes()).toEqual(["12px", "16px"]);
  });
});
