/**
 * One process over a real database with a provider whose every word the test decides, and a clock that only the test
 * turns. Callbacks are JSON with `sign: "good"`; whether their success counts by itself is `strong`'s to say.
 */
import { randomBytes } from "node:crypto";
import { runJob } from "../../../bff/jobs/run-job.ts";
import type {
  CreateResult,
  OrderRef,
  OrderReport,
  PaymentOrder,
  ProviderAdapter,
  QueryResult,
} from "../../../bff/providers/contract.ts";
import type { ServiceContext } from "../../../bff/services/context.ts";
import { createSession } from "../../../bff/services/create-session.ts";
import { receiveCallback } from "../../../bff/services/receive-callback.ts";
import { startPayment } from "../../../bff/services/start-payment.ts";
import type { Database } from "../../../bff/storage/database.ts";
import { claimJobs } from "../../../bff/storage/jobs.ts";
import { findPayment, type PaymentRow, timelineOfPayment } from "../../../bff/storage/payments.ts";
import { createSeal } from "../../../bff/storage/seal.ts";
import { calmProvider } from "../../simulation/world/hostility.ts";
import { createOrderBook } from "../../simulation/world/orders.ts";
import { createProcess } from "../../simulation/world/process.ts";
import type { SimulatedProvider } from "../../simulation/world/provider.ts";
import { createDice } from "../../simulation/world/random.ts";
import { createVirtualTime, type VirtualTime } from "../../simulation/world/virtual-time.ts";

/** What the provider answers next; change it at any time. */
export interface Script {
  create: (order: PaymentOrder) => CreateResult | Promise<CreateResult>;
  query: (ref: OrderRef) => QueryResult | Promise<QueryResult>;
}

export interface Stage {
  readonly context: ServiceContext;
  readonly database: Database;
  readonly time: VirtualTime;
  readonly script: Script;
  /** Orders that the provider was asked to create, and questions it was asked. */
  readonly created: PaymentOrder[];
  readonly asked: OrderRef[];
  /** A new session of MXN 150.00 with one payment by that method. */
  pay(method?: "bank_transfer" | "store"): Promise<PaymentRow>;
  session(): Promise<string>;
  start(sessionId: string, method?: "bank_transfer" | "store"): Promise<PaymentRow>;
  payment(id: string): Promise<PaymentRow>;
  exceptions(id: string): Promise<string[]>;
  details(id: string): Promise<(string | null)[]>;
  events(): Promise<string[]>;
  /** Delivers a callback for the payment's own order to its own address. */
  callBack(payment: PaymentRow, report: Partial<OrderReport>, sign?: string): Promise<number>;
  /** Turns the clock and runs every job that has come due on the way. */
  pass(ms: number): Promise<void>;
}

const start = Date.UTC(2026, 10, 20, 9);
const utf8 = new TextEncoder();

export function reportOf(ref: { readonly orderNo: string }, report: Partial<OrderReport>): OrderReport {
  return {
    orderNo: ref.orderNo,
    providerOrderId: null,
    status: "pending",
    amountText: null,
    orderedAmountText: null,
    currency: null,
    paidAt: null,
    nextAction: null,
    undocumentedStatus: null,
    ...report,
  };
}

export const accepted: CreateResult = {
  kind: "accepted",
  providerOrderId: "P-1",
  nextAction: { type: "redirect", url: "https://provider.example/pay" },
  expiresAt: null,
  report: null,
};

export function answers(report: Partial<OrderReport>): Script["query"] {
  return (ref) => ({ kind: "report", report: reportOf(ref, report) });
}

export function createStage(options: {
  readonly database: Database;
  readonly strong?: boolean;
  readonly seed?: number;
  readonly adapter?: Partial<ProviderAdapter>;
}): Stage {
  const { database, strong = false } = options;
  const dice = createDice(options.seed ?? 7);
  const time = createVirtualTime(start, () => false);
  const seal = createSeal(randomBytes(32));
  const created: PaymentOrder[] = [];
  const asked: OrderRef[] = [];
  const script: Script = { create: () => accepted, query: answers({}) };
  const adapter: ProviderAdapter = {
    capabilities: ["create", "query", "callback"],
    confirmsByQuery: !strong,
    acknowledgement: { status: 200, contentType: "text/plain", body: "success" },
    actionOf: () => "redirect",
    payerFields: () => [],
    checkPayer: () => [],
    objectToAmount: () => null,
    probe: async () => ({ kind: "ok" }),
    async createPayment(order) {
      if (database.isInTransaction()) throw new Error("called inside a transaction");
      created.push(order);
      return await script.create(order);
    },
    async queryPayment(ref) {
      if (database.isInTransaction()) throw new Error("called inside a transaction");
      asked.push(ref);
      return await script.query(ref);
    },
    readCallback(raw) {
      const message: { sign: string; report: OrderReport } = JSON.parse(new TextDecoder().decode(raw.body));
      if (message.sign !== "good") return { kind: "refused", reason: "signature" };
      return { kind: "facts", facts: [{ report: message.report, mustConfirm: !strong }] };
    },
    ...options.adapter,
  };
  const provider: SimulatedProvider = {
    adapter: () => adapter,
    book: createOrderBook("weak"),
    hostility: calmProvider,
    answers: "named",
    change: () => undefined,
    changeSilently: () => undefined,
  };
  const { context } = createProcess({
    name: "stage",
    database,
    seal,
    time,
    dice,
    providers: new Map([["weak", provider]]),
    sendWebhook: async () => ({ kind: "answer", status: 200, retryAfterSeconds: null }),
    onEnd: () => undefined,
  });
  const stage: Stage = {
    context: { ...context, wakeJobs: () => undefined },
    database,
    time,
    script,
    created,
    asked,
    async session() {
      const request = {
        amount: { value: "150.00", currency: "MXN" },
        reference: "order-1",
        returnUrl: "https://shop.example/thanks",
        expiresIn: 86_400,
      };
      const result = await createSession(stage.context, { request, claim: null });
      if (!result.ok) throw new Error(result.detail);
      return result.value.id;
    },
    async start(sessionId, method = "bank_transfer") {
      const result = await startPayment(stage.context, { sessionId, method });
      if (!result.ok) throw new Error(result.detail);
      return await stage.payment(result.value.payment.id);
    },
    pay: async (method) => await stage.start(await stage.session(), method),
    async payment(id) {
      const row = await findPayment(database.kysely, id);
      if (row === undefined) throw new Error("no such payment");
      return row;
    },
    exceptions: async (id) => JSON.parse((await stage.payment(id)).exceptions),
    details: async (id) => (await timelineOfPayment(database.kysely, id)).map((entry) => entry.detail),
    async events() {
      const rows = await database.kysely
        .selectFrom("events")
        .select(["type", "created_at", "id"])
        .orderBy("created_at")
        // Of one moment: the payment's own, then its session's.
        .orderBy("type")
        .execute();
      return rows.map((row) => row.type);
    },
    async callBack(payment, report, sign = "good") {
      const body = utf8.encode(
        JSON.stringify({ sign, nonce: dice.next(), report: reportOf({ orderNo: payment.order_no }, report) }),
      );
      const token = seal.callbackToken(payment.id);
      const raw = { body, headers: {}, query: "" };
      const answer = await receiveCallback(stage.context, { accountId: payment.account_id, token, raw });
      return answer.ok ? answer.acknowledgement.status : answer.code === "not_found" ? 404 : 401;
    },
    async pass(ms) {
      const until = time.now() + ms;
      for (;;) {
        const next = await database.kysely
          .selectFrom("jobs")
          .select("run_at")
          .where("dead_at", "is", null)
          .orderBy("run_at")
          .limit(1)
          .executeTakeFirst();
        if (next === undefined || next.run_at > until) break;
        await time.runUntil(Math.max(next.run_at, time.now()));
        const claimed = await claimJobs(database, {
          instanceId: "stage",
          now: time.now(),
          limit: 20,
          leaseMs: 10_000,
        });
        for (const job of claimed) await runJob(stage.context, job);
        if (claimed.length === 0) await time.runUntil(time.now() + 10_000);
      }
      await time.runUntil(until);
    },
  };
  return stage;
}
