/**
 * Reconciliation. While all is hostile it runs beside everything else. Once everything has come to rest, providers change
 * some orders and tell nobody: each of these is found and is right here afterwards, nothing else is called different that
 * is not, and a second time nothing of it is left.
 */
import type { Discrepancy } from "../../../bff/contract.ts";
import { utcDay } from "../../../bff/core/days.ts";
import { readExceptions } from "../../../bff/core/payment/status.ts";
import { readPayoutExceptions } from "../../../bff/core/payout/status.ts";
import { reconcileAccount } from "../../../bff/services/reconciliation/reconcile-account.ts";
import type { Database } from "../../../bff/storage/engine/database.ts";
import type { PaymentRow } from "../../../bff/storage/repositories/payments.ts";
import type { PayoutRow } from "../../../bff/storage/repositories/payouts.ts";
import type { Switchboard } from "./hostile-switches.ts";
import type { HeldOrder } from "./orders.ts";
import { isTheWorlds, type SimulatedProcess } from "./process.ts";
import type { SimulatedProvider } from "./provider.ts";
import type { Dice } from "./random.ts";
import { reportOf, statusToldOf } from "./reports.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface ReconcilerOptions {
  readonly time: VirtualTime;
  /** Of its own: with the switch off, a seed tells its old story. */
  readonly dice: Dice;
  readonly switchboard: Switchboard;
  readonly providers: ReadonlyMap<string, SimulatedProvider>;
  readonly database: Database;
  readonly anyProcess: () => SimulatedProcess | undefined;
  readonly complain: (sentence: string) => void;
}

export interface Reconciler {
  /** Somebody reconciles a day now and then, whatever else goes on. */
  begin(): void;
  /** When everything has come to rest. Ends when all has been compared twice. */
  compareAtRest(): Promise<void>;
}

interface OurOrder {
  readonly id: string;
  readonly orderNo: string;
  readonly accountId: string;
  readonly createdAt: number;
  readonly status: string;
  readonly isReversed: boolean;
  /** Nothing else has befallen it than the usual, so that whatever changes is this. */
  readonly isPlain: boolean;
  readonly kind: "payment" | "payout";
  readonly receivedMinor: string;
  readonly currency: string;
}

const minutes = 60_000;
const hours = 60 * minutes;
const hostileHours = 6;
const mostChanged = 4;
const mostAttempts = 8;

function ourPayment(row: PaymentRow): OurOrder {
  const exceptions = readExceptions(row);
  const neverMade = row.status === "failed" && row.failure_code !== "payment_failed";
  return {
    ...{ id: row.id, orderNo: row.order_no, accountId: row.account_id, createdAt: row.created_at },
    ...{ status: row.status, isReversed: exceptions.includes("reversed"), kind: "payment" },
    ...{ receivedMinor: row.received_minor, currency: row.currency },
    isPlain: exceptions.length === 0 && row.refunds === "[]" && !neverMade,
  };
}

function ourPayout(row: PayoutRow): OurOrder {
  const exceptions = readPayoutExceptions(row);
  return {
    ...{ id: row.id, orderNo: row.order_no, accountId: row.account_id, createdAt: row.created_at },
    ...{ status: row.status, isReversed: exceptions.includes("reversed"), kind: "payout" },
    ...{ receivedMinor: row.amount_minor, currency: row.currency },
    isPlain: exceptions.length === 0 && row.refund_id === null,
  };
}

const isPaid = ({ status, isReversed }: OurOrder) => status === "succeeded" && !isReversed;
const isOver = ({ status }: OurOrder) => status === "expired" || status === "canceled";

export function createReconciler(options: ReconcilerOptions): Reconciler {
  const { time, dice, switchboard, providers, database, anyProcess, complain } = options;

  async function ours(): Promise<ReadonlyMap<string, OurOrder>> {
    const payments = await database.kysely.selectFrom("payments").selectAll().orderBy("id").execute();
    const payouts = await database.kysely.selectFrom("payouts").selectAll().orderBy("id").execute();
    const all = [...payments.map(ourPayment), ...payouts.map(ourPayout)];
    return new Map(all.map((order) => [order.orderNo, order]));
  }

  const heldFor = ({ accountId, orderNo }: Pick<OurOrder, "accountId" | "orderNo">) =>
    providers.get(accountId)?.book.all.get(orderNo);

  /** One run at one process. @returns whether it is finished. */
  async function runOnce(
    about: { readonly accountId: string; readonly day: string },
    onDiscrepancy: (found: Discrepancy) => void,
  ): Promise<boolean> {
    const process = anyProcess();
    if (process === undefined) return false;
    // It may die in the midst of it, and another one goes on with what is left.
    if (dice.chance(0.2)) process.killAfter(dice.whole(1, 200));
    try {
      const done = await process.perform(() =>
        reconcileAccount(process.context, { ...about, onDiscrepancy }),
      );
      return done.ok && done.value.unanswered === 0;
    } catch (error) {
      if (isTheWorlds(error)) return false;
      throw error;
    } finally {
      process.killAfter(Number.POSITIVE_INFINITY);
    }
  }

  /** What is found of all days, each until it is finished. */
  async function compareAll(orders: readonly OurOrder[]): Promise<Discrepancy[]> {
    const found: Discrepancy[] = [];
    const days = new Set(orders.map(({ accountId, createdAt }) => `${accountId} ${utcDay(createdAt)}`));
    for (const [accountId = "", day = ""] of [...days].sort().map((text) => text.split(" "))) {
      let isDone = false;
      for (let left = mostAttempts; left > 0 && !isDone; left--) {
        isDone = await runOnce({ accountId, day }, (one) => void found.push(one));
        if (!isDone) await time.wait(hours);
      }
      if (!isDone) complain(`${day} of ${accountId} is not reconciled, hours later`);
    }
    return found;
  }

  /** Of an order that is as plain here as there, its provider changes the end, and tells nobody. */
  function changeQuietly(order: OurOrder): boolean {
    const provider = providers.get(order.accountId);
    const held = heldFor(order);
    if (provider === undefined || held === undefined || held.isOdd || held.liedAbout) return false;
    if (isPaid(order) && held.status === "succeeded" && provider.knows?.reversal !== false) {
      provider.changeSilently(held, "reversed", 0n);
      held.reversal = { at: time.now(), said: "reversed" };
      return true;
    }
    const isLate = order.kind === "payment" && isOver(order) && order.receivedMinor === "0";
    if (!isLate || provider.answers === "untold" || held.status === "succeeded") return false;
    provider.changeSilently(held, "succeeded", held.amountMinor);
    return true;
  }

  function changeSome(orders: readonly OurOrder[]): ReadonlySet<string> {
    const changed = new Set<string>();
    for (const order of orders) {
      if (changed.size >= mostChanged || !order.isPlain || !dice.chance(0.4)) continue;
      if (changeQuietly(order)) changed.add(order.orderNo);
    }
    return changed;
  }

  /** Why a discrepancy is none, by what the provider holds and what stood here before; null where it is one. */
  function objectionTo(found: Discrepancy, before: OurOrder | undefined): string | null {
    const { kind, orderNo } = found;
    if (before === undefined) return `${orderNo} is called different, and is not here`;
    const held = heldFor(before);
    if (held === undefined)
      return kind === "missing_there" ? null : `${orderNo} is no order of the provider's`;
    const isPaidThere = statusToldOf(held, time.now()) === "succeeded";
    switch (kind) {
      case "status_differs":
        return isPaidThere === isPaid(before) ? `${orderNo} is called different, and is not` : null;
      case "amount_differs":
        return isSameMoney(held, before) ? `the amount of ${orderNo} is called different, and is not` : null;
      case "missing_there":
      case "missing_here":
        return `${orderNo} is called missing, and is not`;
      default:
        return kind satisfies never;
    }
  }

  function isSameMoney(held: HeldOrder, { accountId, receivedMinor }: OurOrder): boolean {
    const answers = providers.get(accountId)?.answers ?? "named";
    const { amountText, currency } = reportOf(held, answers, { status: "succeeded", undocumented: null });
    if (currency === "USD") return false;
    return amountText === null || BigInt(amountText.replace(".", "")) === BigInt(receivedMinor);
  }

  async function compareOnce(changed: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    const before = await ours();
    const found = await compareAll([...before.values()]);
    for (const one of found) {
      const objection = objectionTo(one, before.get(one.orderNo));
      if (objection !== null) complain(objection);
    }
    const after = await ours();
    for (const orderNo of changed) {
      const order = after.get(orderNo);
      const held = order && heldFor(order);
      const isPaidThere = held?.status === "succeeded";
      if (order !== undefined && isPaid(order) !== isPaidThere)
        complain(`${orderNo} was changed at the provider, and reconciliation has not brought it here`);
    }
    return new Set(found.map(({ orderNo }) => orderNo));
  }

  /** Each was stored, so each was reported as an event; a process that died between an answer and its report is excused. */
  async function reported(): Promise<ReadonlySet<string>> {
    const rows = await database.kysely.selectFrom("discrepancies").select("order_no").execute();
    return new Set(rows.map((row) => row.order_no));
  }

  async function runBeside(): Promise<void> {
    const accountIds = [...providers.keys()];
    const [first, ...others] = accountIds;
    if (first !== undefined) {
      const about = { accountId: dice.pick([first, ...others]), day: utcDay(time.now()) };
      await runOnce(about, () => undefined);
    }
    time.after(dice.whole(20 * minutes, 2 * hours), async () => {
      if (switchboard.isOn("reconciled")) await runBeside();
    });
  }

  return {
    begin: () => time.after(dice.whole(20 * minutes, hostileHours * hours), runBeside),
    async compareAtRest() {
      // A day that was begun before goes on with its list; only then does a day begin anew.
      await compareOnce(new Set());
      const changed = changeSome([...(await ours()).values()]);
      const seen = await compareOnce(changed);
      const stored = await reported();
      for (const orderNo of changed)
        if (!seen.has(orderNo) && !stored.has(orderNo))
          complain(`${orderNo} was changed at the provider, and nobody was told by reconciliation`);
      await time.wait(24 * hours);
      for (const orderNo of await compareOnce(new Set())) {
        if (changed.has(orderNo)) complain(`${orderNo} is different still, after it was reconciled`);
      }
    },
  };
}
