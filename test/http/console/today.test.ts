/** `GET /console/api/today`. */
import { expect, test } from "vitest";
import { chartsAnswer, todayAnswer } from "../../../bff/contract.ts";
import { toIsoTime } from "../../../bff/core/clock.ts";
import { utcDay } from "../../../bff/core/days.ts";
import { scheduleJob } from "../../../bff/storage/jobs/jobs.ts";
import { paymentRow, payoutRow, sessionRow } from "../../storage/rows.ts";
import type { TestApp } from "../../support/app.ts";
import { describeApp } from "../../support/app-suite.ts";
import { operatorOf, signIn, withOperators } from "../../support/operators.ts";

const config = withOperators(
  operatorOf("ana"),
  operatorOf("eve", { scopes: ["payouts:approve"] }),
  operatorOf("ida", { scopes: ["audit", "sessions"] }),
);
const minute = 60_000;
const dayMs = 24 * 60 * minute;

async function read(app: TestApp, operator = "ana") {
  return (await (await signIn(app, { operator })).get("/today")).as(todayAnswer);
}

/** By kind, what it names. */
function idsOf({ data }: Awaited<ReturnType<typeof read>>): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    [...Map.groupBy(data, ({ kind }) => kind)].map(([kind, needs]) => [kind, needs.map(({ id }) => id)]),
  );
}

describeApp("what needs a person today", { config }, (app) => {
  test("is nothing while all is well", async () => {
    const session = await app().api.createSession();
    await app().browser(session.clientToken).start("store");
    expect(await read(app())).toEqual({ data: [], truncated: false });
  });

  test("is listed by kind, with what its words need", async () => {
    const { kysely } = app().database;
    const now = app().clock.now();
    const hourAgo = now - 61 * minute;
    await kysely.insertInto("sessions").values(sessionRow("cs_1")).execute();
    const recent = { created_at: now - minute, unknown_since: now - minute, status: "unknown" } as const;
    const long = { created_at: hourAgo, unknown_since: hourAgo, status: "unknown" } as const;
    await kysely
      .insertInto("payments")
      .values([
        paymentRow("pay_review", "cs_1", {
          status: "review",
          received_minor: "17000",
          exceptions: '["overpaid"]',
        }),
        paymentRow("pay_long", "cs_1", long),
        paymentRow("pay_recent", "cs_1", recent),
        paymentRow("pay_doubt", "cs_1", { status: "succeeded", reversal_pending: 1, watch_until: now }),
        paymentRow("pay_asked", "cs_1", {
          status: "succeeded",
          reversal_pending: 1,
          watch_until: now + dayMs,
        }),
        paymentRow("pay_unpaid", "cs_1", { status: "expired", reversal_pending: 1, watch_until: now }),
        paymentRow("pay_gone", "cs_1", { status: "pending", account_id: "gone", created_at: now }),
      ])
      .execute();
    const line = { cause: "callback", actor: null, detail: null, note_sealed: null } as const;
    await kysely
      .insertInto("payment_timeline")
      .values({
        ...line,
        payment_id: "pay_review",
        seq: 1,
        at: 5_000,
        from_status: "pending",
        to_status: "review",
      })
      .execute();
    await kysely
      .insertInto("payouts")
      .values([
        payoutRow("po_review", { status: "review" }),
        payoutRow("po_long", long),
        payoutRow("po_doubt", { status: "succeeded", reversal_unsettled: 1, watch_until: now }),
        payoutRow("po_asked", { status: "succeeded", reversal_unsettled: 1, watch_until: now + dayMs }),
        payoutRow("po_approval", { status: "awaiting_approval" }),
        payoutRow("po_refund", { status: "awaiting_approval", refund_id: "re_approval" }),
      ])
      .execute();
    const refund = {
      ...{ session_id: "cs_1", payment_id: "pay_review", amount_minor: "500", currency: "MXN", decimals: 2 },
      ...{
        reason: "overpaid" as const,
        method: "payout" as const,
        account_id: "paypro-mx",
        channel: null,
        failure_code: null,
      },
      ...{ failure_retryable: null, token_hash: null, claim_digest: null, created_by: "key:backend" },
      ...{ created_at: 1_000, expires_at: null, updated_at: 1_000 },
    };
    await kysely
      .insertInto("refunds")
      .values([
        { ...refund, id: "re_approval", status: "awaiting_approval" as const, payout_id: "po_refund" },
        { ...refund, id: "re_claim", status: "awaiting_claim" as const, payout_id: null },
      ])
      .execute();
    await scheduleJob(kysely, { kind: "sync_payment", subjectId: "pay_dead", runAt: now + dayMs, now });
    await scheduleJob(kysely, { kind: "expire_session", subjectId: "re_claim", runAt: now + dayMs, now });
    await kysely
      .updateTable("jobs")
      .set({ dead_at: now })
      .where("subject_id", "in", ["pay_dead", "re_claim"])
      .execute();
    const found = (order: string, at: number) => ({
      ...{ id: order, account_id: "paypro-mx", day: utcDay(at), kind: "missing_here", order_no: order },
      ...{ payment_id: null, payout_id: null, detail: "It is not here.", found_at: at },
    });
    await kysely
      .insertInto("discrepancies")
      .values([found("order-new", now), found("order-old", now - 8 * dayMs)])
      .execute();
    const stray = (order: string, at: number) => ({
      ...{ account_id: "cxpay-in", order_no: order, object: "payment" as const, provider_order_id: null },
      ...{ amount: "12.5", currency: "INR", status: "paid", first_seen_at: at, last_seen_at: at, seen: 2 },
    });
    await kysely
      .insertInto("stray_money")
      .values([stray("stray-new", now), stray("stray-old", now - 8 * dayMs)])
      .execute();
    await kysely
      .insertInto("account_drift")
      .values({
        account_id: "paypro-mx",
        kind: "field",
        name: "data.new",
        first_seen_at: now,
        last_seen_at: now,
      })
      .execute();
    app().clock.advance(minute);

    const answer = await read(app());
    expect(idsOf(answer)).toEqual({
      payment_review: ["pay_review"],
      payout_review: ["po_review"],
      payout_unknown: ["po_long"],
      payment_unknown: ["pay_long"],
      payment_reversal: ["pay_doubt"],
      payout_reversal: ["po_doubt"],
      stray_money: ["cxpay-in"],
      discrepancy: ["paypro-mx"],
      payout_approval: ["po_approval"],
      refund_approval: ["re_approval"],
      refund_claim: ["re_claim"],
      uncovered_account: expect.arrayContaining(["gone"]),
      dead_job: ["re_claim", "pay_dead"],
      drift: ["paypro-mx"],
    });
    const of = (kind: string) => answer.data.find((need) => need.kind === kind);
    expect(of("payment_review")).toEqual({
      ...{ kind: "payment_review", object: "payment", id: "pay_review", since: toIsoTime(5_000), count: 1 },
      params: {
        amount: { value: "150.00", currency: "MXN" },
        received: { value: "170.00", currency: "MXN" },
        exceptions: ["overpaid"],
        reference: "order-cs_1",
        account: "paypro-mx",
      },
    });
    expect(of("payment_unknown")?.since).toBe(toIsoTime(hourAgo));
    expect(of("payment_reversal")).toMatchObject({
      ...{ object: "payment", since: toIsoTime(now) },
      params: { amount: { value: "150.00", currency: "MXN" }, reference: "order-cs_1", account: "paypro-mx" },
    });
    expect(of("refund_approval")?.params).toMatchObject({ payment: "pay_review", payout: "po_refund" });
    expect(of("discrepancy")?.params).toMatchObject({ what: "missing_here", orderNo: "order-new" });
    expect(of("stray_money")).toMatchObject({
      count: 2,
      params: { orderNo: "stray-new", reported: "12.5 INR" },
    });
    expect(of("drift")).toMatchObject({ count: 1, params: { what: "field", name: "data.new" } });
    expect(answer.data.filter(({ kind }) => kind === "dead_job")).toMatchObject([
      { object: "refund", id: "re_claim", params: { what: "expire_session" } },
      { object: "payment", id: "pay_dead", params: { what: "sync_payment" } },
    ]);
    expect(answer.truncated).toBe(false);
  });

  test("has only what the operator's scopes may read", async () => {
    expect(Object.keys(idsOf(await read(app(), "eve")))).toEqual([
      "payout_review",
      "payout_unknown",
      "payout_reversal",
      "payout_approval",
    ]);
    const refused = await (await signIn(app(), { operator: "ida" })).get("/today");
    expect(refused.problem().code).toBe("missing_scope");
  });

  test("is at most fifty of a kind, the oldest first, and says that there are more", async () => {
    const rows = Array.from({ length: 51 }, (_, at) =>
      paymentRow(`pay_many_${at}`, "cs_1", { status: "review", created_at: 2_000 + at }),
    );
    await app().database.kysely.insertInto("payments").values(rows).execute();
    const answer = await read(app());
    const { payment_review: reviews = [] } = idsOf(answer);
    expect(reviews).toHaveLength(50);
    expect(reviews.slice(0, 2)).toEqual(["pay_review", "pay_many_0"]);
    expect(answer.truncated).toBe(true);
  });
});

describeApp("an endpoint that takes nothing", { config }, (app) => {
  test("is listed once, as disabled, with how many deliveries are dead, and then no more", async () => {
    app().webhooks.answerWith(410);
    const session = await app().api.createSession();
    await app().api.post(`/v1/sessions/${session.id}/cancel`);
    await app().runJobsUntilIdle();
    const [endpoint, ...others] = (await read(app())).data;
    expect(others).toEqual([]);
    expect(endpoint).toMatchObject({ kind: "disabled_endpoint", object: "endpoint", count: 1 });
    expect(endpoint?.since).not.toBeNull();
    const { kysely } = app().database;
    await kysely.updateTable("endpoints").set({ disabled_at: null }).execute();
    expect((await read(app())).data).toMatchObject([{ kind: "dead_delivery", id: endpoint?.id, count: 1 }]);
  });
});

describeApp("a provider that does not answer", { config }, (app) => {
  test("is listed with the operation that is not called, and the charts are read all the same", async () => {
    const readBalance = () => app().api.get("/v1/accounts/bharat-in/balance");
    app().sandbox.state.arm({ kind: "drop", operation: "balance", provider: "bharatpay", times: 5 });
    for (let calls = 0; calls < 4; calls++) await readBalance();
    expect((await read(app())).data).toEqual([]);
    await readBalance();
    const circuit = { kind: "open_circuit", object: "account", id: "bharat-in" };
    expect((await read(app())).data).toEqual([
      { ...circuit, since: null, count: 1, params: { account: "bharat-in", what: "balance" } },
    ]);
    expect((await read(app(), "eve")).data).toEqual([]);
    const day = utcDay(app().clock.now());
    const charts = await (await signIn(app())).get(`/charts?from=${day}&to=${day}`);
    expect(charts.as(chartsAnswer).days).toEqual([]);
  });
});
