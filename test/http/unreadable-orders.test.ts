/** An order whose words cannot be read can be paid; who pays and how is nothing to guess. */
import { expect, test } from "vitest";
import { browserSession } from "../../bff/contract.ts";
import { describeApp } from "../support/app-suite.ts";
import { broken, config, customer, makeAll } from "./support/damaged.ts";

describeApp("a customer whose order cannot be read in part", { config }, (app) => {
  test("lets a customer pay whose order's words cannot be read, and tells the merchant of it", async () => {
    const { id, clientToken } = await app().api.createSession({ methods: ["cashier"], description: "Beans" });
    const { kysely } = app().database;
    await kysely.updateTable("sessions").set({ private_sealed: broken }).where("id", "=", id).execute();
    const browser = app().browser(clientToken);
    const opened = await browser.call({ path: "/checkout/session" });
    const shown = { id, description: null, returnUrl: "", methods: [{ id: "cashier" }], payment: null };
    expect(opened.as(browserSession)).toMatchObject(shown);
    expect(opened.as(browserSession)).not.toHaveProperty("items");
    const { id: paymentId } = await browser.start("cashier");
    const order = await app().orderOf(paymentId);
    app().sandbox.state.play(order, { action: "pay" });
    await app().settle();
    expect(await app().api.readPayment(paymentId)).toMatchObject({ status: "succeeded" });
    const told = app().webhooks.received.filter(({ event }) => event.data.session?.id === id);
    const success = told.find(({ event }) => event.type === "session.succeeded");
    const unreadable = ["description", "metadata", "items", "returnUrl"];
    expect(success?.event.data.session).toMatchObject({ reference: "order-1001", metadata: {}, unreadable });
  });

  test("answers 404 to a customer whose way back to the shop cannot be read", async () => {
    const ids = await makeAll(app());
    const { kysely } = app().database;
    const path = new URL((await app().orderOf(ids.payment)).returnUrl ?? "").pathname;
    await kysely
      .updateTable("sessions")
      .set({ private_sealed: broken })
      .where("id", "=", ids.session)
      .execute();
    expect((await app().call({ path })).problem().code).toBe("not_found");
  });

  test.each([
    { column: "customer_sealed", changed: { customer_sealed: broken } },
    { column: "methods", changed: { methods: broken } },
  ])("offers no method to a session whose $column cannot be read", async ({ changed }) => {
    const { id, clientToken } = await app().api.createSession({ customer });
    await app().database.kysely.updateTable("sessions").set(changed).where("id", "=", id).execute();
    const opened = await app().browser(clientToken).call({ path: "/checkout/session" });
    expect(opened.as(browserSession)).toMatchObject({
      id,
      methods: [],
      returnUrl: expect.stringMatching(/^http/),
    });
  });

  test("starts no payment for a customer who cannot be read", async () => {
    const { id, clientToken } = await app().api.createSession({ customer, methods: ["store"] });
    await app()
      .database.kysely.updateTable("sessions")
      .set({ customer_sealed: broken })
      .where("id", "=", id)
      .execute();
    const before = app().sandbox.state.orders().length;
    const start = { method: "POST", path: "/checkout/payments", body: { method: "store" } } as const;
    expect((await app().browser(clientToken).call(start)).problem().code).toBe("method_not_available");
    expect(app().sandbox.state.orders()).toHaveLength(before);
  });
});
