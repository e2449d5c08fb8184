import type { FrameLocator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { NextAction } from "../../../bff/contract.ts";
import { eventually, makeLastingPayment, setStage, tag } from "./support/stage.ts";

const stage = setStage();
const open = { name: "Open the payment page" };
const withoutAll = "allow-scripts allow-same-origin";

/** A page with the widget in a frame, whose next payment leads to a cashier. */
interface Framed {
  readonly page: Page;
  readonly frame: FrameLocator;
  readonly outer: string;
  readonly cashier: string;
  /** The hosted page with the same session. */
  readonly hosted: string;
  /** The codes of each `pay-error` so far, as the page in the frame has heard them. */
  readonly errors: () => Promise<readonly unknown[]>;
  /** The next page that is opened beside this one. */
  readonly nextTab: () => Promise<Page>;
}

async function payInFrame(type: "redirect" | "redirect_form", sandbox: string, before = ""): Promise<Framed> {
  const scenario = stage.bff().addScenario();
  const cashier = stage.shop().addPage({ body: "<h1>Cashier</h1>" });
  const nextAction: NextAction =
    type === "redirect" ? { type, url: cashier } : { type, url: cashier, fields: { order: "1" } };
  scenario.next = () => makeLastingPayment({ method: "pix", nextAction });
  const inner = stage.shop().addPage({ body: before + tag(stage.bff().origin, scenario.token) });
  const body = `<iframe sandbox="${sandbox}" src="${inner}" width="480" height="700"></iframe>`;
  const outer = stage.shop().addPage({ body });
  const { page } = await stage.visit(outer);
  const frame = page.frameLocator("iframe");
  await frame.getByRole("radio", { name: "Pix" }).check();
  await frame.getByRole("button", { name: "Continue" }).click();
  return {
    page,
    frame,
    outer,
    cashier,
    hosted: `${stage.bff().origin}/pay#${scenario.token}`,
    errors: () =>
      frame.locator("body").evaluate(() => {
        const { heard } = globalThis as unknown as { heard: { name: string; detail: { code: string } }[] };
        return heard.filter(({ name }) => name === "pay-error").map(({ detail }) => detail.code);
      }),
    nextTab: () => page.context().waitForEvent("page"),
  };
}

const told = "This page cannot take payments. Please tell the shop.";
const notice = (frame: FrameLocator) => frame.locator("[part=notice]", { hasText: told });

describe("widget 9: a frame whose sandbox forbids the way to the provider", () => {
  for (const popups of ["allow-popups allow-popups-to-escape-sandbox", "allow-top-navigation"]) {
    test(`without allow-forms, but with ${popups.split(" ")[0]}: told at once, and the hosted page sends the form`, async () => {
      const { page, frame, hosted, errors, nextTab } = await payInFrame(
        "redirect_form",
        `${withoutAll} ${popups}`,
      );
      await notice(frame).waitFor();
      expect(await errors()).toEqual(["form_blocked"]);
      const link = frame.getByRole("link", open);
      expect(await link.getAttribute("href")).toBe(hosted);
      const isTab = popups.startsWith("allow-popups");
      const opened = isTab ? nextTab() : page;
      await link.click();
      const hostedPage = await opened;
      await hostedPage.waitForURL(/\/pay/);
      await hostedPage.getByRole("button", open).click();
      await hostedPage.getByRole("heading", { name: "Cashier" }).waitFor();
    });
  }

  test("without allow-popups and allow-top-navigation, a form that is tried: told, and the address can be copied", async () => {
    const { page, frame, hosted, outer, errors } = await payInFrame(
      "redirect_form",
      `${withoutAll} allow-forms`,
    );
    // No redirect is announced that cannot happen.
    await frame.getByRole("heading", { name: "Waiting for your payment" }).waitFor();
    expect(await errors()).toEqual([]);
    await frame.getByRole("button", open).click();
    await notice(frame).waitFor();
    expect(await errors()).toEqual(["redirect_blocked"]);
    expect(await frame.locator("[data-copy=address]").textContent()).toBe(hosted);
    await frame.getByRole("link", open).click();
    await eventually(async () => expect(await errors()).toEqual(["redirect_blocked", "redirect_blocked"]));
    expect(page.url()).toBe(outer);
  });

  test("without any permission, a link that is tried: told, and its address can be copied", async () => {
    const { page, frame, cashier, errors } = await payInFrame("redirect", withoutAll);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await frame.getByRole("link", open).click();
    await notice(frame).waitFor();
    expect(await errors()).toEqual(["redirect_blocked"]);
    await frame.getByRole("button", { name: cashier }).click();
    await eventually(async () =>
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(cashier),
    );
  });

  test("without allow-popups, a link goes to the page around, where the frame may move that", async () => {
    const { page, frame, cashier } = await payInFrame(
      "redirect",
      `${withoutAll} allow-top-navigation-by-user-activation`,
      // So that the widget redirects nobody by itself.
      "<script>document.addEventListener('pay-action', (event) => event.preventDefault());</script>",
    );
    const asked = page.waitForRequest(cashier);
    await frame.getByRole("link", open).click();
    await page.waitForURL(cashier);
    expect(await (await asked).headerValue("referer")).toBeNull();
  });

  test("a link goes to a new tab, which does not learn where it came from", async () => {
    const { page, frame, outer, cashier, nextTab } = await payInFrame(
      "redirect",
      `${withoutAll} allow-popups`,
      '<meta name="referrer" content="unsafe-url">',
    );
    const asked = page.context().waitForEvent("request", (request) => request.url() === cashier);
    const tab = nextTab();
    await frame.getByRole("link", open).click();
    await (await tab).getByRole("heading", { name: "Cashier" }).waitFor();
    expect(await (await asked).headerValue("referer")).toBeNull();
    expect(await (await tab).evaluate(() => [window.opener, document.referrer])).toEqual([null, ""]);
    expect(page.url()).toBe(outer);
  });

  test("a form goes into a new tab where the frame may not move the page around", async () => {
    const { page, frame, outer, cashier, errors, nextTab } = await payInFrame(
      "redirect_form",
      `${withoutAll} allow-forms allow-popups`,
    );
    const tab = nextTab();
    await frame.getByRole("button", open).click();
    const opened = await tab;
    await opened.getByRole("heading", { name: "Cashier" }).waitFor();
    expect(opened.url()).toBe(cashier);
    expect(await opened.evaluate(() => window.opener)).toBeNull();
    expect(page.url()).toBe(outer);
    expect(await errors()).toEqual([]);
  });

  /** A form out of a frame that may do everything. The page around stays, because the answer has nothing to show. */
  async function payInVain() {
    const scenario = stage.bff().addScenario();
    const cashier = stage.shop().addPage({ body: "<h1>Cashier</h1>" });
    scenario.next = () =>
      makeLastingPayment({ method: "pix", nextAction: { type: "redirect_form", url: cashier, fields: {} } });
    const inner = stage.shop().addPage({ body: tag(stage.bff().origin, scenario.token) });
    const { page } = await stage.visit(stage.shop().addPage({ body: `<iframe src="${inner}"></iframe>` }));
    await page.route(cashier, (route) => route.fulfill({ status: 204 }));
    await page.clock.install();
    const frame = page.frameLocator("iframe");
    await frame.getByRole("radio", { name: "Pix" }).check();
    await frame.getByRole("button", { name: "Continue" }).click();
    await frame.getByRole("heading", { name: "Taking you to the payment page" }).waitFor();
    return { page, frame };
  }

  test("a form that led nowhere, for what reason ever, is told after a while", async () => {
    const { page, frame } = await payInVain();
    await page.clock.runFor(25_000);
    await notice(frame).waitFor();
    await frame.getByRole("link", open).waitFor();
  });

  test("a form that led nowhere, and then into a new tab, is not called lost", async () => {
    const { page, frame } = await payInVain();
    const tab = page.context().waitForEvent("page");
    await frame.getByRole("button", open).click();
    await (await tab).getByRole("heading", { name: "Cashier" }).waitFor();
    await frame.getByRole("heading", { name: "Waiting for your payment" }).waitFor();
    await page.clock.runFor(25_000);
    await frame.getByRole("heading", { name: "Waiting for your payment" }).waitFor();
    expect(await notice(frame).count()).toBe(0);
    await frame.getByRole("button", open).waitFor();
  });
});
