/** `GET /console/api/search`. */
import { expect, test } from "vitest";
import { consoleSearchAnswer } from "../../../bff/contract.ts";
import type { TestApp } from "../../support/app.ts";
import { describeApp } from "../../support/app-suite.ts";
import { operatorOf, signIn, withOperators } from "../../support/operators.ts";

const config = withOperators(operatorOf("ana"), operatorOf("eve", { scopes: ["operate", "audit"] }));
const customer = { id: "u-1", name: "Ana", email: "told@example.com", phone: null, taxId: null };

async function makeSession(app: TestApp, reference: string) {
  app.clock.advance(60_000);
  return await app.api.createSession({ reference, customer });
}

async function makePayment(app: TestApp, reference: string) {
  const session = await makeSession(app, reference);
  return { session, id: (await app.browser(session.clientToken).start("store")).id };
}

describeApp("the console's search", { config }, (app) => {
  test("tells what was found apart, puts what needs a person first, and shows no session beside its payment", async () => {
    const wrong = await makePayment(app(), "told-1");
    app().sandbox.state.play(await app().orderOf(wrong.id), { action: "pay", amount: "151.37" });
    await app().settle();
    const waits = await makePayment(app(), "told-2");
    const unpaid = await makeSession(app(), "told-3");
    const browser = await signIn(app());
    const find = async (q: string) =>
      (await browser.get(`/search?q=${encodeURIComponent(q)}`)).as(consoleSearchAnswer).data;

    const found = await find(customer.email);
    expect(found.map(({ id }) => id)).toEqual([wrong.id, unpaid.id, waits.id]);
    expect(found[0]).toEqual({
      object: "payment",
      id: wrong.id,
      why: "email",
      status: "review",
      amount: { value: "150.00", currency: "MXN" },
      amountReceived: { value: "151.37", currency: "MXN" },
      reference: "told-1",
      createdAt: (await app().api.readPayment(wrong.id)).createdAt,
      needsPerson: true,
    });
    expect(found[1]).toMatchObject({
      object: "session",
      status: "requires_payment_method",
      reference: "told-3",
    });
    expect(found[2]).toMatchObject({ status: "pending", needsPerson: false });

    // By what the customer paid by mistake, and of several references the one that has a payment in review.
    expect((await find("$151.37")).map(({ id }) => id)).toEqual([wrong.id]);
    const begun = await find("told-");
    expect(begun.map(({ reference, needsPerson }) => [reference, needsPerson])).toEqual([
      ["told-1", true],
      ["told-3", false],
      ["told-2", false],
    ]);
    expect(await find("nobody@example.com")).toEqual([]);
  });

  test("has the whole reference before longer ones", async () => {
    const whole = await makeSession(app(), "Whole-1");
    const longer = await makeSession(app(), "whole-10");
    const browser = await signIn(app());
    const { data } = (await browser.get("/search?q=whole-1")).as(consoleSearchAnswer);
    expect(data.map(({ id }) => id)).toEqual([whole.id, longer.id]);
    const copied = encodeURIComponent("\u200bｗhole-1\u200b");
    const again = (await browser.get(`/search?q=${copied}`)).as(consoleSearchAnswer);
    expect(again.data.map(({ id }) => id)).toEqual([whole.id, longer.id]);
  });

  test("is for reports, and refuses what the merchant's search refuses", async () => {
    const eve = await signIn(app(), { operator: "eve" });
    expect((await eve.get("/search?q=told")).problem().code).toBe("missing_scope");
    const ana = await signIn(app());
    for (const query of ["", "?q=", "?q=a&q=b", "?q=a&limit=3", "?q=%00"])
      expect((await ana.get(`/search${query}`)).problem().code, query).toBe("validation_failed");
  });
});
