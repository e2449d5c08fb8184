/** `GET /console/api/reconciliation`. */
import { expect, test } from "vitest";
import { comparedDay } from "../../../bff/contract.ts";
import { shiftDay, startOfDay, utcDay } from "../../../bff/core/days.ts";
import type { TestApp } from "../../support/app.ts";
import { describeApp } from "../../support/app-suite.ts";
import { operatorOf, signIn, withOperators } from "../../support/operators.ts";

const config = withOperators(operatorOf("ana"), operatorOf("eve", { scopes: ["operate", "audit"] }));
const hourMs = 60 * 60_000;

async function read(app: TestApp, day: string, account = "paypro-mx") {
  const browser = await signIn(app);
  return (await browser.get(`/reconciliation?account=${account}&day=${day}`)).as(comparedDay);
}

/** Until the job of the next day has run. */
async function reconcile(app: TestApp, day: string): Promise<void> {
  const runAt = startOfDay(shiftDay(day, 1)) + 15 * hourMs;
  app.clock.advance(runAt - app.clock.now());
  await app.runJobsUntilIdle();
}

describeApp("a day of an account that reconciliation compares", { config }, (app) => {
  test("is said to be compared only after the job has finished it, also where there is no statement", async () => {
    const day = utcDay(app().clock.now());
    const session = await app().api.createSession();
    await app().browser(session.clientToken).start("store");
    expect(await read(app(), day)).toEqual({
      ...{ account: "paypro-mx", day, finishedAt: null, checked: 0, discrepancies: [], truncated: false },
    });

    await reconcile(app(), day);
    const compared = await read(app(), day);
    expect(compared).toMatchObject({ day, checked: 1, discrepancies: [] });
    expect(Date.parse(compared.finishedAt ?? "")).toBeGreaterThan(startOfDay(shiftDay(day, 1)));
    expect(await read(app(), shiftDay(day, -30))).toMatchObject({ finishedAt: null, checked: 0 });
    expect(await read(app(), day, "chainup-coins")).toMatchObject({ account: "chainup-coins", checked: 0 });
  });

  test("has what was found on that day and account, with its code, and at most 200", async () => {
    const day = utcDay(app().clock.now());
    const row = (orderNo: string, of: object = {}) => ({
      ...{ id: `paypro-mx:${day}:status_differs:${orderNo}`, account_id: "paypro-mx", day },
      ...{ kind: "status_differs", order_no: orderNo, payment_id: "pay_1", payout_id: null, found_at: 1 },
      detail: "the provider says succeeded, here it was expired",
      ...of,
    });
    const { kysely } = app().database;
    const others = [
      row("other-day", { id: "a", day: shiftDay(day, -1) }),
      row("other-account", { id: "b", account_id: "cxpay-in" }),
    ];
    await kysely
      .insertInto("discrepancies")
      .values([
        row("1"),
        row("2", { payment_id: null, payout_id: "po_1", detail: "in other words" }),
        ...others,
      ])
      .execute();
    const { discrepancies, truncated, finishedAt } = await read(app(), day);
    expect({ truncated, finishedAt }).toEqual({ truncated: false, finishedAt: null });
    expect(discrepancies).toEqual([
      {
        ...{ kind: "status_differs", orderNo: "1", paymentId: "pay_1" },
        detail: "the provider says succeeded, here it was expired",
        ...{ code: "says_otherwise", values: { said: "succeeded", status: "expired" } },
      },
      {
        ...{ kind: "status_differs", orderNo: "2", paymentId: null, payoutId: "po_1" },
        detail: "in other words",
      },
    ]);

    const many = Array.from({ length: 199 }, (_, index) => row(`more-${index}`));
    await kysely.insertInto("discrepancies").values(many).execute();
    const full = await read(app(), day);
    expect([full.discrepancies.length, full.truncated]).toEqual([200, true]);
  });

  test("is refused without a day, of an account that is none, and without the permission", async () => {
    const browser = await signIn(app());
    const wrong = (await browser.get("/reconciliation?account=paypro-mx&day=yesterday")).problem();
    expect([wrong.code, wrong.errors?.map(({ path }) => path)]).toEqual(["validation_failed", ["day"]]);
    const none = await browser.get("/reconciliation?account=none&day=2026-11-19");
    expect(none.problem().code).toBe("not_found");
    const eve = await signIn(app(), { operator: "eve" });
    expect((await eve.get("/reconciliation?account=paypro-mx&day=2026-11-19")).status).toBe(403);
  });
});
