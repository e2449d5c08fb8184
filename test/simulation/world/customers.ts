/** Customers: they click, click twice, look, reload, change their minds; and a merchant takes a session back. */
import type { PaymentMethod } from "../../../bff/contract.ts";
import { readBrowserStatus } from "../../../bff/services/browser/read-for-browser.ts";
import { cancelPaymentByCustomer } from "../../../bff/services/payments/cancel-payment.ts";
import { refreshPayment } from "../../../bff/services/payments/refresh-payment.ts";
import { startPayment } from "../../../bff/services/payments/start-payment.ts";
import { cancelSession } from "../../../bff/services/sessions/cancel-session.ts";
import type { Database } from "../../../bff/storage/engine/database.ts";
import type { SimulatedMerchant } from "./merchant.ts";
import { isTheWorlds, type SimulatedProcess } from "./process.ts";
import type { Dice } from "./random.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface CustomersOptions {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly anyProcess: () => SimulatedProcess | undefined;
  readonly merchant: SimulatedMerchant;
  readonly database: Database;
  readonly lookSoon: () => void;
}

const minutes = 60_000;
const hours = 60 * minutes;
const methods = ["bank_transfer", "store", "cashier", "alipay"] as const;

/** Sends one to three customers into the shop; what they do is theirs. */
export function createCustomers(options: CustomersOptions): void {
  const { time, dice, anyProcess, merchant, database } = options;
  const refreshing = new Set<string>();
  for (let i = dice.whole(1, 3); i > 0; i--) time.after(dice.whole(0, 10 * minutes), customer);

  async function customer(): Promise<void> {
    const opened = await merchant.openSession();
    if (opened === undefined) return;
    for (let i = dice.whole(1, 6); i > 0; i--) {
      const after = dice.pick([0, 0, dice.whole(0, 3_000), dice.whole(0, 2 * hours)]);
      time.after(after, () => act(opened));
    }
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

  /** Two operators of one process wait for one and the same answer: the second one for the first. */
  async function refresh({ context }: SimulatedProcess, paymentId: string): Promise<void> {
    const question = `${context.instanceId} ${paymentId}`;
    const ask = async () => void (await refreshPayment(context, { paymentId }));
    if (refreshing.has(question)) return await time.aside(ask);
    refreshing.add(question);
    try {
      await ask();
    } finally {
      refreshing.delete(question);
    }
  }

  /** One thing that a customer, or the merchant, does. */
  async function actAt(process: SimulatedProcess, sessionId: string): Promise<void> {
    const { context } = process;
    const roll = dice.next();
    if (roll < 0.55) {
      const method: PaymentMethod = dice.pick(methods);
      const click = (at: SimulatedProcess) =>
        at.perform(() => startPayment(at.context, { sessionId, method }));
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
      await refresh(process, paymentId);
    } else {
      await cancelSession(context, { sessionId });
    }
  }
}
