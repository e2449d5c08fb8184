import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { upi } from "../../widget/support/fixtures.ts";
import { eventually, makeLastingPayment, type Opened, pay, setStage, tag } from "./support/stage.ts";

const stage = setStage();

describe("widget 9: redirects and deep links", () => {
  test("a redirect goes to the provider's page in the same tab", async () => {
    const scenario = stage.bff().addScenario();
    const cashier = stage.shop().addPage({ body: "<h1>Cashier</h1>" });
    scenario.next = () => ({ nextAction: { type: "redirect", url: cashier } });
    const { page } = await stage.open(scenario);
    await pay(page, "Pix");
    await page.getByRole("heading", { name: "Cashier" }).waitFor();
    expect(page.url()).toBe(cashier);
  });

  test("a POST form takes the provider's fields along as they are", async () => {
    const scenario = stage.bff().addScenario();
    const url = stage.shop().addPage({ body: "<h1>Cashier</h1>" });
    const fields = { amount: "100.00", payer: "王小明", sign: "a&b=c" };
    scenario.next = () => ({ nextAction: { type: "redirect_form", url, fields } });
    const { page } = await stage.open(scenario);
    const posted = page.waitForRequest((request) => request.url() === url && request.method() === "POST");
    await pay(page, "Pix");
    expect(Object.fromEntries(new URLSearchParams((await posted).postData() ?? ""))).toEqual(fields);
    await page.getByRole("heading", { name: "Cashier" }).waitFor();
  });

  /** Clicks in the page itself: Playwright waits for the end of a navigation that a policy has forbidden. */
  const clickIn = (page: Page) =>
    page.evaluate(() => {
      const root = document.querySelector("pay-checkout")?.shadowRoot;
      root?.querySelector<HTMLElement>("button[part~=primary]")?.click();
    });
  const hrefIn = (page: Page) =>
    page.evaluate(
      () =>
        document
          .querySelector("pay-checkout")
          ?.shadowRoot?.querySelector("a[part~=primary]")
          ?.getAttribute("href") ?? null,
    );
  const errorsOf = async ({ heard }: Opened) =>
    (await heard()).filter(({ name }) => name === "pay-error").map(({ detail }) => detail.code);

  for (const policy of ["form-action 'self'", "form-action 'none'"]) {
    test(`a form that the page's policy (${policy}) forbids: told, and the hosted page leads on`, async () => {
      const scenario = stage.bff().addScenario();
      const url = stage.shop().addPage({ body: "<h1>Cashier</h1>" }).replace("127.0.0.1", "localhost");
      scenario.next = () =>
        makeLastingPayment({ nextAction: { type: "redirect_form", url, fields: { order: "1" } } });
      const body = tag(stage.bff().origin, scenario.token);
      const opened = await stage.visit(stage.shop().addPage({ body, policy }));
      await opened.page.getByRole("radio", { name: "Pix" }).check();
      await clickIn(opened.page);
      await eventually(async () => expect(await errorsOf(opened)).toEqual(["form_blocked"]));
      const hosted = `${stage.bff().origin}/pay#${scenario.token}`;
      await eventually(async () => expect(await hrefIn(opened.page)).toBe(hosted));
      const { page } = await stage.visit(hosted);
      await page.getByRole("button", { name: "Open the payment page" }).click();
      await page.getByRole("heading", { name: "Cashier" }).waitFor();
    });
  }

  test("a form that the page's policy forbids after a reload: told once, when the customer tries it", async () => {
    const payment = makeLastingPayment({
      nextAction: { type: "redirect_form", url: "https://cashier.example.com/", fields: {} },
    });
    const scenario = stage.bff().addScenario({ status: "requires_action", payment });
    const body = tag(stage.bff().origin, scenario.token);
    const opened = await stage.visit(stage.shop().addPage({ body, policy: "form-action 'self'" }));
    await opened.page.getByRole("button", { name: "Open the payment page" }).waitFor();
    expect(await errorsOf(opened)).toEqual([]);
    await clickIn(opened.page);
    await eventually(async () => expect(await errorsOf(opened)).toEqual(["form_blocked"]));
    await eventually(async () => expect(await hrefIn(opened.page)).toContain("/pay#ct_"));
  });

  for (const url of [
    "javascript:document.title='owned'",
    "data:text/html,<h1>owned</h1>",
    "ftp://cashier.example.com/",
    "not an address",
  ]) {
    test(`${url.split(":")[0]} is never followed: an error with a way on`, async () => {
      const scenario = stage.bff().addScenario();
      scenario.next = () => ({ nextAction: { type: "redirect", url } });
      const { page, heard } = await stage.open(scenario);
      const address = page.url();
      await pay(page, "Pix");
      await page.getByRole("heading", { name: "Something went wrong" }).waitFor();
      expect(page.url()).toBe(address);
      expect(await page.title()).toBe("Shop");
      expect((await heard()).map(({ name, detail }) => [name, detail.code]).at(-1)).toEqual([
        "pay-error",
        "unsafe_redirect",
      ]);
      await page.getByRole("button", { name: "Choose another method" }).click();
      await page.getByRole("radio", { name: "Pix" }).waitFor();
    });
  }

  test("preventDefault() on pay-action leaves the redirect to the page", async () => {
    const scenario = stage.bff().addScenario();
    scenario.next = () => ({ nextAction: { type: "redirect", url: "https://cashier.example.com/p/1" } });
    const { page, heard } = await stage.open(scenario);
    await page.evaluate(() => {
      document.addEventListener("pay-action", (event) => event.preventDefault());
    });
    await pay(page, "Pix");
    await page.getByRole("link", { name: "Open the payment page" }).waitFor();
    expect(page.url()).toContain(stage.shop().origin);
    expect((await heard()).at(-1)?.detail.action).toEqual({
      type: "redirect",
      url: "https://cashier.example.com/p/1",
    });
  });

  test("inside a frame the whole page goes", async () => {
    const scenario = stage.bff().addScenario();
    const cashier = stage.shop().addPage({ body: "<h1>Cashier</h1>" });
    scenario.next = () => ({ nextAction: { type: "redirect", url: cashier } });
    const inner = stage.shop().addPage({ body: tag(stage.bff().origin, scenario.token) });
    const { page } = await stage.visit(stage.shop().addPage({ body: `<iframe src="${inner}"></iframe>` }));
    const frame = page.frameLocator("iframe");
    await frame.getByRole("radio", { name: "Pix" }).check();
    await frame.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "Cashier" }).waitFor();
    expect(page.url()).toBe(cashier);
  });

  test("inside a frame that may not move the page, a link opens a new tab", async () => {
    const scenario = stage.bff().addScenario();
    const cashier = stage.shop().addPage({ body: "<h1>Cashier</h1>" });
    scenario.next = () => ({ nextAction: { type: "redirect", url: cashier } });
    const inner = stage.shop().addPage({ body: tag(stage.bff().origin, scenario.token) });
    const sandbox = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-forms";
    const outer = stage.shop().addPage({ body: `<iframe sandbox="${sandbox}" src="${inner}"></iframe>` });
    const { page } = await stage.visit(outer);
    const frame = page.frameLocator("iframe");
    await frame.getByRole("radio", { name: "Pix" }).check();
    await frame.getByRole("button", { name: "Continue" }).click();
    const link = frame.getByRole("link", { name: "Open the payment page" });
    const tab = page.context().waitForEvent("page");
    await link.click();
    expect((await tab).url()).toBe(cashier);
    expect(page.url()).toBe(outer);
  });

  test("a redirect that leads nowhere is not called one for ever, and its link stays", async () => {
    const scenario = stage.bff().addScenario();
    const nowhere = stage.shop().addPage({ body: "" });
    scenario.next = () => makeLastingPayment({ nextAction: { type: "redirect", url: nowhere } });
    const { page } = await stage.open(scenario);
    // The answer has nothing to show, so the browser stays.
    await page.route(nowhere, (route) => route.fulfill({ status: 204 }));
    await page.clock.install();
    await pay(page, "Pix");
    await page.getByRole("heading", { name: "Taking you to the payment page" }).waitFor();
    await page.clock.runFor(25_000);
    await page.getByRole("heading", { name: "Waiting for your payment" }).waitFor();
    await page.getByRole("link", { name: "Open the payment page" }).waitFor();
  });

  test("only the listed schemes become links to apps, and the QR stays beside them", async () => {
    const links = ["upi", "gpay", "tez", "phonepe", "paytmmp", "javascript", "https", "intent"].map(
      (scheme) => ({
        name: scheme,
        url: `${scheme}://pay?pa=a@b`,
      }),
    );
    const payment = makeLastingPayment({
      method: "upi",
      nextAction: { type: "display_qr", data: "upi://pay?pa=a@b", links, url: "javascript:alert(1)" },
    });
    const scenario = stage.bff().addScenario({ status: "requires_action", payment, methods: [upi] });
    // Apps are on a phone.
    const phone = { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true };
    const { checkout } = await stage.open(scenario, { context: phone });
    await checkout.getByRole("img", { name: /QR code/ }).waitFor();
    await eventually(async () => expect(await checkout.getByRole("link").count()).toBe(5));
    const shown = await checkout
      .getByRole("link")
      .evaluateAll((all) => all.map((link) => link.getAttribute("href")?.split(":")[0]));
    expect(shown).toEqual(["upi", "gpay", "tez", "phonepe", "paytmmp"]);
  });
});
