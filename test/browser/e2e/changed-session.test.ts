import { describe, expect, test } from "vitest";
import { setDemo } from "./support/demo.ts";

const demo = setDemo();

const money = (value: string) => ({ value, currency: "MXN" });
const customer = { name: "Ana Díaz", email: "ana@example.com", phone: "+525512345678" };
const mexican = { amount: money("349.00"), country: "MX", customer };

describe("a session that the merchant changes while the page is open", () => {
  test("is shown with its new amount and words, keeps what was chosen, and is paid with the new amount", async () => {
    const merchant = demo.merchant();
    const visitor = await demo.customer();
    const { page } = visitor;
    const { id, url } = await merchant.createSession(mexican);
    await page.goto(url);
    await page.getByRole("radio", { name: "Cash at a store" }).check();
    await page.getByText("$349.00").first().waitFor();
    await page.evaluate(() => Reflect.set(globalThis, "isTheSamePage", true));

    await merchant.changeSession(id, { amount: money("299.00"), description: "Two bags, ten percent off" });
    await page.getByText("$299.00").first().waitFor();
    await page.getByText("Two bags, ten percent off").first().waitFor();
    expect(await page.getByText("$349.00").count()).toBe(0);
    expect(await page.getByRole("radio", { name: "Cash at a store" }).isChecked()).toBe(true);
    expect(await page.evaluate(() => Reflect.get(globalThis, "isTheSamePage"))).toBe(true);

    await visitor.choose("Cash at a store");
    await visitor.sees("Pay with this code");
    const order = (await demo.sandbox().orders()).at(-1);
    if (order === undefined) throw new Error("there is no order");
    await demo.sandbox().play(order, "pay");
    await visitor.sees("Payment received");
    const paid = await merchant.session(id);
    expect(paid.payments).toMatchObject([{ status: "succeeded", amountReceived: money("299.00") }]);
  });

  test("keeps its amount once a code is shown that could still be paid", async () => {
    const merchant = demo.merchant();
    const visitor = await demo.customer();
    const { page } = visitor;
    const { id, url } = await merchant.createSession(mexican);
    await page.goto(url);
    await visitor.choose("Cash at a store");
    await visitor.sees("Pay with this code");
    await expect(merchant.changeSession(id, { amount: money("299.00") })).rejects.toThrow(
      "payment_in_progress",
    );
    expect(await page.getByText("$349.00").count()).toBeGreaterThan(0);
    expect(await page.getByText("$299.00").count()).toBe(0);
  });
});
