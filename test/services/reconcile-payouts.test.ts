/** Reconciliation covers payouts as it covers payments (rule 20). */
import { expect, test } from "vitest";
import type { StatementEntry } from "../../bff/providers/contract.ts";
import { readStatement } from "../../bff/services/reconciliation/read-statement.ts";
import { timelineOfPayout } from "../../bff/storage/repositories/timelines.ts";
import { reconciledDay as day, reconcile } from "./support/reconcile.ts";
import { notFound, refused } from "./support/scripted-provider.ts";
import { answers, type Stage } from "./support/stage.ts";
import { forEachStage } from "./support/stages.ts";
import { minute } from "./support/times.ts";

const sent = answers({ status: "succeeded", amountText: "10.00" });

async function payOutSucceeded(stage: Stage) {
  stage.script.queryPayout = sent;
  const payout = await stage.payOut();
  await stage.pass(2 * minute);
  expect((await stage.payout(payout.id)).status).toBe("succeeded");
  return payout;
}

const detailsOf = async (stage: Stage, payoutId: string) =>
  (await stage.database.read(timelineOfPayout({ payoutId }))).map(({ detail }) => detail);

forEachStage("reconciliation of payouts by query", (open) => {
  test("rule 20: finds one that was reversed after its success, applies that, and tells of it once", async () => {
    const stage = await open();
    const payout = await payOutSucceeded(stage);
    stage.script.queryPayout = answers({ status: "reversed" });
    const found = {
      kind: "status_differs",
      orderNo: payout.order_no,
      paymentId: null,
      payoutId: payout.id,
      detail: "the provider says reversed, here it was succeeded",
    };
    expect((await reconcile(stage.context)).discrepancies).toEqual([found]);
    expect((await stage.payout(payout.id)).status).toBe("succeeded");
    expect(await detailsOf(stage, payout.id)).toContain("reversed by the provider");
    await reconcile(stage.context);
    const told = await stage.told("reconciliation.discrepancy");
    expect(told.map(({ data }) => data)).toEqual([{ discrepancy: { ...found, account: "weak", day } }]);
  });

  test("rule 20: finds one that went out short after its success", async () => {
    const stage = await open();
    const payout = await payOutSucceeded(stage);
    stage.script.queryPayout = answers({ status: "succeeded", amountText: "9.00" });
    const { discrepancies } = await reconcile(stage.context);
    const detail = "the provider names another amount than was ordered here";
    expect(discrepancies).toMatchObject([{ kind: "amount_differs", payoutId: payout.id, detail }]);
    expect(await detailsOf(stage, payout.id)).toContain("9.00 MXN reported, 10.00 ordered");
    expect(await stage.events()).toContain("payout.review_required");
  });

  test.each(["reversed", "underpaid"])("agrees about one that is on record as %s", async (exception) => {
    const stage = await open();
    const payout = await payOutSucceeded(stage);
    await stage.database.kysely
      .updateTable("payouts")
      .set({ exceptions: JSON.stringify([exception]) })
      .execute();
    const answer = exception === "reversed" ? answers({ status: "failed" }) : sent;
    stage.script.queryPayout =
      exception === "reversed" ? answer : answers({ status: "succeeded", amountText: "9" });
    expect(await reconcile(stage.context)).toMatchObject({ checked: 1, discrepancies: [] });
    expect((await stage.payout(payout.id)).status).toBe("succeeded");
  });

  test("finds a success that nobody had told us of, and puts it right", async () => {
    const stage = await open();
    const payout = await stage.payOut();
    stage.script.queryPayout = sent;
    const { discrepancies } = await reconcile(stage.context);
    expect(discrepancies).toMatchObject([{ kind: "status_differs", payoutId: payout.id }]);
    expect((await stage.payout(payout.id)).status).toBe("succeeded");
  });

  test("finds one that was refused and went out all the same", async () => {
    const stage = await open();
    stage.script.createPayout = () => refused;
    const payout = await stage.payOut();
    expect(payout.status).toBe("failed");
    stage.script.queryPayout = notFound;
    expect(await reconcile(stage.context)).toMatchObject({ checked: 1, discrepancies: [] });
    stage.script.queryPayout = sent;
    const { discrepancies } = await reconcile(stage.context);
    const detail = "the provider says succeeded, here it was failed";
    expect(discrepancies).toMatchObject([{ kind: "status_differs", payoutId: payout.id, detail }]);
    expect((await stage.payout(payout.id)).status).toBe("succeeded");
  });

  test("finds one that the provider no longer knows", async () => {
    const stage = await open();
    const payout = await payOutSucceeded(stage);
    stage.script.queryPayout = notFound;
    const { discrepancies } = await reconcile(stage.context);
    expect(discrepancies).toMatchObject([{ kind: "missing_there", payoutId: payout.id }]);
  });

  test.each(["awaiting_approval", "rejected"] as const)(
    "finds nothing missing where one was never sent: it is %s",
    async (status) => {
      const stage = await open();
      const payout = await stage.payOut();
      await stage.database.kysely
        .updateTable("payouts")
        .set({ status })
        .where("id", "=", payout.id)
        .execute();
      stage.script.queryPayout = notFound;
      expect((await reconcile(stage.context)).discrepancies).toEqual([]);
      expect((await stage.payout(payout.id)).status).toBe(status);
    },
  );

  test("does not wait for an answer where the provider cannot be queried about payouts", async () => {
    const stage = await open();
    await stage.payOut();
    stage.script.queryPayout = () => ({ kind: "cannot_query" });
    expect(await reconcile(stage.context)).toMatchObject({ checked: 0, unanswered: 0 });
  });
});

forEachStage("reconciliation of payouts by statement", (open) => {
  const entryOf = (orderNo: string, minor = 1_000n): StatementEntry => ({
    orderNo,
    providerOrderId: null,
    type: "transfer",
    amount: { minor, currency: "MXN", decimals: 2 },
    isPaid: true,
    paidAt: Date.UTC(2026, 10, 20, 9),
  });

  async function openListing(options: { readonly paysOut: boolean }) {
    const entries: StatementEntry[] = [];
    const stage = await open({
      adapter: {
        statement: async (request) => ({
          kind: "statement",
          total: request.day === day ? entries.length : 0,
          entries: request.day === day ? entries : [],
        }),
      },
    });
    const adapter = stage.context.accounts.get("weak")?.adapter;
    if (!options.paysOut) Object.assign(adapter ?? {}, { payouts: undefined });
    return { stage, entries };
  }

  test("compares each with its entry, and finds what is missing on either side", async () => {
    const { stage, entries } = await openListing({ paysOut: true });
    const [agreeing, short, notListed] = [
      await payOutSucceeded(stage),
      await payOutSucceeded(stage),
      await payOutSucceeded(stage),
    ];
    const pending = await stage.payOut();
    entries.push(entryOf(agreeing.order_no), entryOf(short.order_no, 900n), entryOf(pending.order_no));
    entries.push(entryOf("a".repeat(30)));
    const { discrepancies, checked, source } = await reconcile(stage.context);
    expect([source, checked]).toEqual(["statement", 8]);
    expect(new Set(discrepancies.map(({ kind, payoutId }) => `${kind} ${payoutId}`))).toEqual(
      new Set([
        `amount_differs ${short.id}`,
        `status_differs ${pending.id}`,
        "missing_here undefined",
        `missing_there ${notListed.id}`,
      ]),
    );
    // The answer, not the statement, changes our state.
    expect((await stage.payout(pending.id)).status).toBe("succeeded");
  });

  test("queries each as well, because a statement tells of no reversal", async () => {
    const { stage, entries } = await openListing({ paysOut: true });
    const payout = await payOutSucceeded(stage);
    entries.push(entryOf(payout.order_no));
    stage.script.queryPayout = answers({ status: "reversed" });
    const { discrepancies } = await reconcile(stage.context);
    expect(discrepancies).toMatchObject([{ kind: "status_differs", payoutId: payout.id }]);
  });

  test("leaves transfers alone that an account without payouts cannot have made", async () => {
    const { stage, entries } = await openListing({ paysOut: false });
    entries.push(entryOf("a".repeat(30)), { ...entryOf("b".repeat(30)), type: "payment" });
    const { discrepancies } = await reconcile(stage.context);
    expect(discrepancies).toMatchObject([{ kind: "missing_here", orderNo: "b".repeat(30) }]);
  });

  test("shows the payout of an entry, and misses payouts only where transfers are shown", async () => {
    const { stage, entries } = await openListing({ paysOut: true });
    const [listed, notListed] = [await payOutSucceeded(stage), await payOutSucceeded(stage)];
    entries.push(entryOf(listed.order_no));
    const query = { accountId: "weak", day, page: 1, pageSize: 10 };
    const missing = { kind: "missing_there", payoutId: notListed.id, paymentId: null };
    const entry = { type: "transfer", paymentId: null, payoutId: listed.id };
    for (const type of ["transfer", undefined] as const) {
      expect(await readStatement(stage.context, { ...query, type })).toMatchObject({
        ok: true,
        value: { total: 1, entries: [entry], discrepancies: [missing] },
      });
    }
    expect(await readStatement(stage.context, { ...query, type: "payment" })).toMatchObject({
      ok: true,
      value: { discrepancies: [] },
    });
  });
});
