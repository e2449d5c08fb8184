/** What happens while an answer travels, and how long a provider's own books may lag behind. */
import type { QueryResult, ReportedStatus } from "../../../bff/providers/contract.ts";
import type { Switchboard } from "./hostile-switches.ts";
import type { HeldOrder } from "./orders.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface TravelOptions {
  readonly time: VirtualTime;
  readonly switchboard: Switchboard;
  readonly meddle: (order: HeldOrder) => Promise<void>;
  readonly failSilently: (order: HeldOrder) => void;
  readonly change: (
    order: HeldOrder,
    change: { readonly status: ReportedStatus; readonly paidMinor: bigint; readonly inMs: number },
  ) => void;
}

export interface Travel {
  /** A new order is in the books. */
  begin(order: HeldOrder): void;
  /** The customer's first try may fail just before the provider is asked; the second one is on its way then. */
  stumble(order: HeldOrder | undefined): void;
  /** True while a query does not find it. */
  isUnseen(order: HeldOrder): boolean;
  /** Waits for as long as the answer is under way; what happens meanwhile overtakes it. */
  answer(order: HeldOrder | undefined, said: QueryResult): Promise<void>;
}

const minutes = 60_000;
/** The switches that let answers take their time. */
const travelling = ["overtakingCallbacks", "meddling", "keyedRequests"] as const;
/** Less than the deadline of a call, with what the call takes by itself. */
const longestTravelMs = 12_000;
/** Every method of this world holds its order for an hour. */
const ordersLastMs = 60 * minutes;
/** A provider that has told nobody how an order ended finds it again before "no such order" counts. */
const quietLagMs = 10 * minutes;

export function createTravel(options: TravelOptions): Travel {
  const { time, switchboard, meddle, change } = options;
  const { dice } = switchboard;
  const pay = (order: HeldOrder, inMs: number) =>
    change(order, { status: "succeeded", paidMinor: order.amountMinor, inMs });

  /** Money that moves, or a person who acts, within that time. */
  function overtake(order: HeldOrder, withinMs: number): void {
    if (switchboard.happens("meddling", 0.5)) {
      time.after(dice.whole(0, withinMs), () => meddle(order));
    }
    if (!switchboard.happens("overtakingCallbacks", 0.4)) return;
    time.after(dice.whole(0, Math.floor(withinMs / 2)), async () => {
      if (order.isSpokenOf && !switchboard.isOn("secondAssertions")) return;
      if (order.status === "pending" || order.status === "canceled" || order.status === "failed")
        pay(order, dice.whole(0, Math.floor(withinMs / 2)));
    });
  }

  function payAfter(order: HeldOrder, ms: number): void {
    time.after(ms, async () => {
      if (order.status === "pending" && !order.isSpokenOf) pay(order, dice.whole(0, 500));
    });
  }

  return {
    begin(order) {
      if (!switchboard.happens("laggingBooks", 0.4)) return;
      order.unseenUntil = time.now() + dice.whole(16, 40) * minutes;
      time.after(dice.whole(1_000, 8 * minutes), async () => {
        if (order.status === "pending") pay(order, dice.whole(0, 5_000));
      });
    },
    stumble(order) {
      if (order?.status !== "pending" || !switchboard.happens("overtakingCallbacks", 0.2)) return;
      options.failSilently(order);
    },
    isUnseen(order) {
      if (time.now() >= order.unseenUntil) return false;
      order.unseenSince ??= time.now();
      return order.assertions.at(-1)?.until === null || time.now() - order.unseenSince < quietLagMs;
    },
    async answer(order, said) {
      if (order === undefined) return;
      const isPending = said.kind === "report" && said.report.status === "pending";
      const isOver = time.now() >= order.createdAt + ordersLastMs;
      if (isPending && isOver && order.status === "pending" && switchboard.happens("moneyAtTheExpiry", 0.7)) {
        pay(order, dice.whole(0, 700));
      }
      if (!travelling.some((name) => switchboard.isOn(name)) || !dice.chance(0.6)) return;
      const withinMs = dice.whole(200, longestTravelMs);
      if (switchboard.happens("keyedRequests", 0.5)) payAfter(order, dice.whole(0, 2 * withinMs));
      overtake(order, withinMs);
      await time.wait(withinMs);
    },
  };
}
