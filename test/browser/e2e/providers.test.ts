import { describe, expect, test } from "vitest";
import { scanQr } from "../../support/read-codes.ts";
import { type Customer, eventually, type Market } from "./support/customer.ts";
import { desktop, phone, setDemo } from "./support/demo.ts";

const demo = setDemo();

/** Pays on the provider's page and comes back to the shop. */
async function payAtCashier(
  { page, button }: Customer,
  expected: { brand: string; due: string },
): Promise<void> {
  await page.getByRole("heading", { name: "Complete your payment" }).waitFor();
  expect(await page.title()).toBe(`Pay ${expected.due} · ${expected.brand} sandbox`);
  await button(`Pay ${expected.due}`).click();
}

async function onlyPayment(customer: Customer) {
  const [payment, ...more] = (await customer.session()).payments;
  if (payment === undefined || more.length > 0) throw new Error("there is not one payment");
  return payment;
}

describe("a customer who is sent to the provider's page pays there, comes back and sees it", () => {
  const journeys: readonly {
    readonly who: string;
    readonly market: Market;
    readonly method: string;
    readonly account: string;
    readonly brand: string;
    readonly due: string;
    readonly via: string;
  }[] = [
    {
      who: "PayPro's hosted page in Mexico",
      market: "mx",
      method: "More ways to pay",
      account: "paypro-mx",
      brand: "PayPro",
      due: "349.00 MXN",
      via: "paymentLink",
    },
    {
      who: "CXPay in India",
      market: "in",
      method: "Bank transfer",
      account: "cxpay-in",
      brand: "CXPay",
      due: "799.00 INR",
      via: "collect/create",
    },
    {
      who: "CXPay in Indonesia",
      market: "id",
      method: "QRIS",
      account: "cxpay-id",
      brand: "CXPay",
      due: "165,000.00 IDR",
      via: "collect/create",
    },
    {
      who: "CXPay in Nigeria",
      market: "ng",
      method: "Bank transfer",
      account: "cxpay-ng",
      brand: "CXPay",
      due: "14,500.00 NGN",
      via: "collect/create",
    },
    {
      who: "LHXPay by its API",
      market: "cn",
      method: "WeChat Pay",
      account: "lhx-cn",
      brand: "LHXPay",
      due: "128.00 CNY",
      via: "api/Pay/Create",
    },
    {
      who: "LHXPay by a form that the browser posts",
      market: "cn",
      method: "Bank card",
      account: "lhx-cn-page",
      brand: "LHXPay",
      due: "128.00 CNY",
      via: "api/Pay",
    },
  ];

  for (const { who, market, method, account, brand, due, via } of journeys) {
    test(who, async () => {
      const customer = await demo.customer();
      await customer.buy(market);
      await customer.choose(method);
      await payAtCashier(customer, { brand, due });
      await customer.seesPaid();
      expect(await demo.sandbox().onlyOrder()).toMatchObject({ via, status: "succeeded" });
      expect(await onlyPayment(customer)).toMatchObject({ account, status: "succeeded", exceptions: [] });
    });
  }
});

describe("a customer on the hosted page", () => {
  test("has no token in the address, and after a reload, or with another session, sees the right one", async () => {
    const { page, text } = await demo.customer();
    const sessionFor = (value: string) =>
      demo.merchant().createSession({ amount: { value, currency: "MXN" }, country: "MX" });
    const [one, other] = [await sessionFor("150.00"), await sessionFor("230.00")];
    await page.goto(one.url);
    await page.getByRole("radiogroup").waitFor();
    expect(await page.evaluate(() => location.href)).not.toContain("ct_");
    await page.reload();
    await page.getByRole("radiogroup").waitFor();
    expect(await text()).toContain("150.00");
    await page.goto(other.url);
    await eventually(async () => expect(await text()).toContain("230.00"));
    expect(await page.evaluate(() => location.href)).not.toContain("ct_");
    await page.reload();
    await page.getByRole("radiogroup").waitFor();
    expect(await text()).toContain("230.00");
  });

  test("is sent to LHXPay by a form that the page's policy allows, pays, and comes back to the shop", async () => {
    const customer = await demo.customer({ viewport: phone });
    const { url, id } = await demo
      .merchant()
      .createSession({ amount: { value: "128.00", currency: "CNY" }, country: "CN" });
    await customer.page.goto(url);
    await customer.choose("Red packet");
    await customer.page.getByLabel("Full name").fill("Li Wei");
    await customer.button("Continue").click();
    await payAtCashier(customer, { brand: "LHXPay", due: "128.00 CNY" });
    await customer.page.waitForURL((address) => address.origin === demo.stack().shopUrl);
    expect(new URL(customer.page.url()).searchParams.get("session_id")).toBe(id);
    // The customer may be back before LHXPay's callback arrives.
    await eventually(async () => (await demo.merchant().session(id)).status).toBe("succeeded");
    await customer.page.goto(url);
    await customer.sees("Payment received");
  });
});

describe("a customer in Brazil", () => {
  test("is told at the field that the CPF is wrong, before the provider is asked, and pays by Pix", async () => {
    demo.tolerate(/^Failed to load resource: the server responded with a status of 422/);
    const customer = await demo.customer({ viewport: phone });
    const { page } = customer;
    await customer.buy("br");
    await customer.choose("Pix");
    await customer.sees("Your details");
    await page.getByLabel("Mobile number").fill("+55 11 91234-5678");
    const cpf = page.getByLabel("CPF / CNPJ");
    await cpf.fill("529.982.247-24");
    await customer.button("Continue").click();
    await page.getByText("Please check this").waitFor();
    expect(await cpf.getAttribute("aria-invalid")).toBe("true");
    expect(await cpf.inputValue()).toBe("529.982.247-24");
    expect(await demo.sandbox().orders()).toEqual([]);

    await cpf.fill("529.982.247-25");
    await customer.button("Continue").click();
    await payAtCashier(customer, { brand: "CXPay", due: "89.90 BRL" });
    await customer.seesPaid();
    expect(await onlyPayment(customer)).toMatchObject({ account: "cxpay-br", status: "succeeded" });
  });
});

describe("a customer with coins", () => {
  test("gives the number of the exchange account, and pays on ChainUp's page", async () => {
    const customer = await demo.customer();
    await customer.buy("usdt");
    expect(await customer.text()).toMatch(/^18\.50\sUSDT$/m);
    await customer.choose("Cryptocurrency");
    await customer.sees("Your details");
    await customer.button("Continue").click();
    await customer.page.getByText("Please fill this in").waitFor();
    expect(await demo.sandbox().orders()).toEqual([]);

    await customer.page.getByLabel("Exchange user ID").fill("10086");
    await customer.button("Continue").click();
    await payAtCashier(customer, { brand: "ChainUp", due: "18.50 USDT" });
    await customer.seesPaid();
    expect((await demo.sandbox().onlyOrder()).detail.userId).toBe("10086");
  });
});

describe("a customer in India", () => {
  test("scans BharatPay's QR off the screen, where no app would open, and sees the payment arrive", async () => {
    const customer = await demo.customer({ viewport: desktop });
    const { page } = customer;
    await customer.buy("in");
    await customer.choose("UPI");
    await customer.sees("Scan to pay");
    const order = await demo.sandbox().onlyOrder();
    await page.getByRole("img", { name: /QR code/ }).waitFor();
    const scanned = new URL(await scanQr(page));
    expect(scanned.protocol).toBe("upi:");
    expect(Object.fromEntries(scanned.searchParams)).toMatchObject({
      pa: order.detail.upi,
      am: "799",
      cu: "INR",
      tr: order.platformNo,
    });
    await page.reload();
    await page.getByRole("img", { name: /QR code/ }).waitFor();
    expect(await scanQr(page)).toBe(scanned.href);
    expect(await page.locator("[part=apps] a").count()).toBe(0);

    const loads = customer.loads();
    await demo.sandbox().play(order, "pay");
    await customer.seesPaid();
    expect(customer.loads()).toBe(loads);
    expect(await onlyPayment(customer)).toMatchObject({ account: "bharat-in", status: "succeeded" });
  });

  test("is served by the next account when the first one is sure that it made no order", async () => {
    await demo.sandbox().arm({ provider: "bharatpay", operation: "createPayment", kind: "refuse" });
    const customer = await demo.customer();
    await customer.buy("in");
    await customer.choose("UPI");
    await payAtCashier(customer, { brand: "CXPay", due: "799.00 INR" });
    await customer.seesPaid();
    const { payments } = await customer.session();
    expect(payments.map(({ account, status }) => `${account} ${status}`).sort()).toEqual([
      "bharat-in failed",
      "cxpay-in succeeded",
    ]);
  });
});
