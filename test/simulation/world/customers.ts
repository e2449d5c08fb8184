/** Customers: they click, click twice, look, reload, change their minds; and a merchant takes a session back. */

import type { PaymentMethod } from "../../../bff/contract.ts";
import type { Result } from "../../../bff/core/errors.ts";
import { readBrowserStatus } from "../../../bff/services/browser/read-for-browser.ts";
import { cancelPaymentByCustomer } from "../../../bff/services/payments/cancel-payment.ts";
import { type Started, startPayment } from "../../../bff/services/payments/start-payment.ts";
import { cancelSession } from "../../../bff/services/sessions/cancel-session.ts";
import type { Database } from "../../../bff/storage/engine/database.ts";
import { backend } from "../../support/authors.ts";
import type { Switchboard } from "./hostile-switches.ts";
import type { KeyedRequests } from "./keyed-requests.ts";
import type { SimulatedMerchant } from "./merchant.ts";
import type { HeldOrder } from "./orders.ts";
import { isTheWorlds, type SimulatedProcess } from "./process.ts";
import type { Dice } from "./random.ts";
import type { Refresh } from "./refreshes.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface CustomersOptions {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly anyProcess: () => SimulatedProcess | undefined;
  readonly merchant: SimulatedMerchant;
  readonly database: Database;
  readonly lookSoon: () => void;
  readonly switchboard: Switchboard;
  readonly refresh: Refresh;
  readonly keyed: KeyedRequests;
  /** The documented providers, and their methods. */
  readonly isWired: boolean;
  readonly complain: (sentence: string) => void;
}

export interface Customers {
  /** Whoever belongs to this order's payment cancels it, or an operator refreshes it, now. */
  meddle(order: HeldOrder): Promise<void>;
}

const minutes = 60_000;
const hours = 60 * minutes;
const imaginedMethods = ["bank_transfer", "store", "cashier", "alipay"] as const;
const documentedMethods = ["bank_transfer", "store", "upi", "alipay"] as const;

/** Sends one to three customers into the shop; what they do is theirs. */
export function createCustomers(options: CustomersOptions): Customers {
  const { time, dice, anyProcess, merchant, database, switchboard, keyed } = options;
  const methods = options.isWired ? documentedMethods : imaginedMethods;
  for (let i = dice.whole(1, 3); i > 0; i--) time.after(dice.whole(0, 10 * minutes), customer);

  async function customer(): Promise<void> {
    const opened = await merchant.openSession();
    if (opened === undefined) return;
    for (let i = dice.whole(1, 6); i > 0; i--) {
      const after = dice.pick([0, 0, dice.whole(0, 3_000), dice.whole(0, 2 * hours)]);
      time.after(after, () => act(opened));
    }
    if (switchboard.isOn("nothingToPayWith")) {
      const method = switchboard.dice.pick<PaymentMethod>(methods);
      for (const inMs of [1_000, 2 * minutes, 10 * minutes]) {
        time.after(inMs, () => pay(opened, method));
      }
    }
    if (switchboard.isOn("ordersLeftPayable")) {
      time.after(1_000, () => pay(opened, "bank_transfer"));
      time.after(3 * minutes, () => pay(opened, "cashier"));
    }
    if (switchboard.isOn("keyedRequests")) {
      time.after(switchboard.dice.whole(1_000, 10 * minutes), () => refreshNewest(opened));
    }
  }

  async function pay(sessionId: string, method: PaymentMethod): Promise<void> {
    const process = anyProcess();
    if (process === undefined) return;
    try {
      const begunAt = time.now();
      const started = await process.perform(() => startPayment(process.context, { sessionId, method }));
      await lookForTheWay(started, begunAt);
    } catch (error) {
      if (!isTheWorlds(error)) throw error;
    }
  }

  async function refreshNewest(sessionId: string): Promise<void> {
    const payment = await database.kysely
      .selectFrom("payments")
      .select("id")
      .where("session_id", "=", sessionId)
      .orderBy("created_at", "desc")
      .executeTakeFirst();
    if (payment !== undefined) await keyed.refresh(payment.id);
  }

  async function act(sessionId: string): Promise<void> {
    const process = anyProcess();
    if (process === undefined) return;
    try {
      await actAt(process, sessionId);
    } catch (error) {
      // The customer sees that it did not work, and may try again.
      if (!isTheWorlds(error)) throw error;
    }
    options.lookSoon();
  }

  /** One thing that a customer, or the merchant, does. */
  async function actAt(process: SimulatedProcess, sessionId: string): Promise<void> {
    const { context } = process;
    const roll = dice.next();
    if (roll < 0.55) {
      const method = dice.pick<PaymentMethod>(methods);
      const click = (at: SimulatedProcess) =>
        at.perform(async () => {
          const begunAt = time.now();
          await lookForTheWay(await startPayment(at.context, { sessionId, method }), begunAt);
        });
      // A double click reaches two processes at once.
      if (dice.chance(0.3)) time.start(async () => void (await click(anyProcess() ?? process)));
      await click(process);
      return;
    }
    const payments = await database.kysely
      .selectFrom("payments")
      .select("id")
      .where("session_id", "=", sessionId)
      .orderBy("created_at")
      .execute();
    const paymentId = payments.at(-1)?.id;
    if (roll < 0.75 || paymentId === undefined) {
      await readBrowserStatus(context, { sessionId, maySync: true });
    } else if (roll < 0.85) {
      await cancelPaymentByCustomer(context, { sessionId, paymentId });
    } else if (roll < 0.97) {
      if (switchboard.isOn("keyedRequests")) await keyed.refresh(paymentId);
      else await options.refresh(context, paymentId);
    } else if (switchboard.isOn("keyedRequests")) {
      await keyed.cancel(sessionId);
    } else {
      await cancelSession(context, { sessionId, author: backend });
    }
  }

  /** Whoever is told to act must be told how. An answer that took minutes reaches nobody: they click again. */
  async function lookForTheWay(started: Result<Started>, begunAt: number): Promise<void> {
    if (!switchboard.isOn("nothingToPayWith") || !started.ok || time.now() > begunAt + minutes) return;
    const { created, payment } = started.value;
    const { id, status, nextAction } = payment;
    if (status !== "pending" || nextAction !== null) return;
    // The answer to this very creation was lost, and a query found the order sooner: they choose the method again.
    if (created && (await isCreationLost(id))) return;
    // Nobody may pay another order while somebody says that this one is paid (rule 18).
    const row = await database.kysely
      .selectFrom("payments")
      .select("confirm_pending")
      .where("id", "=", id)
      .executeTakeFirst();
    if (row?.confirm_pending !== 1)
      options.complain(`${id} waits for its customer, who has nothing to pay with`);
  }

  async function isCreationLost(paymentId: string): Promise<boolean> {
    const lines = await database.kysely
      .selectFrom("payment_timeline")
      .select("detail")
      .where("payment_id", "=", paymentId)
      .where("cause", "=", "create")
      .execute();
    return lines.some(({ detail }) => detail?.startsWith("no answer to rely on") === true);
  }

  async function meddle({ orderNo }: HeldOrder): Promise<void> {
    const process = anyProcess();
    if (process === undefined) return;
    const payment = await database.kysely
      .selectFrom("payments")
      .select(["id", "session_id"])
      .where("order_no", "=", orderNo)
      .executeTakeFirst();
    if (payment === undefined) return;
    const { id: paymentId, session_id: sessionId } = payment;
    const { context } = process;
    const roll = switchboard.dice.next();
    try {
      if (switchboard.isOn("keyedRequests") && roll < 0.4) await keyed.cancel(sessionId);
      else if (switchboard.isOn("keyedRequests") && roll < 0.6) await keyed.refresh(paymentId);
      else if (roll < 0.7) await cancelPaymentByCustomer(context, { sessionId, paymentId });
      else await options.refresh(context, paymentId);
    } catch (error) {
      if (!isTheWorlds(error)) throw error;
    }
    options.lookSoon();
  }

  return { meddle };
}
