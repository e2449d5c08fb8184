import { describe, expect, test } from "vitest";
import type { BrowserPayment, BrowserSession } from "../../../bff/contract.ts";
import { upi } from "../../widget/support/fixtures.ts";
import { eventually, makeHold, makeLastingPayment, pay, setStage, tag } from "./support/stage.ts";

const stage = setStage();

interface Case {
  readonly name: string;
  readonly heading: string;
  readonly status: BrowserSession["status"];
  readonly payment: Partial<BrowserPayment> | null;
}

const ended = { nextAction: null };
const cases: readonly Case[] = [
  { name: "methods", heading: "Choose how to pay", status: "requires_payment_method", payment: null },
  { name: "code", heading: "Pay with this code", status: "requires_action", payment: {} },
  {
    name: "QR",
    heading: "Scan to pay",
    status: "requires_action",
    payment: {
      method: "upi",
      nextAction: { type: "display_qr", data: "upi://pay?pa=a@b", links: [], url: null },
    },
  },
  {
    name: "leaving",
    heading: "Waiting for your payment",
    status: "requires_action",
    payment: { method: "pix", nextAction: { type: "redirect", url: "https://cashier.example.com/p/1" } },
  },
  {
    name: "confirming",
    heading: "Confirming your payment",
    status: "processing",
    payment: { ...ended, status: "unknown" },
  },
  {
    name: "partly paid",
    heading: "Part of your payment has arrived",
    status: "processing",
    payment: { ...ended, status: "partially_paid", amountReceived: { value: "4000.00", currency: "MXN" } },
  },
  {
    name: "paid",
    heading: "Payment received",
    status: "succeeded",
    payment: { ...ended, status: "succeeded" },
  },
  {
    name: "failed",
    heading: "The payment did not go through",
    status: "requires_payment_method",
    payment: { ...ended, status: "failed", failure: { code: "declined", retryable: true } },
  },
  {
    name: "expired",
    heading: "The time to pay is over",
    status: "requires_payment_method",
    payment: { ...ended, status: "expired" },
  },
  { name: "canceled", heading: "Payment canceled", status: "canceled", payment: null },
];

describe("widget 6: a reload shows the same screen", () => {
  for (const { name, heading, status, payment } of cases) {
    test(`${name}, from the token alone`, async () => {
      const scenario = stage.bff().addScenario({
        status,
        payment: payment === null ? null : makeLastingPayment(payment),
        methods: name === "QR" ? [upi] : [upi, { ...upi, id: "store", action: "display_code" }],
      });
      const { page, heard } = await stage.open(scenario);
      await page.getByRole("heading", { name: heading }).waitFor();
      await page.reload();
      await page.getByRole("heading", { name: heading }).waitFor();
      expect(page.url()).toContain(stage.shop().origin);
      expect((await heard()).map((event) => event.name)).toEqual(["pay-ready"]);
    });
  }

  test("says what arrived and what is missing of a partly paid one", async () => {
    const payment = makeLastingPayment({
      status: "partially_paid",
      amountReceived: { value: "4000.50", currency: "MXN" },
    });
    const { page } = await stage.open(stage.bff().addScenario({ status: "processing", payment }));
    await page.getByText("$4,000.50").waitFor();
    await page.getByText("$5,999.50").waitFor();
    expect(await page.getByText(/fail/i).count()).toBe(0);
  });

  test("Back from the provider's page finds the way there, not a frozen button, and does not leave again", async () => {
    const scenario = stage.bff().addScenario();
    const cashier = stage.shop().addPage({ body: "<h1>Cashier</h1>" });
    scenario.next = () => ({ nextAction: { type: "redirect", url: cashier } });
    const { page } = await stage.open(scenario);
    await pay(page, "Pix");
    await page.getByRole("heading", { name: "Cashier" }).waitFor();
    await page.goBack();
    await page.getByRole("link", { name: "Open the payment page" }).waitFor();
    expect(await page.locator("[aria-disabled=true]").count()).toBe(0);
    expect(scenario.count("POST", "/checkout/payments")).toBe(1);
    scenario.updatePayment({ status: "succeeded", nextAction: null });
    await page.getByRole("heading", { name: "Payment received" }).waitFor();
  });

  test("a page out of the back/forward cache frees a button that was busy and loads the session", async () => {
    const scenario = stage.bff().addScenario();
    const { page } = await stage.open(scenario);
    // The session must be loaded before answers are held back.
    await page.getByRole("radio", { name: "Bank transfer" }).waitFor();
    const { held, release } = makeHold();
    scenario.hold = held;
    await pay(page, "Bank transfer");
    await page.getByRole("button", { name: "One moment…" }).waitFor();
    scenario.hold = Promise.resolve();
    await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
    await page.getByRole("button", { name: "Continue" }).waitFor();
    await eventually(() => expect(scenario.count("POST", "/checkout/open")).toBe(2));
    release();
  });

  test("has no unload handler, which would keep the page out of the cache", async () => {
    const { origin } = stage.bff();
    const scenario = stage.bff().addScenario();
    const url = stage.shop().addPage({ body: tag(origin, scenario.token) });
    const { page } = await stage.visit("about:blank");
    await page.addInitScript(() => {
      const added: string[] = [];
      Object.assign(globalThis, { added });
      const original = EventTarget.prototype.addEventListener;
      EventTarget.prototype.addEventListener = function (type, ...rest) {
        if (this === window) added.push(type);
        original.call(this, type, ...rest);
      };
    });
    await page.goto(url);
    await page.getByRole("radio").first().waitFor();
    const added = await page.evaluate(() => Reflect.get(globalThis, "added"));
    expect(added).toEqual(expect.arrayContaining(["pageshow", "online"]));
    expect(added).not.toEqual(expect.arrayContaining(["unload"]));
    expect(added).not.toEqual(expect.arrayContaining(["beforeunload"]));
  });
});
