/** What a provider holds: the truth that the invariants compare with. */
import type { ReportedStatus } from "../../../bff/providers/contract.ts";
import type { CallbackWord, Said } from "./said.ts";

export interface HeldOrder {
  readonly kind: "payment" | "payout";
  readonly orderNo: string;
  readonly accountId: string;
  readonly amountMinor: bigint;
  readonly callbackUrl: string;
  readonly createdAt: number;
  /** The number of the paid order, where it is the provider's own refund. */
  readonly refundOf: string | null;
  /** What arrived. */
  paidMinor: bigint;
  status: ReportedStatus;
  /** It has been failed at some time, whatever it is now. */
  everFailed: boolean;
  /** Since when it is reversed, epoch ms, and what a query says of it from then on. */
  reversal: { readonly at: number; readonly said: "reversed" | "failed" | "paid for a while" } | null;
  /** A callback named an amount or a currency that is not true. */
  liedAbout: boolean;
  /** It was paid with too little first, and the rest came later. */
  toppedUp: boolean;
  /** Something other than one payment of the ordered amount has befallen it, or was said of it. */
  isOdd: boolean;
  /** Epoch ms until which a query does not find it, as long as nobody could believe that there is none. */
  unseenUntil: number;
  /** When a query first did not find it; null when none has. */
  unseenSince: number | null;
  /** Its queries name what was ordered, whatever was paid. */
  isOrderNamed: boolean;
  /** As its provider names it; null where it does not. */
  currency: "mxn" | "USD" | null;
  /** What its queries say until they have caught up. */
  stale: { readonly status: ReportedStatus; readonly until: number } | null;
  /** Between these times (epoch ms) its queries are answered 500. */
  silentFrom: number;
  silentUntil: number;
  /** A true callback that called it paid was answered "no such order". */
  isPaidUnknown: boolean;
  /** More money came after it had been paid in full. */
  paidMore: { readonly at: number } | null;
  /** When it was given another state or amount, and which. */
  readonly history: { readonly at: number; readonly status: ReportedStatus; readonly paidMinor: bigint }[];
  /** A callback about it has been sent, true or not. */
  isSpokenOf: boolean;
  /** When a true callback that called it paid was acknowledged, and until when that was so. */
  readonly assertions: { readonly since: number; until: number | null }[];
  /** Every callback about it that was acknowledged, and every report that answered a query, in the order of their arrival. */
  readonly said: Said[];
}

/** Requests to create the order of one number. */
export interface Creations {
  readonly kind: HeldOrder["kind"];
  readonly orderNo: string;
  /** Epoch ms. */
  readonly at: readonly number[];
}

export interface OrderBook {
  readonly all: ReadonlyMap<string, HeldOrder>;
  /** By number. More than one request of a number would be a second order at a provider that does not compare. */
  readonly creations: ReadonlyMap<string, Creations>;
  noteCreation(creation: Pick<HeldOrder, "kind" | "orderNo"> & { readonly at: number }): void;
  /** A number that is known is refused: the order of that number stays as it is, and is returned. */
  hold(order: NewOrder & Pick<HeldOrder, "createdAt">): HeldOrder;
}

/** As it is asked for. */
export type NewOrder = Pick<HeldOrder, "kind" | "orderNo" | "amountMinor" | "callbackUrl"> &
  Partial<Pick<HeldOrder, "refundOf">>;

export function createOrderBook(accountId: string): OrderBook {
  const all = new Map<string, HeldOrder>();
  const creations = new Map<string, Creations>();
  return {
    all,
    creations,
    noteCreation({ kind, orderNo, at }) {
      creations.set(orderNo, { kind, orderNo, at: [...(creations.get(orderNo)?.at ?? []), at] });
    },
    hold(order) {
      const known = all.get(order.orderNo);
      if (known !== undefined) return known;
      const held: HeldOrder = {
        refundOf: null,
        ...order,
        accountId,
        paidMinor: 0n,
        status: "pending",
        everFailed: false,
        reversal: null,
        liedAbout: false,
        toppedUp: false,
        isOdd: false,
        unseenUntil: 0,
        unseenSince: null,
        isOrderNamed: false,
        currency: null,
        stale: null,
        silentFrom: 0,
        silentUntil: 0,
        isPaidUnknown: false,
        paidMore: null,
        history: [],
        isSpokenOf: false,
        assertions: [],
        said: [],
      };
      all.set(order.orderNo, held);
      return held;
    },
  };
}

/** Gives an order another state and amount, in the provider's own world. @param said what queries say of a reversal. */
export function alterOrder(
  order: HeldOrder,
  change: {
    readonly status: ReportedStatus;
    readonly paidMinor: bigint;
    readonly at: number;
    readonly said: "reversed" | "failed" | "paid for a while";
  },
): void {
  const { status, paidMinor, at, said } = change;
  order.isOdd ||= order.status !== "pending" || status !== "succeeded" || paidMinor !== order.amountMinor;
  const assertion = order.assertions.at(-1);
  if (assertion?.until === null && status !== "succeeded") assertion.until = at;
  order.toppedUp ||= order.status === "succeeded" && status === "succeeded";
  order.history.push({ at, status, paidMinor });
  order.status = status;
  order.paidMinor = paidMinor;
  order.everFailed ||= status === "failed" || status === "reversed";
  if (status === "reversed") order.reversal = { at, said };
}

/** Keeps what a callback has told, by the HTTP status with which it was answered. */
export function noteAnswer(
  order: HeldOrder,
  { status, said, at }: { readonly status: number; readonly said: CallbackWord; readonly at: number },
): void {
  if (status === 200) order.said.push({ ...said, by: "callback", at });
  if (said.status !== "succeeded" || order.status !== "succeeded") return;
  if (status === 404) order.isPaidUnknown = true;
  // Nothing that was told before says the same.
  if (status === 200 && order.assertions.at(-1)?.until !== null)
    order.assertions.push({ since: at, until: null });
}
