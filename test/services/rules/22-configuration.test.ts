/** Rule 22: what is open and no longer covered by the configuration loses nothing and ends nothing. */

import { expect, test } from "vitest";
import { runJob } from "../../../bff/jobs/run-job.ts";
import type { Coverage } from "../../../bff/services/coverage/find-uncovered.ts";
import { findUncovered } from "../../../bff/services/coverage/find-uncovered.ts";
import { redeliverEvent } from "../../../bff/services/events/redeliver-event.ts";
import { refreshPayment } from "../../../bff/services/payments/refresh-payment.ts";
import { createPayout } from "../../../bff/services/payouts/create-payout.ts";
import { refreshPayout } from "../../../bff/services/payouts/refresh-payout.ts";
import { createSession } from "../../../bff/services/sessions/create-session.ts";
import { claimJobs } from "../../../bff/storage/jobs/claim-jobs.ts";
import { adoptDeliveries } from "../../../bff/storage/repositories/deliveries.ts";
import { backend } from "../../support/authors.ts";
import { findJob } from "../../support/find-job.ts";
import { noAnswer, notFound } from "../support/scripted-provider.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { hour, minute, second } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;
const day = 24 * hour;

/** As after a restart with another file. */
function reconfigure(stage: Stage, changes: Partial<Stage["context"]>): void {
  Object.assign(stage, { context: { ...stage.context, ...changes } });
}

/** The stage's accounts, each with the changes. */
function accountsWith(stage: Stage, changes: { readonly identity?: string; readonly retired?: boolean }) {
  return new Map(
    [...stage.context.accounts].map(([id, account]) => [id, { ...account, ...changes }] as const),
  );
}

/** What the start compares with. */
function coverageOf({ accounts, endpoints }: Stage["context"]): Coverage {
  return { accounts: [...accounts.values()], coins: {}, merchant: { webhooks: endpoints } };
}

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
      metrics: { count: (name, labels) => void counted.push({ name, ...labels }) },
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

forEachStage("rule 15, an account that is another merchant now", (open) => {
  test('rule 15: "no such order" from it means nothing', async () => {
    const stage = await open();
    stage.script.create = noAnswer;
    stage.script.createPayout = noAnswer;
    const payment = await stage.pay();
    const payout = await stage.payOut();
    const { accounts } = stage.context;
    const errors: string[] = [];
    reconfigure(stage, {
      accounts: accountsWith(stage, { identity: "another merchant" }),
      logger: Object.assign(Object.create(stage.context.logger), {
        error: (_fields: unknown, message: string) => void errors.push(message),
      }),
    });
    stage.script.query = notFound;
    stage.script.queryPayout = notFound;
    await stage.pass(2 * hour);
    expect((await stage.payment(payment.id)).status).toBe("unknown");
    expect((await stage.payout(payout.id)).status).toBe("unknown");
    expect(errors).toHaveLength(1);
    reconfigure(stage, { accounts });
    await stage.pass(2 * hour);
    expect((await stage.payment(payment.id)).status).toBe("failed");
    expect((await stage.payout(payout.id)).status).toBe("failed");
  });

  test("rule 15: an order from before identities were kept is believed as ever", async () => {
    const stage = await open();
    stage.script.create = noAnswer;
    const payment = await stage.pay();
    await stage.database.kysely.updateTable("payments").set({ identity: null }).execute();
    reconfigure(stage, { accounts: accountsWith(stage, { identity: "another merchant" }) });
    stage.script.query = notFound;
    await stage.pass(hour);
    expect((await stage.payment(payment.id)).status).toBe("failed");
  });
});

forEachStage("rule 22, a webhook endpoint", (open) => {
  const deliveriesOf = async (stage: Stage) =>
    await stage.database.kysely.selectFrom("deliveries").select(["state"]).execute();

  test("rule 22: one that is missing keeps its deliveries waiting, without an attempt, until it is back", async () => {
    const stage = await open();
    const sent: string[] = [];
    reconfigure(stage, {
      webhooks: {
        ...stage.context.webhooks,
        send: async ({ url }) => {
          sent.push(url);
          return { kind: "answer", status: 200, retryAfterSeconds: null };
        },
      },
    });
    await stage.pay();
    const { endpoints } = stage.context;
    reconfigure(stage, { endpoints: [] });
    await stage.pass(6 * hour);
    expect(await deliveriesOf(stage)).toContainEqual({ state: "pending" });
    expect(await stage.database.kysely.selectFrom("delivery_attempts").selectAll().execute()).toEqual([]);
    const moved = endpoints.map((endpoint) => ({ ...endpoint, url: "https://new.example/webhooks" }));
    reconfigure(stage, { endpoints: moved });
    await stage.pass(minute);
    expect(sent).toEqual(["https://new.example/webhooks"]);
  });

  test("rule 22: one that has got an id of its own takes what waited for its address", async () => {
    const stage = await open();
    let sent = 0;
    reconfigure(stage, {
      endpoints: stage.context.endpoints.map((endpoint) => ({ ...endpoint, id: endpoint.addressId })),
      webhooks: {
        ...stage.context.webhooks,
        send: async () => {
          sent++;
          return { kind: "answer", status: 200, retryAfterSeconds: null };
        },
      },
    });
    await stage.pay();
    reconfigure(stage, {
      endpoints: stage.context.endpoints.map((endpoint) => ({ ...endpoint, id: "shop" })),
    });
    expect(await findUncovered(stage.database.kysely, coverageOf(stage.context))).toEqual([]);
    await adoptDeliveries(stage.database.kysely, stage.context.endpoints);
    const jobs = await stage.database.kysely.selectFrom("jobs").select("queue").execute();
    expect(jobs).toContainEqual({ queue: "webhooks:shop" });
    await stage.pass(0);
    expect(sent).toBe(1);
  });

  test("an endpoint gets the events of its types and no others", async () => {
    const stage = await open({ strong: true });
    const [shop] = stage.context.endpoints;
    if (shop === undefined) throw new Error("the stage has an endpoint");
    reconfigure(stage, {
      endpoints: [
        { ...shop, events: ["session.succeeded"] },
        { ...shop, id: "all", addressId: "another", url: "https://all.example" },
      ],
    });
    await stage.callBack(await stage.pay(), paid);
    const rows = await stage.database.kysely
      .selectFrom("deliveries")
      .innerJoin("events", "events.id", "deliveries.event_id")
      .select(["deliveries.endpoint_id", "events.type"])
      .execute();
    const typesOf = (id: string) =>
      rows
        .filter((row) => row.endpoint_id === id)
        .map((row) => row.type)
        .sort();
    expect(typesOf("shop")).toEqual(["session.succeeded"]);
    expect(typesOf("all")).toEqual(["payment.pending", "payment.succeeded", "session.succeeded"]);
    const [event] = await stage.told("payment.pending");
    await redeliverEvent(stage.context, { eventId: event?.id ?? "", author: backend });
    const again = await stage.told("payment.pending");
    expect(again.flatMap(({ deliveries }) => deliveries.map(({ endpoint }) => endpoint))).toEqual([
      "https://all.example",
    ]);
  });
});

forEachStage("rule 22, the start", (open) => {
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
