/**
 * What a provider does about one order that its documentation does not say, or that it says only between the lines. It is
 * drawn when the order is made, and stays so.
 */
import type { QueryResult, ReportedStatus } from "../../../bff/providers/contract.ts";
import type { CallbackMessage } from "./callbacks.ts";
import type { Switchboard } from "./hostile-switches.ts";
import type { HeldOrder } from "./orders.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** A change in the provider's own world, and the callback about it: after how long each of its copies arrives. */
export interface ToldChange {
  readonly status: ReportedStatus;
  readonly paidMinor: bigint;
  readonly copiesInMs: readonly number[];
}

export interface HabitsOptions {
  readonly time: VirtualTime;
  readonly switchboard: Switchboard;
  readonly strong: boolean;
  readonly cancelable: boolean;
  readonly change: (order: HeldOrder, change: ToldChange) => void;
  /** A callback that says something else than what is. */
  readonly say: (order: HeldOrder, inMs: number, changes: Partial<CallbackMessage>) => void;
}

export interface Habits {
  begin(order: HeldOrder): void;
  /** True where the answer to the creation never arrives. */
  losesAnswer(): boolean;
  /** An answer to a query that comes from elsewhere, whatever the provider holds. */
  elsewhere(order: HeldOrder): QueryResult | null;
  /** The account's credentials are another contract's now. */
  isElsewhere(): boolean;
  /** What a query says instead of the truth. */
  statusWhenAsked(order: HeldOrder, status: ReportedStatus): ReportedStatus;
}

const seconds = 1_000;
const minutes = 60 * seconds;
const hours = 60 * minutes;
/** The order's hour, three days, and the day for which a callback extends the watch. */
const afterEveryWatchMs = 100 * hours;

export function createHabits(options: HabitsOptions): Habits {
  const { time, switchboard, strong, change, say } = options;
  const { dice } = switchboard;
  /** For some hours the account's credentials are those of another contract: since when, and until when. */
  let foreign: { readonly from: number; readonly until: number } | null = null;

  const isForeignAt = (at: number) => foreign !== null && foreign.from <= at && at < foreign.until;

  /** Something that happens to an order that is still waiting then. */
  function whilePending(order: HeldOrder, inMs: number, then: () => void): void {
    time.after(inMs, async () => {
      if (order.status === "pending") then();
    });
  }

  function otherAmount(order: HeldOrder): bigint {
    return dice.chance(0.5) ? order.amountMinor / 10n : order.amountMinor + 100n;
  }

  function makeUpAFailure(order: HeldOrder): void {
    whilePending(order, dice.whole(seconds, 30 * minutes), () =>
      say(order, 0, { status: dice.pick(["failed", "canceled"]), amountMinor: "0" }),
    );
  }

  /** What was paid is named by the callback, what was ordered by the query: in either order. */
  function beginPayment(order: HeldOrder): void {
    if (switchboard.happens("queriesNameTheOrder", 0.5)) {
      order.isOrderNamed = true;
      whilePending(order, dice.whole(seconds, 20 * minutes), () =>
        change(order, {
          status: "succeeded",
          paidMinor: otherAmount(order),
          copiesInMs: [dice.pick([dice.whole(0, 5 * seconds), dice.whole(0, 2 * hours)])],
        }),
      );
    } else if (switchboard.happens("staleQueries", 0.5)) {
      whilePending(order, dice.whole(seconds, 20 * minutes), () => {
        const isForLong = dice.chance(0.3);
        order.stale = {
          status: dice.pick(["failed", "pending"]),
          until: time.now() + (isForLong ? afterEveryWatchMs : dice.whole(1, 40) * minutes),
        };
        // The same bytes again and again, also when the query has come to agree.
        const copiesInMs = Array.from({ length: 10 }, (_, copy) => copy * dice.whole(1, 10) * minutes);
        if (isForLong) copiesInMs.push(afterEveryWatchMs + minutes);
        // Contradicted for a while, the callback's amount is still what came.
        const paidMinor = dice.chance(0.3) ? otherAmount(order) : order.amountMinor;
        change(order, { status: "succeeded", paidMinor, copiesInMs });
      });
    } else if (!strong && switchboard.happens("failuresMadeUp", 0.4)) {
      makeUpAFailure(order);
    } else if (switchboard.happens("moreAfterSuccess", 0.5)) {
      payThenMore(order);
    }
    if (switchboard.happens("reversalsTakenBack", 0.4)) payReverseAndPay(order);
    if (switchboard.happens("paidInParts", 0.4)) payInParts(order);
    if (!strong && switchboard.happens("ordersLeftPayable", 0.6)) {
      whilePending(order, dice.whole(5, 15) * minutes, () =>
        change(order, { status: "succeeded", paidMinor: order.amountMinor, copiesInMs: [0] }),
      );
    }
    if (switchboard.happens("otherSpellings", 0.6)) order.currency = "mxn";
    if (switchboard.happens("otherCurrencies", 0.6)) payInAnotherCurrency(order);
  }

  /** Of an order that was paid otherwise before, nothing comes of it. */
  function payInAnotherCurrency(order: HeldOrder): void {
    whilePending(order, dice.whole(seconds, 20 * minutes), () => {
      order.currency = "USD";
      order.isOdd = true;
      const { amountMinor: paidMinor } = order;
      change(order, { status: "succeeded", paidMinor, copiesInMs: [dice.whole(0, 5 * seconds)] });
    });
  }

  function payThenMore(order: HeldOrder): void {
    whilePending(order, dice.whole(seconds, 10 * minutes), () => {
      const { amountMinor } = order;
      change(order, {
        status: "succeeded",
        paidMinor: amountMinor,
        copiesInMs: [dice.whole(0, 5 * seconds)],
      });
      time.after(dice.whole(30 * minutes, hours), async () => {
        if (order.status !== "succeeded" || order.paidMinor !== amountMinor) return;
        const paidMinor = amountMinor * 2n + 50n;
        order.paidMore = { at: time.now() };
        change(order, { status: "succeeded", paidMinor, copiesInMs: [dice.whole(0, 5 * seconds)] });
      });
    });
  }

  function payInParts(order: HeldOrder): void {
    const { amountMinor } = order;
    const soon = () => [dice.whole(0, 5 * seconds)];
    whilePending(order, dice.whole(seconds, 10 * minutes), () => {
      change(order, { status: "partially_paid", paidMinor: amountMinor / 3n, copiesInMs: soon() });
      if (dice.chance(0.4)) return;
      time.after(dice.whole(minutes, 20 * minutes), async () => {
        if (order.status !== "partially_paid") return;
        change(order, { status: "succeeded", paidMinor: amountMinor, copiesInMs: soon() });
      });
    });
  }

  function payReverseAndPay(order: HeldOrder): void {
    const copiesInMs = [dice.whole(0, 5 * seconds)];
    whilePending(order, dice.whole(seconds, 10 * minutes), () => {
      change(order, { status: "succeeded", paidMinor: order.amountMinor, copiesInMs });
      time.after(30 * minutes, async () => {
        if (order.status !== "succeeded") return;
        change(order, { status: "reversed", paidMinor: 0n, copiesInMs });
        time.after(dice.whole(hours, 2 * hours), async () => {
          if (order.status !== "reversed") return;
          order.reversal = null;
          change(order, { status: "succeeded", paidMinor: order.amountMinor, copiesInMs });
        });
      });
    });
  }

  /** Money out that comes back, or of which only a part arrived, or that somebody calls failed. */
  function beginPayout(order: HeldOrder): void {
    const copiesInMs = [dice.whole(0, 5 * seconds)];
    if (!strong && switchboard.happens("failuresMadeUp", 0.6)) makeUpAFailure(order);
    if (switchboard.happens("payoutsComeBack", 0.6)) {
      whilePending(order, dice.whole(seconds, 10 * minutes), () => {
        change(order, { status: "succeeded", paidMinor: order.amountMinor, copiesInMs });
        time.after(dice.whole(30 * minutes, hours), async () => {
          if (order.status === "succeeded") change(order, { status: "reversed", paidMinor: 0n, copiesInMs });
        });
      });
    } else if (switchboard.happens("shortPayouts", 0.6)) {
      whilePending(order, dice.whole(seconds, 10 * minutes), () =>
        change(order, { status: "succeeded", paidMinor: order.amountMinor / 100n, copiesInMs }),
      );
    }
  }

  return {
    begin(order) {
      if (order.kind === "payment") beginPayment(order);
      else beginPayout(order);
    },
    losesAnswer() {
      if (switchboard.happens("nothingToPayWith", 0.7)) return true;
      if (foreign !== null || !switchboard.happens("otherContract", 0.4)) return false;
      foreign = { from: time.now() + 1, until: time.now() + dice.whole(30 * minutes, 3 * hours) };
      return true;
    },
    elsewhere(order) {
      const now = time.now();
      if (order.silentFrom <= now && now < order.silentUntil)
        return { kind: "unknown", cause: "server_error" };
      if (foreign === null || !isForeignAt(now)) return null;
      return order.createdAt < foreign.from ? { kind: "not_found" } : null;
    },
    isElsewhere: () => isForeignAt(time.now()),
    statusWhenAsked(order, status) {
      return order.stale !== null && time.now() < order.stale.until ? order.stale.status : status;
    },
  };
}
