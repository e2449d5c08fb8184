import { expect, test } from "vitest";
import { eventBody } from "../../bff/contract.ts";
import type { StatementEntry } from "../../bff/providers/contract.ts";
import { resolvePayment } from "../../bff/services/payments/resolve-payment.ts";
import { readStatement } from "../../bff/services/reconciliation/read-statement.ts";
import { reconcileAccount } from "../../bff/services/reconciliation/reconcile-account.ts";
import {
  runReconciliation,
  scheduleReconciliations,
} from "../../bff/services/reconciliation/run-reconciliation.ts";
import { desk } from "../support/authors.ts";
import { forEachEngine } from "../support/databases.ts";
import { reconciledDay as day, reconcile } from "./support/reconcile.ts";
import { noAnswer } from "./support/scripted-provider.ts";
import { answers, createStage } from "./support/stage.ts";
import { hour, second } from "./support/times.ts";

const paid = answers({ status: "succeeded", amountText: "150.00" });

function entryOf(orderNo: string, amount: Partial<StatementEntry["amount"]> = {}): StatementEntry {
  return {
    orderNo,
    providerOrderId: "P-1",
    type: "payment",
    amount: { minor: 15_000n, currency: "MXN", decimals: 2, ...amount },
    isPaid: true,
    paidAt: Date.UTC(2026, 10, 20, 9),
  };
}

/** A stage whose provider has a statement, page by page. */
function statementStage(database: Parameters<typeof createStage>[0]["database"]) {
  const entries: StatementEntry[] = [];
  const stage = createStage({
    database,
    adapter: {
      statement: async (request) => ({
        kind: "statement",
        total: request.day === day ? entries.length : 0,
        entries: request.day === day ? entries.slice((request.page - 1) * 2, request.page * 2) : [],
      }),
    },
  });
  return { stage, entries };
}

forEachEngine("reconciliation by statement", (open) => {
  test("finds what is missing here, missing there, of another amount and of another state", async () => {
    const { stage, entries } = statementStage(await open());
    const [agreeing, notListed, otherAmount, notPaid] = [
      await stage.pay(),
      await stage.pay(),
      await stage.pay(),
      await stage.pay(),
    ];
    stage.script.query = (ref) =>
      ref.orderNo === notPaid.order_no ? answers({ status: "pending" })(ref) : paid(ref);
    await stage.pass(2 * 60 * second);
    entries.push(entryOf(agreeing.order_no), entryOf(otherAmount.order_no, { minor: 100n }));
    entries.push(entryOf(notPaid.order_no), entryOf("20261120000000stranger00000000"));
    const { discrepancies, checked, unanswered } = await reconcile(stage.context);
    expect([checked, unanswered]).toEqual([4, 0]);
    expect(discrepancies.map(({ kind, orderNo }) => [kind, orderNo]).sort()).toEqual(
      [
        ["amount_differs", otherAmount.order_no],
        ["missing_here", "20261120000000stranger00000000"],
        ["missing_there", notListed.order_no],
        ["status_differs", notPaid.order_no],
      ].sort(),
    );
  });

  test("reports each disagreement once, as a row and as an event, however often it runs", async () => {
    const { stage, entries } = statementStage(await open());
    entries.push(entryOf("20261120000000stranger00000000"));
    for (let run = 0; run < 3; run++) await reconcileAccount(stage.context, { accountId: "weak", day });
    const told = (await stage.events()).filter((type) => type === "reconciliation.discrepancy");
    expect(told.length).toBe(1);
    const rows = await stage.database.kysely.selectFrom("discrepancies").select("kind").execute();
    expect(rows).toEqual([{ kind: "missing_here" }]);
  });

  test.each([
    ["does not answer", { kind: "unknown", cause: "timeout" }, "The provider did not answer (timeout)."],
    ["refuses", { kind: "refused", code: "401" }, "The provider refused the query (401)."],
  ] as const)(
    "whose provider %s on a later page is not finished, says why, and calls nothing missing there",
    async (_, answer, detail) => {
      const { stage, entries } = statementStage(await open());
      const notListedYet = await stage.pay();
      stage.script.query = paid;
      await stage.pass(2 * 60 * second);
      for (const name of ["a", "b"]) entries.push(entryOf(name.repeat(30)));
      entries.push(entryOf(notListedYet.order_no));
      const account = stage.context.accounts.get("weak");
      const statement = account?.adapter.statement ?? expect.fail("no statement");
      const cut: typeof statement = async (request) =>
        request.page === 1 ? await statement(request) : { alarm: false, retryable: true, ...answer };
      Object.assign(account?.adapter ?? {}, { statement: cut });
      const result = await reconcileAccount(stage.context, { accountId: "weak", day });
      expect(result).toMatchObject({ ok: false, code: "provider_unavailable", detail });
      const rows = await stage.database.kysely.selectFrom("reconciliations").selectAll().execute();
      expect(rows).toMatchObject([{ finished_at: null, error: detail }]);
      const told = await stage.told("reconciliation.discrepancy");
      expect(told.map(({ data }) => data.discrepancy?.kind)).toEqual(["missing_here", "missing_here"]);
    },
  );

  test("queries a payment that only the provider calls paid again when the query got no answer", async () => {
    const { stage, entries } = statementStage(await open());
    const payment = await stage.pay();
    entries.push(entryOf(payment.order_no));
    stage.script.query = noAnswer;
    expect(await reconcile(stage.context)).toMatchObject({ checked: 1, unanswered: 1 });
    stage.script.query = paid;
    // The statement has been compared, so only the payment is left.
    entries.length = 0;
    expect(await reconcile(stage.context)).toMatchObject({ checked: 1, unanswered: 0, discrepancies: [] });
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
  });

  test("compares amounts whatever their decimals, and currencies in either letter case", async () => {
    const { stage, entries } = statementStage(await open());
    const [first, other, third] = [await stage.pay(), await stage.pay(), await stage.pay()];
    stage.script.query = paid;
    await stage.pass(2 * 60 * second);
    // As a provider's adapter reads a coin that has left the configuration: with the decimals as written.
    entries.push(entryOf(first.order_no, { minor: 150n, currency: "mxn", decimals: 0 }));
    entries.push(entryOf(other.order_no, { minor: 150_000_000n, currency: "Mxn", decimals: 6 }));
    entries.push(entryOf(third.order_no, { minor: 15_000n, currency: "MXN", decimals: 0 }));
    const { discrepancies } = await reconcile(stage.context);
    expect(discrepancies).toMatchObject([{ kind: "amount_differs", orderNo: third.order_no }]);
  });

  test("tells of money for an order that is not here once, with all that is known of it", async () => {
    const { stage, entries } = statementStage(await open());
    const stranger = "20261120000000stranger00000000";
    entries.push(entryOf(stranger), { ...entryOf(""), providerOrderId: "P-2" });
    entries.push({ ...entryOf("order\u0000with\nlines"), paidAt: null });
    for (let run = 0; run < 2; run++) await reconcile(stage.context);
    const told = (await stage.told("reconciliation.discrepancy")).map(({ data }) => data);
    const about = { kind: "missing_here", paymentId: null, account: "weak", day } as const;
    const ours = "the provider lists an order that is not ours";
    expect(told).toHaveLength(3);
    expect(told).toEqual(
      expect.arrayContaining([
        {
          discrepancy: {
            ...about,
            orderNo: stranger,
            detail: `${ours}: 150.00 MXN, paid at 2026-11-20T09:00:00.000Z`,
          },
        },
        {
          discrepancy: {
            ...about,
            orderNo: "P-2",
            detail: `${ours} by its own number only: 150.00 MXN, paid at 2026-11-20T09:00:00.000Z`,
          },
        },
        { discrepancy: { ...about, orderNo: "orderwithlines", detail: `${ours}: 150.00 MXN` } },
      ]),
    );
    for (const data of told) expect(eventBody.shape.data.parse(data)).toEqual(data);
  });

  test("shows a page of the statement with the day's discrepancies", async () => {
    const { stage, entries } = statementStage(await open());
    const payment = await stage.pay();
    entries.push(entryOf("a".repeat(30)), entryOf("b".repeat(30)), entryOf(payment.order_no));
    const query = { accountId: "weak", day, page: 3, pageSize: 1 };
    const result = await readStatement(stage.context, query);
    expect(result).toMatchObject({
      ok: true,
      value: { total: 3, entries: [{ orderNo: payment.order_no, paymentId: payment.id }] },
    });
    expect(result.ok && result.value.discrepancies.length).toBe(3);
  });
});

forEachEngine("reconciliation by query", (open) => {
  test("finds a success that nobody had told us of, and puts it right", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    stage.script.query = paid;
    expect(await reconcile(stage.context)).toMatchObject({
      source: "query",
      checked: 1,
      discrepancies: [{ kind: "status_differs", paymentId: payment.id }],
    });
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
  });

  test("finds a payment that the provider no longer calls paid, and does not downgrade it", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    stage.script.query = paid;
    await stage.pass(2 * 60 * second);
    stage.script.query = answers({ status: "failed" });
    expect(await reconcile(stage.context)).toMatchObject({ discrepancies: [{ kind: "status_differs" }] });
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
  });

  test("finds a payment that a person settled as failed and the provider calls paid", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    stage.script.query = answers({ status: "succeeded", amountText: "149.00" });
    await stage.pass(2 * 60 * second);
    const note = { outcome: "failed", note: "sent back", author: desk, keyBinding: null } as const;
    expect(await resolvePayment(stage.context, { paymentId: payment.id, ...note })).toMatchObject({
      ok: true,
    });
    const found = [{ kind: "status_differs", paymentId: payment.id }];
    expect(await reconcile(stage.context)).toMatchObject({ checked: 1, discrepancies: found });
  });

  test("agrees with a provider about a payment that was reversed, and whose reversal is on record", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    stage.script.query = paid;
    await stage.pass(2 * 60 * second);
    stage.script.query = answers({ status: "failed" });
    await stage.callBack(payment, { status: "reversed" });
    await stage.pass(second);
    expect(await stage.exceptions(payment.id)).toEqual(["reversed"]);
    expect(await reconcile(stage.context)).toMatchObject({ checked: 1, discrepancies: [] });
  });

  test("that got no answer is not finished, and says so", async () => {
    const stage = createStage({ database: await open() });
    await stage.pay();
    stage.script.query = () => ({ kind: "unknown", cause: "timeout" });
    expect(await reconcile(stage.context)).toMatchObject({ checked: 0, unanswered: 1 });
    const rows = await stage.database.kysely.selectFrom("reconciliations").selectAll().execute();
    expect(rows).toMatchObject([{ finished_at: null, error: "1 orders have no answer yet" }]);
  });

  test("runs for each account once a day, for the day before", async () => {
    const stage = createStage({ database: await open() });
    await scheduleReconciliations(stage.context);
    await scheduleReconciliations(stage.context);
    const jobs = await stage.database.kysely
      .selectFrom("jobs")
      .select(["subject_id", "run_at"])
      .where("kind", "=", "reconcile")
      .execute();
    expect(jobs).toEqual([{ subject_id: "weak", run_at: Date.UTC(2026, 10, 20, 14) }]);
    await stage.pass(5 * hour + second);
    const rows = await stage.database.kysely.selectFrom("reconciliations").select(["id"]).execute();
    expect(rows).toEqual([{ id: "weak:2026-11-19" }]);
    const next = await runReconciliation(stage.context, { accountId: "weak" });
    expect(next).toEqual({ kind: "again", at: Date.UTC(2026, 10, 21, 14), step: 0 });
  });

  test("rule 22: comes again in a process that lacks the account, so that another one finds it", async () => {
    const stage = createStage({ database: await open() });
    const context = { ...stage.context, accounts: new Map() };
    const again = await runReconciliation(context, { accountId: "weak" });
    expect(again).toEqual({ kind: "again", at: stage.time.now() + hour, step: 0 });
  });

  test("runs again an hour later where a provider did not answer, and goes on with that day when the next has begun", async () => {
    const stage = createStage({ database: await open() });
    await stage.pay();
    stage.script.query = () => ({ kind: "unknown", cause: "timeout" });
    await stage.time.runUntil(Date.UTC(2026, 10, 21, 14));
    const again = await runReconciliation(stage.context, { accountId: "weak" });
    expect(again).toEqual({ kind: "again", at: Date.UTC(2026, 10, 21, 15), step: 0 });
    // The server is away for two days; then the provider answers.
    await stage.time.runUntil(Date.UTC(2026, 10, 23, 14));
    stage.script.query = answers({ status: "pending" });
    const done = await runReconciliation(stage.context, { accountId: "weak" });
    expect(done).toEqual({ kind: "again", at: Date.UTC(2026, 10, 24, 14), step: 0 });
    const rows = await stage.database.kysely
      .selectFrom("reconciliations")
      .select(["id", "checked", "error"])
      .orderBy("id")
      .execute();
    expect(rows).toEqual([
      { id: "weak:2026-11-20", checked: 1, error: null },
      { id: "weak:2026-11-21", checked: 0, error: null },
      { id: "weak:2026-11-22", checked: 0, error: null },
    ]);
  });
});
