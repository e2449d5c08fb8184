import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { Customer } from "./support/customer.ts";
import { phone, setDemo } from "./support/demo.ts";

const demo = setDemo({ hasBackCache: true });

const indian = { amount: { value: "799.00", currency: "INR" }, country: "IN" };

const isAtCashier = ({ page }: Customer) =>
  page.getByRole("heading", { name: "Complete your payment" }).waitFor();

/**
 * Presses "Back". It happens after the answer to this call, which the navigation could otherwise overtake. A page from the
 * cache never loads, so the caller waits for what it should show.
 */
const goBack = (page: Page) => page.evaluate(() => void setTimeout(() => history.back()));

/** Of the links to apps. */
const schemesOf = (page: Page) =>
  page
    .locator("[part=apps] a")
    .evaluateAll((all) => all.map((link) => link.getAttribute("href")?.split(":")[0]));

describe("a customer who comes back from the provider's page", () => {
  test("by the Back button is not sent away again, and can go there by hand, or choose another method", async () => {
    const customer = await demo.customer();
    const { page } = customer;
    await customer.buy("in");
    await customer.choose("Bank transfer");
    await isAtCashier(customer);
    const cashier = page.url();
    await goBack(page);
    await customer.sees("Waiting for your payment");
    await page.reload();
    await customer.sees("Waiting for your payment");

    const link = page.getByRole("link", { name: "Open the payment page" });
    await link.click();
    await isAtCashier(customer);
    expect(page.url()).toBe(cashier);
    await goBack(page);
    await customer.button("Choose another method").click();
    await customer.choose("UPI");
    await customer.sees("Scan to pay");
    const [left, chosen] = await demo.sandbox().orders();
    expect([left?.provider, chosen?.provider]).toEqual(["cxpay", "bharatpay"]);
  });

  test("to a page that the browser kept as it was finds it awake, and pays", async () => {
    const customer = await demo.customer({ viewport: phone });
    const { page } = customer;
    await page.addInitScript(() => {
      addEventListener("pageshow", ({ persisted }) => Reflect.set(globalThis, "wasKept", persisted));
    });
    // A browser keeps what it has the time and the memory to keep, so a busy one may need another try.
    const leaveAndComeBack = async () => {
      const { url } = await demo.merchant().createSession(indian);
      await page.goto(url);
      await customer.choose("Bank transfer");
      await isAtCashier(customer);
      await goBack(page);
      await customer.sees("Waiting for your payment");
      return await page.evaluate(() => Reflect.get(globalThis, "wasKept"));
    };
    let tries = 1;
    while ((await leaveAndComeBack()) !== true && tries < 5) tries += 1;
    expect(await page.evaluate(() => Reflect.get(globalThis, "wasKept"))).toBe(true);
    await customer.button("Choose another method").click();
    await customer.choose("Bank transfer");
    await isAtCashier(customer);
    await goBack(page);
    await customer.sees("Waiting for your payment");

    // The page from the cache follows the status again and shows the money.
    const order = (await demo.sandbox().orders()).at(-1);
    if (order === undefined) throw new Error("there is no order");
    await demo.sandbox().play(order, "pay");
    await customer.sees("Payment received");
  });

  test("without having paid, or having failed there, is told so and has a way on", async () => {
    const customer = await demo.customer();
    await customer.buy("id");
    await customer.choose("Bank transfer");
    await isAtCashier(customer);
    await customer.button("Close without paying").click();
    await customer.sees("Waiting for your payment");
    await customer.page.getByRole("link", { name: "Open the payment page" }).click();
    await customer.button("Fail").click();
    await customer.sees("The payment did not go through");
    await customer.button("Try again").click();
    await isAtCashier(customer);
    await customer.button("Pay 165,000.00 IDR").click();
    await customer.seesPaid();
  });

  test("goes on to the shop, whose own page says that the order is paid", async () => {
    const customer = await demo.customer({ viewport: phone });
    await customer.buy("ng", { bags: 2 });
    await customer.choose("Bank transfer");
    await isAtCashier(customer);
    await customer.button("Pay 29,000.00 NGN").click();
    await customer.seesPaid();
    await customer.page.getByRole("link", { name: "Back to Cantina del Sol" }).click();
    await customer.sees("Thank you, Ana!");
  });
});

describe("a customer with two pages", () => {
  test("sees in both what was chosen and paid in one, and has one order", async () => {
    const customer = await demo.customer();
    await customer.buy("mx");
    const other = await customer.context.newPage();
    await other.goto(customer.page.url());
    await other.getByRole("radio", { name: "Bank transfer" }).check();
    await customer.choose("Bank transfer");
    await customer.sees("Transfer to this account");
    await other.getByRole("heading", { name: "Transfer to this account" }).waitFor();
    await demo.sandbox().play(await demo.sandbox().onlyOrder(), "pay");
    await other.getByRole("heading", { name: "Payment received" }).waitFor();
    await customer.seesPaid();
  });

  test("pays one of two widgets on a page, and the other one stays as it is", async () => {
    const customer = await demo.customer();
    const { page } = customer;
    await customer.buy("mx");
    const { clientToken } = await demo.merchant().createSession(indian);
    await page.evaluate(
      ([bff, token]) => {
        const second = document.createElement("pay-checkout");
        second.id = "second";
        second.setAttribute("bff", bff);
        second.setAttribute("client-token", token);
        document.querySelector("pay-checkout")?.after(second);
      },
      [demo.stack().bffUrl, clientToken] as const,
    );
    const first = page.locator("pay-checkout:not(#second)");
    const second = page.locator("#second");
    for (const [widget, method, heading] of [
      [first, "Bank transfer", "Transfer to this account"],
      [second, "UPI", "Scan to pay"],
    ] as const) {
      await widget.getByRole("radio", { name: method }).check();
      await widget.getByRole("button", { name: "Continue" }).click();
      await widget.getByRole("heading", { name: heading }).waitFor();
    }
    const [order] = await demo.sandbox().orders("paypro");
    if (order === undefined) throw new Error("there is no order");
    await demo.sandbox().play(order, "pay");
    await first.getByRole("heading", { name: "Payment received" }).waitFor();
    expect(await second.locator("[part=heading]").innerText()).toBe("Scan to pay");
  });
});

describe("on a phone", () => {
  test("no screen is wider than the phone, whatever the country, and UPI opens apps", async () => {
    const customer = await demo.customer({ viewport: phone, isMobile: true });
    const { page } = customer;
    const tooWide: string[] = [];
    const apps: (string | undefined)[] = [];
    const look = async (screen: string) => {
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > phone.width) tooWide.push(`${screen}: ${width}`);
    };
    for (const [market, method, heading] of [
      ["mx", "Cash at a store", "Pay with this code"],
      ["br", "Pix", "Your details"],
      ["in", "UPI", "Open a payment app"],
      ["ng", "Bank transfer", "Complete your payment"],
    ] as const) {
      await customer.buy(market);
      await look(`${market} methods`);
      await customer.choose(method);
      await customer.sees(heading);
      await look(`${market} ${heading}`);
      if (market === "in") apps.push(...(await schemesOf(page)));
    }
    expect(tooWide).toEqual([]);
    expect(apps.sort()).toEqual(["paytmmp", "phonepe", "tez", "upi"]);
  });
});
