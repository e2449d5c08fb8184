/** `GET /console/api/charts`. */
import { expect, test } from "vitest";
import { chartsAnswer } from "../../../bff/contract.ts";
import { utcDay } from "../../../bff/core/days.ts";
import type { TestApp } from "../../support/app.ts";
import { describeApp } from "../../support/app-suite.ts";
import { operatorOf, signIn, withOperators } from "../../support/operators.ts";

const config = withOperators(operatorOf("ana"), operatorOf("eve", { scopes: ["operate", "audit"] }));
const dayMs = 24 * 60 * 60_000;

const customer = {
  name: "Ana Nombre",
  email: "ana@example.com",
  phone: "+5511987654321",
  taxId: "11144477735",
};

async function startPayment(app: TestApp, method: string, currency = "MXN", country = "MX") {
  const amount = { value: "150.00", currency };
  const session = await app.api.createSession({ amount, country, customer });
  return await app.browser(session.clientToken).start(method);
}

async function pay(app: TestApp, id: string): Promise<void> {
  app.sandbox.state.play(await app.orderOf(id), { action: "pay" });
  await app.settle();
}

describeApp("the console's charts", { config }, (app) => {
  test("add up the payments of each day by account, method and currency", async () => {
    const first = utcDay(app().clock.now());
    const paid = await startPayment(app(), "store");
    await startPayment(app(), "store");
    app().clock.advance(90_000);
    await pay(app(), paid.id);
    app().clock.advance(dayMs);
    const second = utcDay(app().clock.now());
    await startPayment(app(), "pix", "BRL", "BR");

    const browser = await signIn(app());
    const read = async (more = "") =>
      (await browser.get(`/charts?from=${first}&to=${second}${more}`)).as(chartsAnswer);
    const all = await read();
    const [ofStore, ofPix, ...others] = all.days;
    expect(others).toEqual([]);
    expect(ofStore).toEqual({
      day: first,
      account: "paypro-mx",
      method: "store",
      currency: "MXN",
      created: 2,
      succeeded: 1,
      failed: 0,
      amountSucceeded: { value: "150.00", currency: "MXN" },
      timeToPaidMs: { median: 90_000, p95: 90_000 },
      reportedByCallback: 1,
    });
    expect(ofPix).toMatchObject({
      ...{ day: second, method: "pix", currency: "BRL", created: 1, succeeded: 0, failed: 0 },
      amountSucceeded: { value: "0.00", currency: "BRL" },
      timeToPaidMs: null,
    });
    expect(all).toMatchObject({ from: first, to: second, methods: ["pix", "store"] });
    expect(all.accounts).toEqual([...new Set(all.days.map(({ account }) => account))].sort());
    expect((await read("&account=paypro-mx&method=store")).days).toEqual([ofStore]);
    expect(await read("&account=none")).toMatchObject({ accounts: [], methods: [], days: [] });

    app().clock.advance(10 * dayMs);
    await app().runJobsUntilIdle();
    const later = await signIn(app());
    const { days } = (await later.get(`/charts?from=${second}&to=${second}`)).as(chartsAnswer);
    expect(days).toMatchObject([{ method: "pix", created: 1, succeeded: 0, failed: 1 }]);
  });

  test("are refused for a time that is none or too long, and the answer names the field", async () => {
    const browser = await signIn(app());
    for (const [query, field] of [
      ["", "from"],
      ["from=2026-11-01T00:00:00Z&to=2026-11-02", "from"],
      ["from=2026-02-01&to=2026-02-31", "to"],
      ["from=2026-11-02&to=2026-11-01", "to"],
      ["from=2026-01-01&to=2026-04-03", "to"],
      ["from=2026-11-01&to=2026-11-02&currency=MXN", "currency"],
    ]) {
      const problem = (await browser.get(`/charts?${query}`)).problem();
      expect(problem.code, query).toBe("validation_failed");
      expect(
        problem.errors?.map(({ path }) => path),
        query,
      ).toContain(field);
    }
    // 92 days, of which none has a payment.
    const longest = (await browser.get("/charts?from=2020-01-01&to=2020-04-01")).as(chartsAnswer);
    expect(longest.days).toEqual([]);
  });

  test("are for operators with the scope reports", async () => {
    const browser = await signIn(app(), { operator: "eve" });
    const reply = await browser.get("/charts?from=2026-11-01&to=2026-11-01");
    expect(reply.problem().code).toBe("missing_scope");
  });
});
