import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { ScreenName } from "../../../widget/machine/screen.ts";
import { sceneNames, screenNames } from "../../../widget/testing/scenes.ts";
import type * as Testing from "../../../widget/testing/testing.ts";
import { launchBrowser } from "../../support/browser.ts";
import { bundle } from "./support/bundle.ts";
import { eventually } from "./support/stage.ts";

/** What only this screen has. A new screen needs a line, or this does not compile. */
const markOf: Readonly<Record<ScreenName, string>> = {
  loading: ".bone.method, .bone",
  error: "h2:text-is('Something went wrong')",
  methods: "h2:text-is('Choose how to pay')",
  payer: "h2:text-is('Your details')",
  code: "h2:text-is('Pay with this code')",
  qr: "[part=qr] path",
  leaving: "a:text-is('Open the payment page')",
  confirming: "h2:text-is('Confirming your payment')",
  refused: "h2:text-is('Something went wrong')",
  paid: "h2:text-is('Payment received')",
  reversed: "h2:text-is('This payment was sent back')",
  failed: "h2:text-is('The payment did not go through')",
  expired: "h2:text-is('The time to pay is over')",
  canceled: "h2:text-is('Payment canceled')",
};

const policy =
  "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html";
const shop = "https://shop.example.test";

interface Held {
  testing: typeof Testing;
  mock: Testing.MountedCheckout;
  violations: string[];
  heard: string[];
}

const built = join(import.meta.dirname, "../../../dist/widget");
const installed = {
  name: "installed",
  resolveId: (id: string) => (id.startsWith("pay-checkout/") ? join(built, `${id.slice(13)}.js`) : null),
};

/** The examples of docs/testing.md. */
const examples = [
  ...readFileSync(join(import.meta.dirname, "../../../docs/testing.md"), "utf8").matchAll(
    /```js\n([\s\S]*?)```/g,
  ),
].map(([, code = ""]) => code);

const listening = `
  globalThis.violations = [];
  globalThis.heard = [];
  document.addEventListener("securitypolicyviolation", (event) => globalThis.violations.push(event.violatedDirective));
  for (const name of ["ready", "method-selected", "action", "succeeded", "failed", "expired", "canceled", "error"])
    document.addEventListener("pay-" + name, (event) => globalThis.heard.push(event.type));
`;

/** What an example takes for given: the page's own functions. */
const merchants = `
  import { define } from "pay-checkout/element";
  globalThis.showThanks = () => globalThis.heard.push("thanks");
  globalThis.renderYourCheckout = async ({ clientToken }) => {
    define();
    const element = document.createElement("pay-checkout");
    Object.assign(element, { bff: "https://pay.example.com", clientToken });
    document.body.append(element);
    while (!element.shadowRoot?.querySelector("[part=code]")) await new Promise(requestAnimationFrame);
  };
`;

describe("pay-checkout/testing, with no network and a strict policy", () => {
  let browser: Awaited<ReturnType<typeof launchBrowser>>;
  let script: string;

  beforeAll(async () => {
    const source = `import * as testing from "pay-checkout/testing"; ${listening} globalThis.testing = testing;`;
    script = await bundle(source, [installed]);
    browser = await launchBrowser();
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });
  afterAll(() => browser.close());

  /** Opens the page of a merchant's test. Any request but for the page and its one script is refused and noted. */
  async function open(text = script): Promise<{ page: Page; asked: readonly string[] }> {
    const page = await browser.newPage();
    const asked: string[] = [];
    await page.route("**/*", async (route) => {
      const url = route.request().url();
      if (url === `${shop}/`) {
        await route.fulfill({
          contentType: "text/html",
          headers: { "content-security-policy": policy },
          body: '<!doctype html><html lang="en"><title>Test</title><script type="module" src="/test.js"></script>',
        });
      } else if (url === `${shop}/test.js`)
        await route.fulfill({ contentType: "text/javascript", body: text });
      else {
        asked.push(url);
        await route.abort();
      }
    });
    await page.goto(`${shop}/`);
    await page.waitForFunction(() => "testing" in globalThis || "isDone" in globalThis);
    return { page, asked };
  }

  function mount(page: Page, screen: string): Promise<void> {
    return page.evaluate(async (name) => {
      const held = globalThis as unknown as Held;
      held.mock = await held.testing.mountPayCheckout({ screen: name as ScreenName });
    }, screen);
  }

  const heard = (page: Page) => page.evaluate(() => (globalThis as unknown as Held).heard);

  test("mounts each screen by its name, and asks nobody for anything", async () => {
    expect(screenNames.toSorted()).toEqual(Object.keys(markOf).sort());
    const { page, asked } = await open();
    for (const name of screenNames) {
      await mount(page, name);
      await page.locator("pay-checkout").locator(markOf[name]).first().waitFor();
      await page.evaluate(() => (globalThis as unknown as Held).mock.remove());
    }
    expect(asked).toEqual([]);
    expect(await page.evaluate(() => (globalThis as unknown as Held).violations)).toEqual([]);
  });

  test("presses what leads to a screen on a busy machine, too, whose timers are late", async () => {
    const { page } = await open();
    await page.evaluate(() => {
      const start = setTimeout;
      Object.assign(globalThis, { setTimeout: (run: () => void, ms = 0) => start(run, Math.max(ms, 100)) });
    });
    await mount(page, "payer-wrong");
    await page.locator("pay-checkout").locator("[aria-invalid=true]").first().waitFor();
  });

  test("goes from one screen to any other, the variants too, without a new page", async () => {
    const { page } = await open();
    await mount(page, "methods");
    for (const name of sceneNames) {
      await page.evaluate((next) => (globalThis as unknown as Held).mock.show(next), name);
      const mark = screenNames.find((screen) => screen === name);
      if (mark !== undefined) await page.locator(markOf[mark]).first().waitFor();
    }
    await page.getByRole("heading", { name: "Something went wrong" }).waitFor();
  });

  for (const [step, event, heading] of [
    ["pay", "pay-succeeded", "Payment received"],
    ["fail", "pay-failed", "The payment did not go through"],
    ["expire", "pay-expired", "The time to pay is over"],
    ["cancel", "pay-canceled", "Payment canceled"],
  ] as const) {
    test(`${step}() sends ${event} once and shows it`, async () => {
      const { page } = await open();
      await mount(page, "code");
      const name = await page.evaluate(
        async (act) => (await (globalThis as unknown as Held).mock[act]()).type,
        step,
      );
      expect(name).toBe(event);
      await page.getByRole("heading", { name: heading }).waitFor();
      expect(await heard(page)).toEqual(["pay-ready", event]);
    });
  }

  test("a customer's clicks lead from the list to a code and to paid, by the real requests", async () => {
    const { page } = await open();
    await mount(page, "methods");
    await page.getByRole("radio", { name: "Cash at a store" }).check();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "Pay with this code" }).waitFor();
    await page.evaluate(() => (globalThis as unknown as Held).mock.pay());
    expect(await heard(page)).toEqual(["pay-ready", "pay-method-selected", "pay-action", "pay-succeeded"]);
    const requests = await page.evaluate(() => (globalThis as unknown as Held).mock.bff.requests);
    expect(requests).toContainEqual({
      method: "POST",
      path: "/checkout/payments",
      body: { method: "store" },
    });
  });

  test("a redirect leaves the page where it is", async () => {
    const { page, asked } = await open();
    await mount(page, "methods");
    await page.getByRole("radio", { name: "Card" }).check();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("link", { name: "Open the payment page" }).waitFor();
    expect(page.url()).toBe(`${shop}/`);
    expect(asked).toEqual([]);
  });

  test("says what is wrong: no such screen, nothing to pay", async () => {
    const { page } = await open();
    await expect(mount(page, "checkout")).rejects.toThrow(
      'There is no screen "checkout". There is: loading, error,',
    );
    await mount(page, "methods");
    await expect(page.evaluate(() => (globalThis as unknown as Held).mock.pay())).rejects.toThrow(
      "There is no open payment to pay",
    );
  });

  test("is steered as any widget is: by select(), submit() and its attributes, with its state for the page", async () => {
    const { page, asked } = await open();
    const [states, orders, buttons] = await page.evaluate(async () => {
      const held = globalThis as unknown as Held;
      const mock = await held.testing.mountPayCheckout({
        method: "bank_transfer",
        noSubmit: true,
        layout: "accordion",
        hide: "cancel",
        messages: { choose: "Your way" },
      });
      const { element, bff } = mock;
      const root = element.shadowRoot;
      const seen = [root?.querySelectorAll("button").length, root?.querySelector("h2")?.textContent];
      const told = [
        element.state.method,
        element.state.canSubmit,
        element.select("store"),
        element.select("pix"),
      ];
      const code = new Promise((resolve) => element.addEventListener("pay-action", resolve, { once: true }));
      element.submit();
      told.push(element.state.busy);
      await code;
      await mock.show("failed");
      return [
        [...told, element.state.screen, element.state.canSubmit],
        bff.requests.map(({ body }) => body),
        seen,
      ];
    });
    expect(states).toEqual(["bank_transfer", true, true, false, true, "failed", true]);
    expect(orders).toContainEqual({ method: "store" });
    expect(buttons).toEqual([0, "Your way"]);
    expect(asked).toEqual([]);
  });

  test("gives the page its fetch back, and never takes requests to others", async () => {
    const { page, asked } = await open();
    const [isReal, isOther] = await page.evaluate(async (url) => {
      const held = globalThis as unknown as Held;
      const real = fetch;
      const mock = await held.testing.mountPayCheckout();
      const other = await fetch(url).then(
        () => "answered",
        () => "refused",
      );
      mock.remove();
      return [fetch === real, other] as const;
    }, `${shop}/api`);
    expect([isReal, isOther]).toEqual([true, "refused"]);
    // The policy forbids it before it is sent.
    expect(asked).toEqual([]);
  });

  for (const [index, events] of [
    ["pay-ready", "thanks", "pay-succeeded", "pay-ready", "pay-failed"],
    ["pay-ready", "pay-succeeded"],
  ].entries()) {
    test(`example ${index + 1} of docs/testing.md does what it says`, async () => {
      const code = `${listening}${merchants}${examples[index]}\nglobalThis.isDone = true;`;
      const { page, asked } = await open(await bundle(code, [installed]));
      await eventually(async () => expect(await heard(page)).toEqual(events));
      expect(asked).toEqual([]);
    });
  }
});
