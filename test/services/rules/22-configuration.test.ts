/** Rule 22: what is open and no longer covered by the configuration loses nothing and ends nothing. */

import { expect, test } from "vitest";
import { runJob } from "../../../bff/jobs/run-job.ts";
import { findUncovered } from "../../../bff/services/coverage/find-uncovered.ts";
import { refreshPayment } from "../../../bff/services/payments/refresh-payment.ts";
import { createPayout } from "../../../bff/services/payouts/create-payout.ts";
import { refreshPayout } from "../../../bff/services/payouts/refresh-payout.ts";
import { createSession } from "../../../bff/services/sessions/create-session.ts";
import { claimJobs } from "../../../bff/storage/jobs/claim-jobs.ts";
import { backend } from "../../support/authors.ts";
import { findJob } from "../../support/find-job.ts";
import { accountsWith, coverageOf, reconfigure } from "../support/reconfigure.ts";
import { noAnswer } from "../support/scripted-provider.ts";
import { answers } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { hour, minute, second } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;
const day = 24 * hour;

forEachStage("rule 22, an account that is missing", (open) => {
  test("rule 22: neither its payment nor its payout ends, and both go on when it is back", async () => {
    const stage = await open();
    const { accounts } = stage.context;
    const payment = await stage.pay("store");
    const unknown = await (async () => {
      stage.script.create = noAnswer;
      return await stage.pay();
    })();
    const payout = await stage.payOut();
    reconfigure(stage, { accounts: new Map() });
    await stage.pass(hour);
    await stage.time.runUntil(stage.time.now() + 4 * day);
    await stage.pass(hour);
    expect((await stage.payment(payment.id)).status).toBe("pending");
    expect((await stage.payment(unknown.id)).status).toBe("unknown");
    expect((await stage.payout(payout.id)).status).toBe("pending");
    expect(stage.asked).toEqual([]);
    reconfigure(stage, { accounts });
    stage.script.query = answers(paid);
    stage.script.queryPayout = answers({ status: "succeeded", amountText: "10.00" });
    await stage.pass(16 * minute);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
    expect((await stage.payment(unknown.id)).status).toBe("succeeded");
    expect((await stage.payout(payout.id)).status).toBe("succeeded");
    expect(await stage.events()).not.toContain("payment.expired");
  });

  test("rule 22: a process that lacks it for some minutes uses up no step, and delays the next query by seconds", async () => {
    const stage = await open();
    const payment = await stage.pay();
    const id = `sync_payment:${payment.id}`;
    const step = (await findJob(stage.database.kysely, id))?.step;
    const { accounts } = stage.context;
    reconfigure(stage, { accounts: new Map() });
    await stage.pass(4 * minute);
    expect((await findJob(stage.database.kysely, id))?.step).toBe(step);
    expect((await findJob(stage.database.kysely, id))?.failures).toBe(0);
    reconfigure(stage, { accounts });
    await stage.pass(6 * second);
    expect(stage.asked.length).toBe(1);
  });

  test("rule 22: beside a process that lacks it, the one that has it queries within seconds", async () => {
    const stage = await open();
    const payment = await stage.pay();
    const lacking = { ...stage.context, accounts: new Map(), instanceId: "lacking" };
    await stage.time.runUntil(stage.time.now() + 72 * second);
    const now = stage.time.now();
    const [job] = await claimJobs(stage.database, {
      instanceId: "lacking",
      now,
      limit: 1,
      leaseMs: 10_000,
      queue: "providers",
    });
    if (job === undefined) throw new Error("nothing is due");
    expect(job.subjectId).toBe(payment.id);
    await runJob(lacking, job);
    await stage.pass(6 * second);
    expect(stage.asked.length).toBe(1);
  });

  test("rule 22: a refresh says so, and does not pretend to have asked", async () => {
    const stage = await open();
    const payment = await stage.pay();
    const payout = await stage.payOut();
    const { accounts } = stage.context;
    reconfigure(stage, { accounts: new Map() });
    const gone = { ok: false, code: "account_not_configured" };
    expect(await refreshPayment(stage.context, { paymentId: payment.id })).toMatchObject(gone);
    expect(await refreshPayout(stage.context, { payoutId: payout.id })).toMatchObject(gone);
    reconfigure(stage, { accounts });
    stage.script.query = noAnswer;
    const silent = { ok: true, hasAnswered: false };
    expect(await refreshPayment(stage.context, { paymentId: payment.id })).toMatchObject(silent);
    stage.script.query = answers({});
    const said = { ok: true, hasAnswered: true };
    expect(await refreshPayment(stage.context, { paymentId: payment.id })).toMatchObject(said);
    expect(await refreshPayout(stage.context, { payoutId: payout.id })).toMatchObject(said);
  });

  test("rule 22: a callback for it is refused, counted and an error in the log; a stranger's is not", async () => {
    const stage = await open();
    const payment = await stage.pay();
    const counted: unknown[] = [];
    const errors: unknown[] = [];
    reconfigure(stage, {
      accounts: new Map(),
      metrics: {
        count: (name, labels) => void counted.push({ name, ...labels }),
        measure: () => undefined,
      },
      logger: Object.assign(Object.create(stage.context.logger), {
        error: (fields: unknown) => void errors.push(fields),
      }),
    });
    expect(await stage.callBack(payment, paid)).toBe(404);
    expect(counted).toEqual([{ name: "callbacks", account: "weak", outcome: "account_not_configured" }]);
    expect(errors).toEqual([{ accountId: "weak" }]);
    expect(await stage.callBack({ ...payment, account_id: "stranger" }, paid)).toBe(404);
    expect(counted.at(-1)).toEqual({ name: "callbacks", account: "unknown", outcome: "not_found" });
    expect(errors).toHaveLength(1);
  });
});

forEachStage("rule 22, an account that is retired", (open) => {
  test("rule 22: it is offered for nothing new, and what is open goes on", async () => {
    const stage = await open();
    const payment = await stage.pay();
    const payout = await stage.payOut();
    reconfigure(stage, { accounts: accountsWith(stage, { retired: true }) });
    const request = {
      amount: { value: "150.00", currency: "MXN" },
      reference: "order-2",
      returnUrl: "https://shop.example/thanks",
      expiresIn: 86_400,
    };
    const session = await createSession(stage.context, { request, author: backend, keyBinding: null });
    expect(session).toMatchObject({ ok: false, code: "no_eligible_method" });
    const beneficiary = { name: "Ana", accountNumber: "1", accountType: "clabe" } as const;
    const out = { account: "weak", amount: { value: "1.00", currency: "MXN" }, reference: "r", beneficiary };
    expect(
      await createPayout(stage.context, { request: out, author: backend, keyBinding: null }),
    ).toMatchObject({
      ok: false,
      errors: [{ path: "account", message: "is retired: it pays nothing new out" }],
    });
    stage.script.query = answers(paid);
    stage.script.queryPayout = answers({ status: "succeeded", amountText: "10.00" });
    await stage.callBack(payment, paid);
    await stage.pass(2 * minute);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
    expect((await stage.payout(payout.id)).status).toBe("succeeded");
  });
});

forEachStage("rule 22, the start", (open) => {
  test("rule 22: a payout that waits for its approval counts as open", async () => {
    const stage = await open();
    const { id } = await stage.payOut();
    const { kysely } = stage.database;
    await kysely.updateTable("payouts").set({ status: "awaiting_approval" }).where("id", "=", id).execute();
    expect(await findUncovered(kysely, coverageOf({ ...stage.context, accounts: new Map() }))).toMatchObject([
      { why: "account_missing", id: "weak", payouts: 1 },
    ]);
  });

  test("rule 22: it names each account and endpoint that is not covered, with how much is open", async () => {
    const stage = await open();
    const { kysely } = stage.database;
    await stage.pay();
    await stage.pay();
    await stage.payOut();
    const { context } = stage;
    expect(await findUncovered(kysely, coverageOf(context))).toEqual([]);
    expect(
      await findUncovered(kysely, coverageOf({ ...context, accounts: new Map(), endpoints: [] })),
    ).toMatchObject([
      { why: "account_missing", id: "weak", payments: 2, payouts: 1 },
      { why: "endpoint_missing", id: "shop", deliveries: 2 },
    ]);
    const other = coverageOf({ ...context, accounts: accountsWith(stage, { identity: "another merchant" }) });
    expect(await findUncovered(kysely, other)).toMatchObject([
      { why: "merchant_changed", id: "weak", payments: 2, payouts: 1 },
    ]);
    const rescaled = { ...coverageOf(context), coins: { MXN: 6 } };
    expect(await findUncovered(kysely, rescaled)).toMatchObject([
      { why: "currency_changed", id: "weak", payments: 2, payouts: 1 },
    ]);
  });

  test("rule 22: what has ended needs nothing", async () => {
    const stage = await open({ strong: true });
    await stage.callBack(await stage.pay(), paid);
    await stage.pass(minute);
    const without = coverageOf({ ...stage.context, accounts: new Map(), endpoints: [] });
    expect(await findUncovered(stage.database.kysely, without)).toEqual([]);
  });
});
