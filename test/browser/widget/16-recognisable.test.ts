import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { BrowserSession } from "../../../bff/contract.ts";
import type { PayCheckout } from "../../../widget/element.ts";
import { shiftOf, watchShifts } from "./support/shifts.ts";
import { strictPolicy } from "./support/shop.ts";
import { eventually, type Opened, setStage, tag } from "./support/stage.ts";

const stage = setStage();

const logo = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><path fill="red" d="M0 0h9v9z"/></svg>');
const price = (value: string) => ({ value, currency: "MXN" });

interface Given {
  readonly merchant?: Partial<BrowserSession["merchant"]>;
  readonly session?: Partial<BrowserSession>;
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** Opens a shop whose policy allows pictures of the BFF. `logo` stands for one that the BFF serves. */
async function openShop({ merchant, session, prepare }: Given, width = 390): Promise<Opened> {
  const bff = stage.bff().origin;
  const whole = { name: "Cantina del Sol", logo: null, support: null, terms: null, ...merchant };
  const scenario = stage.bff().addScenario({
    ...session,
    merchant: { ...whole, logo: whole.logo === "logo" ? `${bff}/images/logo.svg` : whole.logo },
  });
  const policy = `${strictPolicy(bff)}; img-src ${bff}`;
  const url = stage.shop().addPage({ body: tag(bff, scenario.token), policy });
  const opened = await stage.visit("about:blank", { viewport: { width, height: 844 } });
  await opened.page.route("**/images/logo.svg", (route) =>
    route.fulfill({ body: logo, contentType: "image/svg+xml" }),
  );
  await prepare?.(opened.page);
  await opened.page.goto(url);
  await opened.page.getByRole("radio").first().waitFor();
  return opened;
}

const shop = {
  merchant: {
    logo: "logo",
    support: { email: "help@shop.example.com", url: "https://shop.example.com/help" },
    terms: "https://shop.example.com/terms",
  },
  session: {
    sandbox: true,
    items: [
      { name: "Coffee beans", quantity: 2, amount: price("9000.00") },
      { name: "Clay mug", quantity: 1, amount: price("1000.00") },
    ],
  },
} satisfies Given;

/** The elements that stick out of the card. */
const stickingOut = (page: Page) =>
  page.locator("pay-checkout").evaluate(({ shadowRoot }) => {
    const card = shadowRoot?.querySelector(".card")?.getBoundingClientRect() ?? new DOMRect();
    return [...(shadowRoot?.querySelectorAll(".card *:not(.sr)") ?? [])]
      .filter((element) => element.getBoundingClientRect().right > card.right + 1)
      .map(({ outerHTML }) => outerHTML.slice(0, 80));
  });

describe("widget 16: the shop, as its customers know it", () => {
  test("shows its logo, order, help, terms and that it is a sandbox, and keeps a policy with its pictures", async () => {
    const { page, violations } = await openShop(shop);
    await page.getByText("Test, no real money").waitFor();
    await eventually(async () =>
      expect(
        await page
          .locator(".logo img")
          .evaluate((img) => img instanceof HTMLImageElement && img.naturalWidth),
      ).toBeGreaterThan(0),
    );
    const help = page.getByRole("link", { name: "Help", exact: true });
    expect(await help.getAttribute("href")).toBe("https://shop.example.com/help");
    for (const link of [help, page.getByRole("link", { name: "Terms" })]) {
      expect(await link.getAttribute("target")).toBe("_blank");
      expect(await link.getAttribute("rel")).toBe("noopener noreferrer");
    }
    expect(await page.getByRole("link", { name: "help@" }).getAttribute("href")).toBe(
      "mailto:help@shop.example.com",
    );
    expect(await violations()).toEqual([]);
  });

  test("folds the order in one column, and opens it by the keyboard", async () => {
    const { page } = await openShop(shop);
    const order = page.getByRole("button", { name: "Your order (2)" });
    const item = page.getByText("Coffee beans", { exact: true });
    await order.waitFor();
    expect(await item.isVisible()).toBe(false);
    await order.press("Enter");
    expect(await item.isVisible()).toBe(true);
    expect(await order.getAttribute("aria-expanded")).toBe("true");
    expect(await page.getByRole("region", { name: /Your order/ }).innerText()).toMatch(
      /2 ×\s*Coffee beans\s*\$9,000.00\s*Clay mug\s*\$1,000.00/,
    );
    await order.press("Enter");
    expect(await item.isVisible()).toBe(false);
  });

  test("a picture that could not be loaded comes when its address changes to a good one", async () => {
    const bff = stage.bff().origin;
    const scenario = stage.bff().addScenario();
    const give = (picture: string) => {
      const { merchant, methods } = scenario.session;
      scenario.session = {
        ...scenario.session,
        merchant: { ...merchant, logo: `${bff}/images/${picture}` },
        methods: methods.map((offer) => ({ ...offer, icon: `${bff}/images/${picture}` })),
      };
    };
    give("gone.svg");
    const { page, checkout } = await stage.visit("about:blank");
    await page.route("**/images/*.svg", (route) =>
      route.request().url().endsWith("/logo.svg")
        ? route.fulfill({ body: logo, contentType: "image/svg+xml" })
        : route.fulfill({ status: 404 }),
    );
    await page.goto(stage.shop().addPage({ body: tag(bff, scenario.token) }));
    const pictures = [page.locator(".logo"), page.locator("[part~=method-store] .mark img")];
    for (const picture of pictures) await picture.waitFor({ state: "attached" });
    for (const picture of pictures) await picture.waitFor({ state: "hidden" });
    give("logo.svg");
    await checkout.evaluate((element: PayCheckout) => element.refresh());
    for (const picture of pictures) await picture.waitFor();
  });

  test("says nothing of what is not given", async () => {
    const { page } = await openShop({});
    await page.waitForFunction(() =>
      performance.getEntriesByType("resource").some(({ name }) => name.includes("guide-en")),
    );
    for (const selector of [".sandbox", ".logo", ".order", ".foot"]) {
      expect(await page.locator(selector).count(), selector).toBe(0);
    }
  });

  test("moves nothing while logo, order, links and marks come late", async () => {
    const drawn = Promise.withResolvers<void>();
    const { page } = await openShop({
      ...shop,
      prepare: async (page) => {
        await page.addInitScript(watchShifts);
        await page.route(/\/(later|texts|pix)-[^/]*\.js$|logo\.svg/, async (route) => {
          await drawn.promise;
          await route.fallback();
        });
      },
    });
    await page.getByRole("radio").first().waitFor();
    drawn.resolve();
    await page.locator(".brand").waitFor();
    await page.getByRole("link", { name: "Terms" }).waitFor();
    await page.locator(".logo img").waitFor();
    expect(await shiftOf(page)).toBeLessThan(0.002);
  });

  test("goes by its name alone where the logo cannot be loaded", async () => {
    const { page } = await openShop({
      ...shop,
      prepare: (page) => page.route("**/images/logo.svg", (route) => route.fulfill({ status: 404 })),
    });
    await page.locator(".logo").waitFor({ state: "hidden" });
    expect(await page.getByText("Cantina del Sol").first().isVisible()).toBe(true);
  });

  test("loads pictures from the BFF alone", async () => {
    const asked: string[] = [];
    const bad = ["https://tracker.example/1.png", "javascript:alert(1)", "//tracker.example/1.png"];
    for (const address of bad) {
      const { page } = await openShop({
        merchant: { logo: address },
        session: {
          methods: [{ id: "store", action: "display_code", label: null, payerFields: [], icon: address }],
        },
        prepare: async (page) => page.on("request", (request) => asked.push(request.url())),
      });
      await page.waitForFunction(() =>
        performance.getEntriesByType("resource").some(({ name }) => name.includes("guide-en")),
      );
      expect(await page.locator("pay-checkout img, pay-checkout .logo").count()).toBe(0);
    }
    expect(asked.filter((url) => url.includes("tracker"))).toEqual([]);
  });

  test("links to no address that runs a script or smuggles into a letter", async () => {
    const { page } = await openShop({
      merchant: {
        support: { email: "a@b.example?bcc=thief@evil.example", url: "javascript:alert(1)" },
        terms: "data:text/html,<script>alert(1)</script>",
      },
    });
    await page.waitForFunction(() =>
      performance.getEntriesByType("resource").some(({ name }) => name.includes("guide-en")),
    );
    await page.locator(".foot").waitFor();
    expect(await page.locator("pay-checkout a").count()).toBe(0);
  });

  test("takes two hundred items, endless names, markup and Arabic, and stays inside its card", async () => {
    const names = [
      "x".repeat(5000),
      "long ".repeat(1000),
      "<img src=x onerror=alert(1)>",
      "قهوة عربية",
      "\u202eevil",
    ];
    const items = Array.from({ length: 200 }, (_, index) => ({
      name: names[index] ?? `Item ${index}`,
      quantity: index === 0 ? 1_000_000 : 1,
      amount: price("99999999999.00"),
    }));
    for (const width of [320, 390, 1280]) {
      const { page, violations } = await openShop({ session: { items } }, width);
      await page.getByRole("button", { name: /Your order/ }).click();
      const list = page.getByRole("region", { name: /Your order/ });
      const { height } = (await list.boundingBox()) ?? { height: Infinity };
      expect(height).toBeLessThan(500);
      expect(await stickingOut(page)).toEqual([]);
      expect(await list.locator("img").count()).toBe(0);
      expect(await list.getByText("<img src=x onerror=alert(1)>").count()).toBe(1);
      await list.focus();
      await page.keyboard.press("End");
      await eventually(async () =>
        expect(await list.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0),
      );
      expect(await violations()).toEqual([]);
    }
  });
});
