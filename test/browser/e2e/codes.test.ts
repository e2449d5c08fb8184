import { describe, expect, test } from "vitest";
import { scanBarcode } from "../../support/read-codes.ts";
import { type Customer, eventually } from "./support/customer.ts";
import { phone, setDemo } from "./support/demo.ts";

const demo = setDemo();

async function shownCode({ page }: Customer): Promise<string> {
  return (await page.locator("[data-copy=code]").innerText()).replace(/\s/g, "");
}

/** Pays what the customer's screen shows, in a second tab: the bank's app, or the till of the store. */
async function payAtCounter(customer: Customer, amount?: string): Promise<void> {
  const counter = await customer.context.newPage();
  await counter.goto(`${demo.sandbox().url}/counter`);
  await counter.getByLabel("Code, reference or UPI address").fill(await shownCode(customer));
  await counter.getByRole("button", { name: "Find it" }).click();
  if (amount === undefined) {
    await counter.getByRole("button", { name: /^Pay [\d,.]+ MXN$/ }).click();
  } else {
    await counter.getByText("Pay another amount").click();
    await counter.getByLabel("Amount in MXN").fill(amount);
    await counter.getByRole("button", { name: "Pay", exact: true }).click();
  }
  await counter.getByRole("status").waitFor();
  await counter.close();
}

async function eventTypes(customer: Customer): Promise<string[]> {
  return (await customer.order()).events.map(({ type }) => type);
}

describe("a customer with a code", () => {
  test("pays by bank transfer: sees it without a reload, and the shop's backend has its webhook", async () => {
    const customer = await demo.customer();
    await customer.buy("mx", { bags: 3 });
    await customer.choose("Bank transfer");
    await customer.sees("Transfer to this account");
    const { detail, amount } = await demo.sandbox().onlyOrder();
    expect(await shownCode(customer)).toBe(detail.code);
    expect(detail.wayCode).toBe("va");
    expect(amount).toBe("1047.00");

    const loads = customer.loads();
    await payAtCounter(customer);
    await customer.seesPaid();
    expect(customer.loads()).toBe(loads);
    await eventually(async () => (await eventTypes(customer)).sort()).toEqual([
      "payment.pending",
      "payment.succeeded",
      "session.succeeded",
    ]);
    expect((await customer.session()).status).toBe("succeeded");
  });

  test("pays cash at a store, on a phone, by a barcode that a till reads", async () => {
    const customer = await demo.customer({ viewport: phone, deviceScaleFactor: 3, isMobile: true });
    await customer.buy("mx");
    await customer.choose("Cash at a store");
    await customer.sees("Pay with this code");
    const { detail } = await demo.sandbox().onlyOrder();
    const barcode = customer.page.getByRole("img", { name: `Barcode of ${detail.code}` });
    expect(await scanBarcode(barcode)).toBe(detail.code);

    const loads = customer.loads();
    await payAtCounter(customer);
    await customer.seesPaid();
    expect(customer.loads()).toBe(loads);
  });

  test("who clicks twice, and reloads while the answer is on its way, has one order", async () => {
    const customer = await demo.customer();
    const { page } = customer;
    await customer.buy("mx");
    await page.getByRole("radio", { name: "Cash at a store" }).check();
    // The provider has made the order, and its answer is slow.
    await demo.sandbox().arm({ provider: "paypro", operation: "createPayment", kind: "slow", delayMs: 5 });
    await customer.button("Continue").dblclick();
    await eventually(() => demo.sandbox().orders()).toHaveLength(1);
    await page.reload();
    await customer.sees("Pay with this code");

    const order = await demo.sandbox().onlyOrder();
    expect(await shownCode(customer)).toBe(order.detail.code);
    expect((await customer.session()).payments).toHaveLength(1);
    await demo.sandbox().play(order, "pay");
    await customer.seesPaid();
  });

  test("chooses another method after a code was shown, and pays the second one", async () => {
    const customer = await demo.customer();
    await customer.buy("mx");
    await customer.choose("Bank transfer");
    await customer.sees("Transfer to this account");
    await customer.button("Choose another method").click();
    await customer.sees("Give up this code?");
    await customer.button("Choose another method").click();
    await customer.choose("Cash at a store");
    await customer.sees("Pay with this code");
    const [transfer, store, ...more] = await demo.sandbox().orders();
    expect([transfer?.detail.wayCode, store?.detail.wayCode, ...more]).toEqual(["va", "store"]);
    expect(await shownCode(customer)).toBe(store?.detail.code);

    await payAtCounter(customer);
    await customer.seesPaid();
    const { payments } = await customer.session();
    expect(payments.map(({ method, status }) => `${method} ${status}`).sort()).toEqual([
      "bank_transfer canceled",
      "store succeeded",
    ]);
  });

  test("pays both codes: nothing is lost, and the shop is told to refund the second", async () => {
    const customer = await demo.customer();
    await customer.buy("mx");
    await customer.choose("Bank transfer");
    await customer.sees("Transfer to this account");
    await customer.button("Choose another method").click();
    await customer.sees("Give up this code?");
    await customer.button("Choose another method").click();
    await customer.choose("Cash at a store");
    await customer.sees("Pay with this code");
    const [transfer, store] = await demo.sandbox().orders();
    if (transfer === undefined || store === undefined) throw new Error("there are not two orders");

    await demo.sandbox().play(transfer, "pay");
    await customer.seesPaid();
    await demo.sandbox().play(store, "pay");
    await eventually(async () => (await customer.order()).notices).toEqual([
      "paid twice: refund the second payment",
    ]);
    const { exceptions } = await customer.session();
    expect(exceptions).toEqual(expect.arrayContaining(["paid_late", "duplicate_paid"]));
  });

  test("who pays a part sees what arrived and what is missing, also after a reload, and pays the rest", async () => {
    const customer = await demo.customer();
    const { page } = customer;
    await customer.buy("mx");
    await customer.choose("Bank transfer");
    await customer.sees("Transfer to this account");
    await payAtCounter(customer, "100.50");

    const seesPart = async () => {
      await customer.sees("Part of your payment has arrived");
      const rows = page.locator("[part=rows]");
      await eventually(() => rows.innerText()).toMatch(/Arrived\s+\$100\.50\s+Still missing\s+\$248\.50/);
    };
    await seesPart();
    await page.reload();
    await seesPart();
    expect(await eventTypes(customer)).toContain("payment.partially_paid");

    await payAtCounter(customer);
    await customer.seesPaid();
  });

  test.each([
    { name: "too much", amount: "400", mode: undefined, exception: "overpaid", received: "400.00" },
    { name: "too little", amount: "300", mode: "final", exception: "underpaid", received: "300.00" },
  ])("who pays $name is told that it is being checked, never that it failed", async (paid) => {
    const customer = await demo.customer();
    await customer.buy("mx");
    await customer.choose("Bank transfer");
    await customer.sees("Transfer to this account");
    const order = await demo.sandbox().onlyOrder();
    await demo.sandbox().play(order, "pay", { amount: paid.amount, mode: paid.mode });

    await customer.sees("Your payment is being checked");
    await customer.page.reload();
    await customer.sees("Your payment is being checked");
    expect(await customer.text()).not.toMatch(/fail|not go through/i);
    const [payment] = (await customer.session()).payments;
    expect(payment).toMatchObject({ status: "review", exceptions: [paid.exception] });
    expect(payment?.amountReceived.value).toBe(paid.received);
    expect((await customer.order()).status).toBe("unpaid");
    await eventually(() => eventTypes(customer)).toContain("payment.review_required");
  });

  test("whose payment the bank refuses is told so, and pays by another try", async () => {
    const customer = await demo.customer();
    const { page } = customer;
    await customer.buy("mx");
    await customer.choose("Bank transfer");
    await customer.sees("Transfer to this account");
    await demo.sandbox().play(await demo.sandbox().onlyOrder(), "fail");

    await customer.sees("The payment did not go through");
    await page.reload();
    await customer.sees("The payment did not go through");
    await customer.button("Try again").click();
    await customer.sees("Transfer to this account");
    await payAtCounter(customer);
    await customer.seesPaid();
  });

  test("gives it up, is told so also after a reload, and can still pay", async () => {
    const customer = await demo.customer();
    await customer.buy("mx");
    await customer.choose("Bank transfer");
    await customer.sees("Transfer to this account");
    await customer.button("Cancel").click();
    await customer.button("Cancel the payment").click();
    await customer.sees("Payment canceled");
    await customer.page.reload();
    await customer.sees("Payment canceled");
    await customer.button("Choose another method").click();
    await customer.choose("Bank transfer");
    await customer.sees("Transfer to this account");
    await payAtCounter(customer);
    await customer.seesPaid();
  });

  test("reads it all in Spanish, and a reload of each screen shows the same screen", async () => {
    const customer = await demo.customer({ viewport: phone, locale: "es-MX" });
    const { page } = customer;
    await customer.buy("mx", { locale: "es-MX" });
    const headings: string[] = [];
    const seesAgain = async () => {
      const heading = page.locator("[part=heading]");
      const before = await heading.innerText();
      await page.reload();
      await heading.waitFor();
      expect(await heading.innerText()).toBe(before);
      headings.push(before);
    };
    await seesAgain();
    await page.getByRole("radio", { name: "Transferencia" }).check();
    await customer.button("Continuar").click();
    await page.locator("[data-copy=code]").waitFor();
    await seesAgain();
    await demo.sandbox().play(await demo.sandbox().onlyOrder(), "pay");
    await page.locator(".badge.good").waitFor();
    await seesAgain();
    expect(new Set(headings).size).toBe(3);
    expect(await customer.text()).toContain("$349.00");
    expect(await customer.text()).not.toContain("MX$");
  });
});
