import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { DemoConfig } from "../../../demo/config.ts";
import { eventually } from "./support/customer.ts";
import { networkTrouble, setDemo } from "./support/demo.ts";

/** A port that nothing listens on: the connection is refused before a word is said. */
const deadOrigin = "http://127.0.0.1:9";
/** Time enough for a busy machine to show the code before it expires. */
const codeLifetimeSeconds = 12;
/** The shortest life that the API gives a session. */
const sessionLifetimeSeconds = 60;

/** Nigeria's provider is down, store codes are gone in seconds, and providers are not waited for long. */
function makeTroublesome(config: DemoConfig): DemoConfig {
  const network = { ...config.network, providerTimeoutMs: 3000 };
  const accounts = config.accounts.map((account) => ({
    ...account,
    baseUrl: account.id === "cxpay-ng" ? deadOrigin : account.baseUrl,
    methods: account.methods.map((each) =>
      each.method === "store" ? { ...each, expiresIn: codeLifetimeSeconds } : each,
    ),
  }));
  return { ...config, network, accounts };
}

const demo = setDemo({ adjustConfig: makeTroublesome });
let shortLived: { readonly id: string; readonly page: Page };

/** A session that is over in a minute, on the hosted page from the start. */
beforeAll(async () => {
  const { id, url } = await demo
    .merchant()
    .createSession({ amount: { value: "150.00", currency: "MXN" }, expiresIn: sessionLifetimeSeconds });
  const page = await demo.browser().newPage();
  await page.goto(url);
  await page.getByRole("radiogroup").waitFor();
  shortLived = { id, page };
});

describe("when the provider", () => {
  test("does not answer, the customer sees that it is being confirmed, then the one code there is", async () => {
    const customer = await demo.customer();
    await customer.buy("mx");
    await demo.sandbox().arm({ provider: "paypro", kind: "hang", times: null });
    await customer.choose("Bank transfer");
    await customer.sees("Confirming your payment");
    await customer.page.reload();
    await customer.sees("Confirming your payment");
    expect(await customer.text()).not.toMatch(/fail|not go through/i);

    // The provider answers again: the query that follows every time-out finds the order.
    await demo.sandbox().disarm();
    await customer.sees("Transfer to this account");
    const order = await demo.sandbox().onlyOrder();
    await demo.sandbox().play(order, "pay");
    await customer.seesPaid();
    expect((await customer.session()).payments).toHaveLength(1);
  });

  test("does not answer, and the money comes first, the customer sees it paid", async () => {
    const customer = await demo.customer();
    await customer.buy("in");
    await demo.sandbox().arm({ provider: "cxpay", operation: "createPayment", kind: "drop" });
    await customer.choose("Bank transfer");
    await customer.sees("Confirming your payment");
    const loads = customer.loads();
    await demo.sandbox().play(await demo.sandbox().onlyOrder(), "pay");
    await customer.seesPaid();
    expect(customer.loads()).toBe(loads);
  });

  test("is down, the customer is told that nothing was paid, and has a way on", async () => {
    const customer = await demo.customer();
    await customer.buy("ng");
    await customer.choose("Bank transfer");
    await customer.sees("The payment did not go through");
    expect(await customer.text()).toContain("This method cannot take your payment right now.");
    await customer.page.reload();
    await customer.sees("The payment did not go through");
    await customer.button("Choose another method").click();
    await customer.page.getByRole("radiogroup").waitFor();
    expect(await demo.sandbox().orders()).toEqual([]);
    const { status, payments } = await customer.session();
    expect(status).toBe("requires_payment_method");
    expect(payments.map((payment) => payment.status)).toEqual(["failed"]);
  });

  test("refuses, the customer pays by another method", async () => {
    const customer = await demo.customer();
    await customer.buy("cn");
    await demo.sandbox().arm({ provider: "lhxpay", operation: "createPayment", kind: "refuse" });
    await customer.choose("WeChat Pay");
    await customer.sees("The payment did not go through");
    await customer.button("Choose another method").click();
    await customer.choose("Alipay");
    await customer.button("Pay 128.00 CNY").click();
    await customer.seesPaid();
  });
});

describe("when the BFF", () => {
  test("is restarted while a code is on screen, the page recovers by itself and sees the payment", async () => {
    demo.tolerate(networkTrouble);
    const customer = await demo.customer();
    await customer.buy("mx");
    await customer.choose("Bank transfer");
    await customer.sees("Transfer to this account");
    const loads = customer.loads();
    await demo.stack().restartBff();
    await demo.sandbox().play(await demo.sandbox().onlyOrder(), "pay");
    await customer.seesPaid();
    expect(customer.loads()).toBe(loads);
  });

  test("is away when the customer goes on, that is said, and the next click pays once", async () => {
    demo.tolerate(networkTrouble);
    const customer = await demo.customer();
    await customer.buy("mx");
    await demo.stack().stopBff();
    try {
      await customer.choose("Bank transfer");
      await customer.page.locator("[part=notice]", { hasText: "cannot be reached" }).waitFor();
    } finally {
      await demo.stack().startBff();
    }
    await customer.button("Continue").click();
    await customer.sees("Transfer to this account");
    await demo.sandbox().play(await demo.sandbox().onlyOrder(), "pay");
    await customer.seesPaid();
  });

  test("is killed while it waits for the provider, the customer still gets the one order there is", async () => {
    demo.tolerate(networkTrouble);
    const customer = await demo.customer();
    await customer.buy("mx");
    await demo.sandbox().arm({ provider: "paypro", operation: "createPayment", kind: "hang" });
    await customer.choose("Bank transfer");
    await eventually(() => demo.sandbox().orders()).toHaveLength(1);
    await demo.stack().restartBff("SIGKILL");
    await customer.sees("Transfer to this account");
    await demo.sandbox().play(await demo.sandbox().onlyOrder(), "pay");
    await customer.seesPaid();
    expect((await customer.session()).payments).toHaveLength(1);
  });
});

describe("when time runs out", () => {
  test("for a code, the customer is told, has a way on, and money that comes late is found", async () => {
    const customer = await demo.customer();
    await customer.buy("mx");
    await customer.choose("Cash at a store");
    await customer.sees("Pay with this code");
    const late = await demo.sandbox().onlyOrder();
    await customer.sees("The time to pay is over");
    await customer.page.reload();
    await customer.sees("The time to pay is over");
    await customer.button("Choose another method").click();
    await customer.choose("Bank transfer");
    await customer.sees("Transfer to this account");

    const loads = customer.loads();
    await demo.sandbox().play(late, "pay");
    await customer.seesPaid();
    expect(customer.loads()).toBe(loads);
    expect((await customer.session()).exceptions).toContain("paid_late");
  });

  test("for the session, the page that stood open says so by itself", { timeout: 120_000 }, async () => {
    const { page, id } = shortLived;
    await page
      .getByRole("heading", { name: "The time to pay is over" })
      .waitFor({ timeout: (sessionLifetimeSeconds + 50) * 1000 });
    await eventually(async () => (await demo.merchant().session(id)).status).toBe("expired");
    await page.close();
  });
});
