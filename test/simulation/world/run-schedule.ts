/**
 * One schedule: customers, a hostile provider and processes that die, for some hours of virtual time; then everything
 * calms down and time runs on until every watch has ended. The seed decides all of it.
 */
import { randomBytes } from "node:crypto";
import type { PaymentMethod } from "../../../bff/contract.ts";
import { cancelPaymentByCustomer, cancelSession } from "../../../bff/services/cancel.ts";
import { createSession } from "../../../bff/services/create-session.ts";
import { refreshPayment } from "../../../bff/services/operate-payment.ts";
import { readBrowserStatus } from "../../../bff/services/read-for-browser.ts";
import { receiveCallback } from "../../../bff/services/receive-callback.ts";
import { startPayment } from "../../../bff/services/start-payment.ts";
import type { Database } from "../../../bff/storage/database.ts";
import { nextRunAt } from "../../../bff/storage/jobs.ts";
import { createSeal } from "../../../bff/storage/seal.ts";
import { createProcess, Killed, type SimulatedProcess } from "./process.ts";
import { calm, createProvider, type HeldOrder, type Hostility, type SimulatedProvider } from "./provider.ts";
import { createDice, type Dice } from "./random.ts";
import { createShop, type SimulatedShop } from "./shop.ts";
import { createVirtualTime } from "./virtual-time.ts";

export interface World {
  readonly seed: number;
  readonly database: Database;
  readonly providers: ReadonlyMap<string, SimulatedProvider>;
  readonly shop: SimulatedShop;
  readonly sessionIds: readonly string[];
  readonly failures: readonly unknown[];
  readonly deaths: number;
}

export interface ScheduleOptions {
  readonly seed: number;
  /** Empty, with its tables. */
  readonly database: Database;
}

const minutes = 60_000;
const hours = 60 * minutes;
const days = 24 * hours;
const idlePollMs = hours;
const start = Date.UTC(2026, 10, 20, 9);
const methods = ["bank_transfer", "store", "cashier"] as const;
const amounts = ["150.00", "20.50", "9999.99"] as const;

export async function runSchedule({ seed, database }: ScheduleOptions): Promise<World> {
  const dice = createDice(seed);
  const time = createVirtualTime(start, (error) => error instanceof Killed);
  const seal = createSeal(randomBytes(32));
  const shop = createShop(time, dice);
  const processes: SimulatedProcess[] = [];
  const sessionIds: string[] = [];
  const tokens = new Map<string, string>();
  let deaths = 0;
  let started = 0;

  const alive = () => processes.filter((process) => process.isAlive());
  const anyProcess = (): SimulatedProcess | undefined => {
    const [first, ...others] = alive();
    return first === undefined ? undefined : dice.pick([first, ...others]);
  };
  const deliver = async (url: string, body: Uint8Array): Promise<number> => {
    const process = anyProcess();
    if (process === undefined) return 503;
    const [, , accountId = "", token = ""] = new URL(url).pathname.split("/");
    try {
      const raw = { body, headers: {}, query: "" };
      const answer = await receiveCallback(process.context, { accountId, token, raw });
      lookSoon();
      return answer.ok ? 200 : 401;
    } catch (error) {
      if (error instanceof Killed) return 503;
      throw error;
    }
  };
  const providers = new Map<string, SimulatedProvider>(
    [
      { accountId: "weak", strong: false, cancelable: false, namesAmount: dice.chance(0.5) },
      { accountId: "strong", strong: true, cancelable: dice.chance(0.5), namesAmount: true },
    ].map((kind) => [kind.accountId, createProvider({ time, dice, deliver, ...kind })]),
  );

  function startProcess(): void {
    started++;
    const process = createProcess({
      name: `process-${started}`,
      database,
      seal,
      time,
      dice,
      providers,
      sendWebhook: shop.send,
      onDeath: () => {
        deaths++;
        time.after(dice.whole(500, 20_000), async () => startProcess());
      },
    });
    processes.push(process);
    time.start(() => workLoop(process));
  }

  /** The job loop's own rhythm: at once when something is due, else a look now and then. */
  async function workLoop(process: SimulatedProcess): Promise<void> {
    if (!process.isAlive()) return;
    await process.work();
    const next = (await nextRunAt(database.kysely)) ?? time.now() + idlePollMs;
    const pause = Math.min(Math.max(next - time.now(), 500), idlePollMs);
    time.after(pause, () => workLoop(process));
  }

  /** What was done may have left something that is due before the loops look again. */
  function lookSoon(): void {
    for (const process of alive()) time.after(600, () => process.work());
  }

  for (let i = dice.whole(1, 2); i > 0; i--) startProcess();
  const hostility = randomHostility(dice);
  for (const provider of providers.values()) provider.hostility = hostility;

  const customers = dice.whole(1, 3);
  for (let i = 0; i < customers; i++) {
    time.after(dice.whole(0, 10 * minutes), () => customer());
  }

  async function customer(): Promise<void> {
    const opened = await openSession();
    if (opened === undefined) return;
    for (let i = dice.whole(1, 6); i > 0; i--) {
      const after = dice.pick([0, 0, dice.whole(0, 3_000), dice.whole(0, 2 * hours)]);
      time.after(after, () => act(opened));
    }
  }

  async function openSession(): Promise<string | undefined> {
    const process = anyProcess();
    if (process === undefined) return undefined;
    const request = {
      amount: { value: dice.pick(amounts), currency: "MXN" },
      reference: `order-${sessionIds.length}`,
      returnUrl: "https://shop.example/thanks",
      expiresIn: dice.pick([3_600, 7_200, 86_400]),
    };
    const result = await createSession(process.context, { request, claim: null });
    if (!result.ok) throw new Error(`a session was refused: ${result.code}`);
    sessionIds.push(result.value.id);
    tokens.set(result.value.id, result.value.clientToken);
    return result.value.id;
  }

  /** One thing that a customer, or the merchant, does. */
  async function act(sessionId: string): Promise<void> {
    const process = anyProcess();
    if (process === undefined) return;
    const { context } = process;
    const roll = dice.next();
    if (roll < 0.55) {
      const method: PaymentMethod = dice.pick(methods);
      // A double click reaches two processes at once.
      if (dice.chance(0.3)) {
        const other = anyProcess() ?? process;
        time.start(
          async () => void (await other.perform(() => startPayment(other.context, { sessionId, method }))),
        );
      }
      await process.perform(() => startPayment(context, { sessionId, method }));
      lookSoon();
      return;
    }
    if (roll < 0.75) {
      await readBrowserStatus(context, { sessionId, maySync: true });
      return;
    }
    const payments = await database.kysely
      .selectFrom("payments")
      .select("id")
      .where("session_id", "=", sessionId)
      .orderBy("created_at")
      .execute();
    const paymentId = payments.at(-1)?.id;
    if (roll < 0.85 && paymentId !== undefined) {
      await cancelPaymentByCustomer(context, { sessionId, paymentId });
    } else if (roll < 0.95 && paymentId !== undefined) {
      await refreshPayment(context, { paymentId });
    } else {
      await cancelSession(context, { sessionId });
    }
    lookSoon();
  }

  /** In the provider's own world: customers pay, banks fail, money comes late or in another amount. */
  async function providerLife(): Promise<void> {
    for (const provider of providers.values()) {
      for (const order of provider.orders.values()) {
        if (order.status === "pending" && dice.chance(0.5)) fate(provider, order);
        else if (order.status === "canceled" && dice.chance(0.1)) settle(provider, order, order.amountMinor);
        else if (order.status === "partially_paid" && dice.chance(0.5))
          settle(provider, order, order.amountMinor);
        else if (order.status === "succeeded" && dice.chance(0.03)) provider.change(order, "reversed", 0n);
      }
    }
    if (time.now() < start + 5 * hours) time.after(dice.whole(30_000, 40 * minutes), providerLife);
  }
  function fate(provider: SimulatedProvider, order: HeldOrder): void {
    const roll = dice.next();
    if (roll < (provider.namesAmount ? 0.6 : 0.74)) settle(provider, order, order.amountMinor);
    else if (roll < 0.67) settle(provider, order, order.amountMinor / 2n);
    else if (roll < 0.74) settle(provider, order, order.amountMinor + 100n);
    else if (roll < 0.82) provider.change(order, "partially_paid", order.amountMinor / 3n);
    else if (roll < 0.92) provider.change(order, "failed", 0n);
  }
  const settle = (provider: SimulatedProvider, order: HeldOrder, paid: bigint) =>
    provider.change(order, "succeeded", paid);

  /** A process dies between two awaits of whatever it is doing. */
  async function reaper(): Promise<void> {
    anyProcess()?.killAfter(dice.whole(1, 60));
    if (time.now() < start + 4 * hours) time.after(dice.whole(10_000, hours), reaper);
  }

  time.after(dice.whole(1_000, 5 * minutes), providerLife);
  if (dice.chance(0.8)) time.after(dice.whole(0, 20 * minutes), reaper);
  if (dice.chance(0.3)) shop.downUntil = start + dice.whole(0, 26 * hours);

  await time.runUntil(start + 6 * hours);
  for (const provider of providers.values()) provider.hostility = calm;
  for (const process of alive()) process.killAfter(Number.POSITIVE_INFINITY);
  if (alive().length === 0) startProcess();
  await time.runUntil(start + 6 * days);

  return { seed, database, providers, shop, sessionIds, failures: time.failures, deaths };
}

function randomHostility(dice: Dice): Hostility {
  const some = (most: number) => (dice.chance(0.6) ? dice.next() * most : 0);
  return {
    lostAfter: some(0.4),
    lostBefore: some(0.3),
    refused: some(0.3),
    notYet: some(0.8),
    lost: some(0.8),
    duplicated: some(0.8),
    lying: some(0.5),
    forged: some(0.5),
  };
}
