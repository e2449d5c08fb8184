import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { PaymentMethodOffer } from "../../../bff/contract.ts";
import type { PayCheckout } from "../../../widget/element.ts";
import { bankTransfer, pix, store, upi } from "../../widget/support/fixtures.ts";
import { strictPolicy } from "./support/shop.ts";
import { eventually, makeLastingPayment, type Opened, pay, setStage, tag } from "./support/stage.ts";

const stage = setStage();

const off = (offer: PaymentMethodOffer): PaymentMethodOffer => ({
  ...offer,
  unavailable: { reason: "temporarily_unavailable" },
});
const wallets: readonly PaymentMethodOffer[] = [pix, { ...pix, id: "wechat_pay" }, { ...pix, id: "alipay" }];

/** The names of the scripts that a page asks for, without their hashes, in order. */
function listScripts(page: Page): readonly string[] {
  const asked: string[] = [];
  page.on("request", (request) => {
    const [, name] = /\/v1\/(.*?)(-[\w-]{8})?\.js$/.exec(request.url()) ?? [];
    if (name !== undefined) asked.push(name);
  });
  return asked;
}

async function openList(
  methods: readonly PaymentMethodOffer[],
  prepare: (page: Page) => unknown = () => undefined,
): Promise<Opened> {
  const scenario = stage.bff().addScenario({ methods: [...methods] });
  const bff = stage.bff().origin;
  const policy = `${strictPolicy(bff)}; img-src ${bff}`;
  const opened = await stage.visit("about:blank");
  await prepare(opened.page);
  await opened.page.goto(stage.shop().addPage({ body: tag(bff, scenario.token), policy }));
  await opened.page.getByRole("radio").first().waitFor();
  return opened;
}

describe("widget 16: a method that cannot be used now", () => {
  test("is there with its reason, and is chosen neither by the mouse nor by the keyboard", async () => {
    const { page, heard } = await openList([bankTransfer, off(store), upi]);
    const greyed = page.getByRole("radio", { name: "Cash at a store" });
    expect(await greyed.isDisabled()).toBe(true);
    expect(await page.locator(".off").innerText()).toMatch(/Cash at a store\s+Not available right now/);
    await page.getByText("Cash at a store").click({ force: true });
    await page.getByRole("radio", { name: "Bank transfer" }).focus();
    await page.keyboard.press("ArrowDown");
    expect(await page.getByRole("radio", { name: "UPI" }).isChecked()).toBe(true);
    const chosen = (await heard()).filter(({ name }) => name === "pay-method-selected");
    expect(chosen.map(({ detail }) => detail.method)).not.toContain("store");
  });

  test("is not chosen for being the only one, and the way on is to try again", async () => {
    const scenario = stage.bff().addScenario({ methods: [off(store)] });
    const { page } = await stage.open(scenario);
    const again = page.getByRole("button", { name: "Try again" });
    await again.waitFor();
    expect(await page.getByRole("button", { name: "Continue" }).count()).toBe(0);
    expect(await page.getByRole("radio").isChecked()).toBe(false);
    scenario.update({ methods: [store] });
    await again.click();
    await pay(page, "Cash at a store");
    await page.getByLabel("Full name").waitFor();
  });

  test("is loaded again by the page's submit(), which does what the button does", async () => {
    const scenario = stage.bff().addScenario({ methods: [off(store)] });
    const { page, checkout } = await stage.open(scenario);
    await page.getByRole("button", { name: "Try again" }).waitFor();
    scenario.update({ methods: [store] });
    await checkout.evaluate((element: PayCheckout) => element.submit());
    await page.getByRole("radio", { checked: true }).waitFor();
  });

  test("can be used again once the server says so, without a press", async () => {
    const scenario = stage.bff().addScenario({ methods: [bankTransfer, off(store)] });
    const opened = await stage.visit("about:blank");
    const { page } = opened;
    await page.clock.install();
    const body = tag(stage.bff().origin, scenario.token);
    await page.goto(stage.shop().addPage({ body, policy: strictPolicy(stage.bff().origin) }));
    await page.getByText("Not available right now").waitFor();
    scenario.update({ methods: [bankTransfer, store] });
    await eventually(async () => {
      await page.clock.runFor(5000);
      expect(await page.getByRole("radio", { name: "Cash at a store" }).isEnabled()).toBe(true);
    });
    expect(scenario.count("POST", "/checkout/open")).toBe(2);
  });
});

describe("widget 16: the marks of methods and apps", () => {
  test("come each by itself, after the list", async () => {
    let asked: readonly string[] = [];
    const { page } = await openList(wallets, (page) => {
      asked = listScripts(page);
    });
    await eventually(async () => expect(await page.locator(".method .brand").count()).toBe(3));
    expect(asked).toEqual(expect.arrayContaining(["pix", "wechat", "alipay"]));
    expect(asked.indexOf("later")).toBeLessThan(asked.findIndex((name) => /pix|wechat|alipay/.test(name)));
    expect(asked).not.toContain("paytm");
  });

  test("are left out where they cannot be fetched: no error, and no hot loop", async () => {
    let asked: readonly string[] = [];
    const { page, heard } = await openList(wallets, async (page) => {
      asked = listScripts(page);
      await page.route(/\/pix-[\w-]+\.js$/, (route) => route.fulfill({ status: 404 }));
    });
    await eventually(async () => expect(await page.locator(".method .brand").count()).toBe(2));
    await eventually(() => expect(asked.filter((name) => name === "pix").length).toBeGreaterThan(1));
    expect(asked.filter((name) => name === "pix").length).toBeLessThanOrEqual(6);
    expect(await page.locator(".method:has([value=pix]) .mark svg").isVisible()).toBe(true);
    expect((await heard()).map(({ name }) => name)).toEqual(["pay-ready"]);
  });

  test("give way to the merchant's picture where there are none, and that to our own icon", async () => {
    const bff = stage.bff().origin;
    const methods = [
      { ...store, icon: `${bff}/images/store.svg` },
      { ...bankTransfer, icon: `${bff}/images/gone.svg` },
      { ...pix, icon: `${bff}/images/store.svg` },
    ];
    const { page } = await openList(methods, async (page) => {
      const body = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
      await page.route("**/images/store.svg", (route) =>
        route.fulfill({ body, contentType: "image/svg+xml" }),
      );
      await page.route("**/images/gone.svg", (route) => route.fulfill({ status: 404 }));
    });
    const mark = (method: string) => page.locator(`.method:has([value=${method}]) .mark`);
    await mark("store").locator("img").waitFor();
    expect(await mark("store").locator("svg").isVisible()).toBe(false);
    await mark("bank_transfer").locator("svg").waitFor();
    await mark("pix").locator(".brand").waitFor();
    expect(await mark("pix").locator("img").count()).toBe(0);
  });

  test("stand on the buttons of the apps on a phone", async () => {
    const links = ["gpay", "phonepe", "paytmmp", "other"].map((name) => ({ name, url: "upi://pay?pa=a@b" }));
    const payment = makeLastingPayment({
      method: "upi",
      nextAction: { type: "display_qr", data: "upi://pay?pa=a@b", links, url: null },
    });
    const scenario = stage.bff().addScenario({ status: "requires_action", payment });
    const { page } = await stage.open(scenario, { context: { hasTouch: true, isMobile: true } });
    await eventually(async () => expect(await page.locator(".apps .brand").count()).toBe(3));
    expect(await page.locator(".apps svg").count()).toBe(4);
  });

  test("can be seen in forced colours, where they lose the brand's", async () => {
    const scenario = stage.bff().addScenario({ methods: [pix] });
    const { page } = await stage.open(scenario, { context: { forcedColors: "active", colorScheme: "dark" } });
    const path = page.locator(".brand path");
    await path.waitFor();
    const [fill, ground] = await page.evaluate(() => {
      const brand = document.querySelector("pay-checkout")?.shadowRoot?.querySelector(".brand");
      return ["path", "rect"].map(
        (name) => getComputedStyle(brand?.querySelector(name) ?? document.body).fill,
      );
    });
    expect([fill, ground]).toEqual(["rgb(255, 255, 255)", "rgb(0, 0, 0)"]);
  });
});
