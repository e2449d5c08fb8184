/** What is paid for: kept for the customer's eyes, and gone with the rest of the personal data. */
import { expect, test } from "vitest";
import { describeApp } from "../support/app-suite.ts";
import { openSession } from "./support/sessions.ts";

const beans = { name: "Coffee beans", quantity: 2, amount: { value: "149", currency: "MXN" } };
const gift = { name: "Sticker", quantity: 1, amount: { value: "0", currency: "MXN" } };

describeApp("items of a session", {}, (app) => {
  const refusal = async (items: unknown) => {
    const amount = { value: "150.00", currency: "MXN" };
    const body = { amount, reference: "order-1", returnUrl: `${app().origin}/thanks`, items };
    const { code, errors } = (await app().api.post("/v1/sessions", body)).problem();
    return [code, ...(errors ?? []).map(({ path }) => path)];
  };

  test("merchant and customer read them, with all decimals", async () => {
    const { session, browser } = await openSession(app(), { items: [beans, gift] });
    const shown = [
      { ...beans, amount: { value: "149.00", currency: "MXN" } },
      { ...gift, amount: { value: "0.00", currency: "MXN" } },
    ];
    expect(session).toMatchObject({ items: shown });
    expect((await app().api.get(`/v1/sessions/${session.id}`)).json()).toMatchObject({ items: shown });
    expect((await browser.session()).items).toEqual(shown);
  });

  test("a session without any has no such field", async () => {
    const { session, browser } = await openSession(app());
    expect(session).not.toHaveProperty("items");
    expect(await browser.session()).not.toHaveProperty("items");
  });

  test("a mistake is named at its place", async () => {
    const one = (changes: object) => [{ ...beans, ...changes }];
    expect(await refusal([])).toEqual(["validation_failed", "items"]);
    expect(await refusal(Array.from({ length: 51 }, () => beans))).toEqual(["validation_failed", "items"]);
    expect(await refusal(one({ quantity: 0 }))).toEqual(["validation_failed", "items.0.quantity"]);
    expect(await refusal(one({ quantity: 1.5 }))).toEqual(["validation_failed", "items.0.quantity"]);
    expect(await refusal(one({ name: " " }))).toEqual(["validation_failed", "items.0.name"]);
    expect(await refusal(one({ price: "1" }))).toEqual(["validation_failed", "items.0.price"]);
    const priced = (value: string, currency = "MXN") => [gift, ...one({ amount: { value, currency } })];
    expect(await refusal(priced("1.001"))).toEqual(["validation_failed", "items.1.amount.value"]);
    expect(await refusal(priced("-1"))).toEqual(["validation_failed", "items.1.amount.value"]);
    expect(await refusal(priced("1", "USD"))).toEqual(["validation_failed", "items.1.amount.currency"]);
  });

  test("are erased with the customer, in what is read and in events", async () => {
    const { session } = await openSession(app(), { customer: { id: "u-erase" }, items: [beans] });
    await app().api.post(`/v1/sessions/${session.id}/cancel`);
    await app().runJobsUntilIdle();
    expect((await app().api.post("/v1/customers/erase", { customer: { id: "u-erase" } })).status).toBe(200);
    const { text } = await app().api.get(`/v1/sessions/${session.id}`);
    expect(text).toContain('"erased":true');
    expect(text).not.toContain(beans.name);
    expect((await app().api.get("/v1/events?limit=100")).text).not.toContain(beans.name);
  });
});
