import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { codeAction, pix, upi } from "../../widget/support/fixtures.ts";
import type { Scenario } from "./support/scenario.ts";
import { strictPolicy } from "./support/shop.ts";
import { eventually, makeLastingPayment, type Opened, pay, setStage, tag } from "./support/stage.ts";

const stage = setStage();

/** Takes away what the oldest supported browsers lack: Chrome 83, Safari 14.1, Firefox 78. */
function takeAway(): void {
  const remove = (target: object, ...names: readonly PropertyKey[]) => {
    for (const name of names) Reflect.deleteProperty(target, name);
  };
  remove(AbortSignal, "any", "timeout", "abort");
  remove(AbortSignal.prototype, "reason", "throwIfAborted");
  remove(URL, "canParse", "parse");
  remove(Object, "hasOwn", "groupBy");
  remove(Intl, "Segmenter");
  remove(Array, "fromAsync");
  remove(Array.prototype, "at", "findLast", "findLastIndex", "toReversed", "toSorted", "toSpliced", "with");
  remove(String.prototype, "at", "replaceAll", "isWellFormed", "toWellFormed");
  remove(Promise, "any", "withResolvers", "try");
  remove(globalThis, "structuredClone", "reportError", "WeakRef", "scheduler");
  remove(Crypto.prototype, "randomUUID");
  remove(ReadableStream.prototype, Symbol.asyncIterator, "values");
  remove(Element.prototype, "replaceChildren");
  remove(Document.prototype, "adoptedStyleSheets");
  remove(ShadowRoot.prototype, "adoptedStyleSheets");
  remove(CSSStyleSheet.prototype, "replace", "replaceSync");
  const { addEventListener } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (name, listener, options) {
    const known = typeof options === "object" ? { ...options, signal: undefined } : options;
    const { signal: _, ...rest } = typeof known === "object" ? known : { capture: known };
    addEventListener.call(this, name, listener, rest);
  };
}

interface Wanted {
  readonly policy?: string;
  readonly before?: () => void;
  readonly children?: string;
}

async function openOld(scenario: Scenario, wanted: Wanted = {}): Promise<Opened> {
  const { origin } = stage.bff();
  const { policy, before = takeAway, children = "" } = wanted;
  const opened = await stage.visit("about:blank");
  await opened.page.addInitScript(before);
  const body = tag(origin, scenario.token).replace("></pay-checkout>", `>${children}</pay-checkout>`);
  await opened.page.goto(stage.shop().addPage({ body, ...(policy === undefined ? {} : { policy }) }));
  return opened;
}

const sees = (page: Page, name: string) => page.getByRole("heading", { name }).waitFor();
const display = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => getComputedStyle(element).display);

describe("widget 14: a browser without the features of the last years", () => {
  test("list, code, reload, paid", async () => {
    const scenario = stage.bff().addScenario();
    scenario.next = () => makeLastingPayment({ nextAction: codeAction });
    const { page, heard } = await openOld(scenario);
    await pay(page, "Bank transfer");
    await sees(page, "Pay with this code");
    await page.reload();
    await sees(page, "Pay with this code");
    scenario.updatePayment({ status: "succeeded", nextAction: null });
    await sees(page, "Payment received");
    expect((await heard()).map(({ name }) => name)).toEqual(["pay-ready", "pay-succeeded"]);
  });

  test("the later screens have their styles, as the first ones do", async () => {
    const scenario = stage.bff().addScenario();
    scenario.next = () => makeLastingPayment({ nextAction: codeAction });
    const { page } = await openOld(scenario);
    await page.getByRole("radio").first().waitFor();
    expect(await display(page, "pay-checkout .methods")).toBe("grid");
    await pay(page, "Bank transfer");
    await sees(page, "Pay with this code");
    expect(await display(page, "pay-checkout .number")).toBe("flex");
  });

  test("a QR is drawn, and its page can be reached", async () => {
    const scenario = stage.bff().addScenario({ methods: [upi, pix] });
    scenario.next = () =>
      makeLastingPayment({
        method: "upi",
        nextAction: { type: "display_qr", data: "upi://pay?pa=shop@bank", links: [], url: null },
      });
    const { page } = await openOld(scenario);
    await pay(page, "UPI");
    await page.locator("pay-checkout [part=qr] path").waitFor();
  });

  test("a redirect leaves for the provider's page", async () => {
    const scenario = stage.bff().addScenario();
    const url = stage.shop().addPage({ body: "<h1>The provider</h1>" });
    scenario.next = () => makeLastingPayment({ nextAction: { type: "redirect", url } });
    const { page } = await openOld(scenario);
    await pay(page, "Bank transfer");
    await sees(page, "The provider");
  });

  test("an unreachable server is told with a way to try again", async () => {
    const scenario = stage.bff().addScenario();
    scenario.mode = "down";
    const { page, heard } = await openOld(scenario);
    await page.getByRole("button", { name: "Try again" }).waitFor();
    expect((await heard()).map(({ name }) => name)).toEqual(["pay-error"]);
  });

  test("under a policy that forbids <style>, a link brings the styles where the policy lists the BFF", async () => {
    const scenario = stage.bff().addScenario();
    const { origin } = stage.bff();
    const policy = strictPolicy(origin).replace("style-src 'self'", `style-src ${origin}`);
    const { page } = await openOld(scenario, { policy });
    await eventually(async () => expect(await display(page, "pay-checkout .methods")).toBe("grid"));
  });
});

/** What our code might throw: here, a browser that cannot write dates. */
function breakDates(): void {
  Object.defineProperty(Intl, "DateTimeFormat", {
    value: () => {
      throw new RangeError("no dates here");
    },
  });
}

function breakMoney(): void {
  Object.defineProperty(Intl, "NumberFormat", {
    value: () => {
      throw new RangeError("no numbers here");
    },
  });
}

async function expectLastResort({ page, heard }: Opened, token: string): Promise<void> {
  await sees(page, "Something went wrong");
  const link = page.getByRole("link", { name: "Open the payment page" });
  expect(await link.getAttribute("href")).toBe(`${stage.bff().origin}/pay#${token}`);
  const errors = (await heard()).filter(({ name }) => name === "pay-error");
  expect(errors.map(({ detail }) => detail.code)).toEqual(["widget_failed"]);
  expect(await page.getByText("Confirming your payment").count()).toBe(0);
}

describe("widget 14: when the widget itself fails", () => {
  test("while it draws the list: the customer reads the way on, with what the page has put inside", async () => {
    const scenario = stage.bff().addScenario();
    const opened = await openOld(scenario, { before: breakMoney, children: "<p>Call us to pay</p>" });
    await expectLastResort(opened, scenario.token);
    await opened.page.getByText("Call us to pay").waitFor();
  });

  test("after the order was made: the same, and never a screen that only waits", async () => {
    const scenario = stage.bff().addScenario();
    scenario.next = () => makeLastingPayment({ nextAction: codeAction });
    const opened = await openOld(scenario, { before: breakDates });
    await pay(opened.page, "Bank transfer");
    await expectLastResort(opened, scenario.token);
  });

  test("with an address of the BFF that is none: told, and not blank", async () => {
    const { page, heard } = await stage.visit("about:blank");
    const body = tag(stage.bff().origin, "ct_x").replace(
      /<pay-checkout bff="[^"]*"/,
      '<pay-checkout bff="//"',
    );
    await page.goto(stage.shop().addPage({ body }));
    await sees(page, "Something went wrong");
    expect((await heard()).map(({ name }) => name)).toEqual(["pay-error"]);
  });

  test("where its later screens cannot be fetched: told once, with the way on, and asked for by a clock", async () => {
    const scenario = stage.bff().addScenario();
    scenario.next = () => makeLastingPayment({ nextAction: codeAction });
    const { page, heard } = await stage.visit("about:blank");
    let asked = 0;
    await page.route(/\/later-[^/]*\.js/, async (route) => {
      asked += 1;
      await route.fulfill({ status: 404 });
    });
    await page.goto(stage.shop().addPage({ body: tag(stage.bff().origin, scenario.token) }));
    await pay(page, "Bank transfer");
    await page.getByRole("link", { name: "Open the payment page" }).waitFor();
    await page.getByRole("button", { name: "Try again" }).waitFor();
    await eventually(() => expect(asked).toBeGreaterThan(2));
    expect(asked).toBeLessThanOrEqual(6);
    expect((await heard()).filter(({ name }) => name === "pay-error")).toHaveLength(1);
  });
});
