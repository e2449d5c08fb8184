/**
 * One process over a real database, with a provider whose answers the test decides, and a clock that only the test
 * turns. Whether a callback's success counts by itself is `strong`'s to say.
 */

import { randomBytes } from "node:crypto";
import type { EventView } from "../../../bff/contract.ts";
import { runJob } from "../../../bff/jobs/run-job.ts";
import type { OrderReport, ProviderAdapter } from "../../../bff/providers/contract.ts";
import { receiveCallback } from "../../../bff/services/callbacks/receive-callback.ts";
import type { ServiceContext } from "../../../bff/services/context.ts";
import { listEvents } from "../../../bff/services/events/read-events.ts";
import { readPayment } from "../../../bff/services/payments/read-payments.ts";
import { startPayment } from "../../../bff/services/payments/start-payment.ts";
import { createPayout } from "../../../bff/services/payouts/create-payout.ts";
import { createSession } from "../../../bff/services/sessions/create-session.ts";
import { createSeal } from "../../../bff/storage/encryption/seal.ts";
import type { Database } from "../../../bff/storage/engine/database.ts";
import { claimJobs } from "../../../bff/storage/jobs/claim-jobs.ts";
import { type PaymentRow, paymentById } from "../../../bff/storage/repositories/payments.ts";
import { type PayoutRow, payoutById } from "../../../bff/storage/repositories/payouts.ts";
import { type SessionRow, sessionById } from "../../../bff/storage/repositories/sessions.ts";
import { calmProvider } from "../../simulation/world/hostility.ts";
import { createOrderBook } from "../../simulation/world/orders.ts";
import { createProcess } from "../../simulation/world/process.ts";
import type { SimulatedProvider } from "../../simulation/world/provider.ts";
import { createDice } from "../../simulation/world/random.ts";
import { createVirtualTime, type VirtualTime } from "../../simulation/world/virtual-time.ts";
import { backend } from "../../support/authors.ts";
import { createScriptedProvider, reportOf, type ScriptedProvider } from "./scripted-provider.ts";

export { accepted, answers, reportOf } from "./scripted-provider.ts";

export interface Stage extends Omit<ScriptedProvider, "adapter"> {
  /** The context of the stage's own process. A test replaces parts of it by `Object.assign`. */
  readonly context: ServiceContext;
  readonly database: Database;
  readonly time: VirtualTime;
  /** A new session of MXN 150.00 with one payment by that method. */
  pay(method?: "bank_transfer" | "store"): Promise<PaymentRow>;
  session(): Promise<string>;
  start(sessionId: string, method?: "bank_transfer" | "store"): Promise<PaymentRow>;
  /** A payout of MXN 10.00, after its creation was answered. */
  payOut(): Promise<PayoutRow>;
  payment(id: string): Promise<PaymentRow>;
  payout(id: string): Promise<PayoutRow>;
  sessionRow(id: string): Promise<SessionRow>;
  exceptions(id: string): Promise<string[]>;
  details(id: string): Promise<(string | null)[]>;
  events(): Promise<string[]>;
  /** The events of one type as merchants receive them, oldest first. */
  told(type: EventView["type"]): Promise<EventView[]>;
  /** Delivers a callback for the payment's (or payout's) own order to its own address. */
  callBack(
    subject: Pick<PaymentRow, "id" | "order_no" | "account_id">,
    report: Partial<OrderReport>,
    /** `nonce` makes two callbacks with the same content different. The same nonce makes an exact repeat. */
    options?: { readonly sign?: string; readonly nonce?: number },
  ): Promise<number>;
  /** Another process on the same database. Its clock is ahead by that much. */
  join(name: string, aheadMs?: number): ServiceContext;
  /** Another process, which dies after that many steps: one at each side of everything that it asks the database. */
  doom(name: string, steps: number): { readonly context: ServiceContext; readonly isUp: () => boolean };
  /** Runs each job that is due by that process's clock once. @returns how many jobs. */
  work(context: ServiceContext): Promise<number>;
  /** Turns the clock and runs every job that has come due on the way. */
  pass(ms: number): Promise<void>;
}

export interface StageOptions {
  readonly database: Database;
  readonly strong?: boolean;
  readonly cancelable?: boolean;
  readonly refunding?: boolean;
  readonly listing?: boolean;
  readonly seed?: number;
  readonly adapter?: Partial<ProviderAdapter>;
}

const start = Date.UTC(2026, 10, 20, 9);
const leaseMs = 10_000;
/** Jobs run when the test says so. */
const withoutLoop = { wakeJobs: () => undefined, reservePlace: () => undefined };
const utf8 = new TextEncoder();

export function createStage(options: StageOptions): Stage {
  const {
    database,
    strong = false,
    cancelable = false,
    refunding = false,
    listing = false,
    adapter,
  } = options;
  const dice = createDice(options.seed ?? 7);
  const time = createVirtualTime(start, () => false);
  const seal = createSeal(randomBytes(32));
  const scripted = createScriptedProvider({ database, strong, cancelable, refunding, listing, adapter });
  const provider: SimulatedProvider = {
    adapter: () => scripted.adapter,
    book: createOrderBook("weak"),
    hostility: calmProvider,
    answers: "named",
    change: () => undefined,
    changeSilently: () => undefined,
  };
  const open = (name: string, startsAheadMs = 0) =>
    createProcess({
      name,
      startsAheadMs,
      database,
      seal,
      time,
      dice,
      providers: new Map([["weak", provider]]),
      sendWebhook: async () => ({ kind: "answer", status: 200, retryAfterSeconds: null }),
      onEnd: () => undefined,
      complain: (sentence) => scripted.violations.push(sentence),
    });
  const work = async (context: ServiceContext) => {
    const { instanceId, clock } = context;
    const claimed = await claimJobs(database, { instanceId, now: clock.now(), limit: 20, leaseMs });
    for (const job of claimed) await runJob(context, job);
    return claimed.length;
  };
  const stage: Stage = {
    ...scripted,
    context: { ...open("stage").context, ...withoutLoop },
    database,
    time,
    async session() {
      const request = {
        amount: { value: "150.00", currency: "MXN" },
        reference: "order-1",
        returnUrl: "https://shop.example/thanks",
        expiresIn: 86_400,
      };
      const result = await createSession(stage.context, { request, author: backend, keyBinding: null });
      if (!result.ok) throw new Error(result.detail);
      return result.value.id;
    },
    async start(sessionId, method = "bank_transfer") {
      const result = await startPayment(stage.context, { sessionId, method });
      if (!result.ok) throw new Error(result.detail);
      return await stage.payment(result.value.payment.id);
    },
    pay: async (method) => await stage.start(await stage.session(), method),
    async payOut() {
      const request = {
        account: "weak",
        amount: { value: "10.00", currency: "MXN" },
        reference: "refund-1",
        beneficiary: { name: "Ana", accountNumber: "1", accountType: "clabe" },
      } as const;
      const result = await createPayout(stage.context, { request, author: backend, keyBinding: null });
      if (!result.ok) throw new Error(result.detail);
      return await stage.payout(result.value.id);
    },
    payment: async (id) => present((await database.read(paymentById({ id })))[0]),
    payout: async (id) => present((await database.read(payoutById({ id })))[0]),
    sessionRow: async (id) => present((await database.read(sessionById({ id })))[0]),
    exceptions: async (id) => JSON.parse((await stage.payment(id)).exceptions),
    async details(id) {
      const read = await readPayment(stage.context, { paymentId: id });
      return read.ok ? (read.value.timeline ?? []).map(({ detail }) => detail) : [];
    },
    async events() {
      const rows = await database.kysely
        .selectFrom("events")
        .select(["type", "created_at", "id"])
        .orderBy("created_at")
        // Events of one moment: first the payment's, then its session's.
        .orderBy("type")
        .execute();
      return rows.map((row) => row.type);
    },
    async told(type) {
      const page = await listEvents(stage.context, { type, limit: 100 });
      if (!page.ok) throw new Error(page.detail);
      return page.value.data.toReversed();
    },
    async callBack(subject, report, { sign = "good", nonce = dice.next() } = {}) {
      const body = utf8.encode(
        JSON.stringify({ sign, nonce, report: reportOf({ orderNo: subject.order_no }, report) }),
      );
      const token = seal.callbackToken(subject.id);
      const raw = { body, headers: {}, query: "" };
      const answer = await receiveCallback(stage.context, { accountId: subject.account_id, token, raw });
      return answer.ok ? answer.acknowledgement.status : answer.code === "not_found" ? 404 : 401;
    },
    join(name, aheadMs = 0) {
      return { ...open(name, aheadMs).context, ...withoutLoop };
    },
    doom(name, steps) {
      const { context, isUp, killAfter } = open(name);
      killAfter(steps);
      return { context: { ...context, ...withoutLoop }, isUp };
    },
    work,
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
        if ((await work(stage.context)) > 0) continue;
        // Another process holds the job, or this process's clock is behind.
        if (time.now() >= until) break;
        await time.runUntil(Math.min(time.now() + leaseMs, until));
      }
      await time.runUntil(until);
    },
  };
  return stage;
}

function present<T>(row: T | undefined): T {
  if (row === undefined) throw new Error("there is no such row");
  return row;
}
