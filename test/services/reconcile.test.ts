import { expect, test } from "vitest";
import type { StatementEntry } from "../../bff/providers/contract.ts";
import { resolvePayment } from "../../bff/services/payments/resolve-payment.ts";
import { readStatement } from "../../bff/services/reconciliation/read-statement.ts";
import { reconcileAccount } from "../../bff/services/reconciliation/reconcile-account.ts";
import {
  runReconciliation,
  scheduleReconciliations,
} from "../../bff/services/reconciliation/run-reconciliation.ts";
import { forEachEngine } from "../support/databases.ts";
import { answers, createStage } from "./support/stage.ts";

const second = 1_000;
const hour = 3_600 * second;
const day = "2026-11-20";
const paid = answers({ status: "succeeded", amountText: "150.00" });

function entryOf(orderNo: string, minor = 15_000n): StatementEntry {
  return {
    orderNo,
    providerOrderId: "P-1",
    type: "payment",
    amount: { minor, currency: "MXN", decimals: 2 },
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
    entries.push(entryOf(agreeing.order_no), entryOf(otherAmount.order_no, 100n));
    entries.push(entryOf(notPaid.order_no), entryOf("20261120000000stranger00000000"));
    const result = await reconcileAccount(stage.context, { accountId: "weak", day });
    const found = result.ok ? result.value.discrepancies : [];
    expect(found.map(({ kind, orderNo }) => [kind, orderNo]).sort()).toEqual(
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
    "whose provider %s on a later page is not finished, says why, and reports nothing",
    async (_, answer, detail) => {
      const { stage, entries } = statementStage(await open());
      for (const name of ["a", "b", "c"]) entries.push(entryOf(name.repeat(30)));
      const account = stage.context.accounts.get("weak");
      const statement = account?.adapter.statement ?? expect.fail("no statement");
      const cut: typeof statement = async (request) =>
        request.page === 1 ? await statement(request) : { alarm: false, retryable: true, ...answer };
      Object.assign(account?.adapter ?? {}, { statement: cut });
      const result = await reconcileAccount(stage.context, { accountId: "weak", day });
      expect(result).toMatchObject({ ok: false, code: "provider_unavailable", detail });
      const rows = await stage.database.kysely.selectFrom("reconciliations").selectAll().execute();
      expect(rows).toMatchObject([{ finished_at: null, error: detail }]);
      expect(await stage.events()).not.toContain("reconciliation.discrepancy");
    },
  );

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
  test("finds a success that nobody had reported, and records it", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    stage.script.query = paid;
    const result = await reconcileAccount(stage.context, { accountId: "weak", day });
    expect(result).toMatchObject({
      ok: true,
      value: {
        source: "query",
        checked: 1,
        discrepancies: [{ kind: "status_differs", paymentId: payment.id }],
      },
    });
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
  });

  test("finds a payment that the provider no longer calls paid, and does not downgrade it", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    stage.script.query = paid;
    await stage.pass(2 * 60 * second);
    stage.script.query = answers({ status: "failed" });
    const result = await reconcileAccount(stage.context, { accountId: "weak", day });
    expect(result).toMatchObject({ ok: true, value: { discrepancies: [{ kind: "status_differs" }] } });
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
  });

  test("finds a payment that a person settled as failed and the provider calls paid", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    stage.script.query = answers({ status: "succeeded", amountText: "149.00" });
    await stage.pass(2 * 60 * second);
    const note = { outcome: "failed", note: "sent back", apiKeyId: "ops", keyBinding: null } as const;
    expect(await resolvePayment(stage.context, { paymentId: payment.id, ...note })).toMatchObject({
      ok: true,
    });
    const result = await reconcileAccount(stage.context, { accountId: "weak", day });
    const found = [{ kind: "status_differs", paymentId: payment.id }];
    expect(result).toMatchObject({ ok: true, value: { checked: 1, discrepancies: found } });
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
    const result = await reconcileAccount(stage.context, { accountId: "weak", day });
    expect(result).toMatchObject({ ok: true, value: { checked: 1, discrepancies: [] } });
  });

  test("that got no answer is not finished, and says so", async () => {
    const stage = createStage({ database: await open() });
    await stage.pay();
    stage.script.query = () => ({ kind: "unknown", cause: "timeout" });
    const result = await reconcileAccount(stage.context, { accountId: "weak", day });
    expect(result).toMatchObject({ ok: true, value: { checked: 0, unanswered: 1 } });
    const rows = await stage.database.kysely.selectFrom("reconciliations").selectAll().execute();
    expect(rows).toMatchObject([{ finished_at: null, error: "1 orders got no answer" }]);
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
