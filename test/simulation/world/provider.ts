/**
 * A provider that holds the truth and is hostile about telling it: it hangs, drops the connection after it has
 * recorded the order, answers garbage, forgets to call back, calls back twice, late, in another order, with another
 * amount, forged, or about a reversal. What it holds at the end is what the invariants compare with.
 */
import type {
  CallbackResult,
  OrderReport,
  PayoutSide,
  ProviderAdapter,
  QueryResult,
  RawCallback,
  ReportedStatus,
} from "../../../bff/providers/contract.ts";
import {
  type CallbackMessage,
  createCallbackSender,
  type Delivery,
  reportOfMessage,
  textOf,
} from "./callbacks.ts";
import { calmProvider, type ProviderHostility } from "./hostility.ts";
import { createOrderBook, type HeldOrder, type OrderBook } from "./orders.ts";
import type { Dice } from "./random.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface SimulatedProvider {
  /** @param guard is called at both sides of every await: it throws when the process that asks is dead. */
  readonly adapter: (guard: () => Promise<void>) => ProviderAdapter;
  readonly book: OrderBook;
  hostility: ProviderHostility;
  /** One that names no amount when asked never calls an order succeeded that was paid in another amount (PayPro: 0001). */
  readonly namesAmount: boolean;
  /** Something happens to an order in the provider's own world. */
  change(order: HeldOrder, status: ReportedStatus, paidMinor: bigint): void;
}

export interface ProviderOptions {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly accountId: string;
  /** A strong signature: its callbacks count by themselves, so it never lies. A weak one must be confirmed by query. */
  readonly strong: boolean;
  readonly cancelable: boolean;
  /** Some providers name no amount when they are asked. */
  readonly namesAmount: boolean;
  readonly deliver: (delivery: Delivery) => Promise<number>;
  readonly wrongAddress: (order: HeldOrder) => string | undefined;
  readonly complain: (sentence: string) => void;
}

const slowestMs = 15_000;
const freshMs = 30_000;
/** Within the 15 minutes for which "no such order" must stay the answer. */
const latestMs = 240_000;

export function createProvider(options: ProviderOptions): SimulatedProvider {
  const { time, dice, strong, accountId } = options;
  const book = createOrderBook(accountId);
  const callbacks = createCallbackSender({ ...options, hostility: () => provider.hostility });
  const provider: SimulatedProvider = {
    book,
    hostility: calmProvider,
    namesAmount: options.namesAmount,
    adapter: adapterOf,
    change(order, status, paidMinor) {
      order.status = status;
      order.paidMinor = paidMinor;
      order.everFailed ||= status === "failed" || status === "reversed";
      order.everPaid ||= status === "succeeded";
      callbacks.tell(order);
    },
  };

  function reportOf(order: HeldOrder, status: ReportedStatus, undocumented: string | null): OrderReport {
    return {
      orderNo: order.orderNo,
      providerOrderId: `at-${order.orderNo}`,
      status,
      amountText: options.namesAmount ? textOf(order.paidMinor) : null,
      orderedAmountText: null,
      currency: null,
      paidAt: null,
      nextAction: null,
      undocumentedStatus: undocumented,
    };
  }

  const latency = () => time.wait(dice.whole(20, 900));

  /** Records the order, or not, and answers, or not. */
  async function create(
    guard: () => Promise<void>,
    order: Pick<HeldOrder, "kind" | "orderNo" | "amountMinor" | "callbackUrl">,
  ) {
    await guard();
    book.countCreation(order.orderNo);
    const { hostility } = provider;
    await latency();
    if (dice.chance(hostility.lostBefore)) {
      // It lies in a queue somewhere: some of these arrive after all, when nobody waits any more.
      if (dice.chance(0.4)) {
        const late = dice.whole(slowestMs, latestMs);
        time.after(late, async () => void book.hold({ ...order, createdAt: time.now() }));
      }
      await time.wait(slowestMs);
      await guard();
      return { kind: "unknown", cause: "timeout" } as const;
    }
    if (dice.chance(hostility.refused)) {
      await guard();
      const code = "provider_refused";
      return { kind: "refused", code, retryable: true, created: false, alarm: false } as const;
    }
    const held = book.hold({ ...order, createdAt: time.now() });
    if (!strong && dice.chance(hostility.lying)) callbacks.lie(held);
    await latency();
    await guard();
    if (dice.chance(hostility.lostAfter)) return { kind: "unknown", cause: "connection_lost" } as const;
    if (dice.chance(hostility.garbage)) return { kind: "unknown", cause: "unreadable_answer" } as const;
    return { kind: "accepted", providerOrderId: `at-${order.orderNo}` } as const;
  }

  async function query(guard: () => Promise<void>, orderNo: string): Promise<QueryResult> {
    await guard();
    await latency();
    await guard();
    const { hostility } = provider;
    if (dice.chance(hostility.lostAfter + hostility.lostBefore))
      return { kind: "unknown", cause: "server_error" };
    if (dice.chance(hostility.garbage)) return { kind: "unknown", cause: "unreadable_answer" };
    const order = book.all.get(orderNo);
    if (order === undefined) return { kind: "not_found" };
    const isFresh = time.now() - order.createdAt < freshMs;
    if (isFresh && dice.chance(hostility.notYet)) return { kind: "not_found" };
    if (dice.chance(hostility.undocumented)) {
      return { kind: "report", report: reportOf(order, "pending", "77") };
    }
    return { kind: "report", report: reportOf(order, order.status, null) };
  }

  function readCallback(raw: RawCallback): CallbackResult {
    const message: CallbackMessage = JSON.parse(new TextDecoder().decode(raw.body));
    if (message.sign !== "good") return { kind: "refused", reason: "signature" };
    return { kind: "facts", facts: [{ report: reportOfMessage(message), mustConfirm: !strong }] };
  }

  function payoutsOf(guard: () => Promise<void>): PayoutSide {
    return {
      currencies: ["MXN"],
      check: () => [],
      async create({ orderNo, amount, callbackUrl }) {
        const amountMinor = amount.minor;
        const answer = await create(guard, { kind: "payout", orderNo, amountMinor, callbackUrl });
        return answer.kind === "accepted" ? { ...answer, report: null } : answer;
      },
      query: (ref) => query(guard, ref.orderNo),
      readCallback,
    };
  }

  function adapterOf(guard: () => Promise<void>): ProviderAdapter {
    return {
      capabilities: options.cancelable
        ? ["create", "query", "cancel", "callback", "payout"]
        : ["create", "query", "callback", "payout"],
      confirmsByQuery: !strong,
      acknowledgement: { status: 200, contentType: "text/plain", body: "success" },
      actionOf: () => "redirect",
      payerFields: () => [],
      checkPayer: () => [],
      objectToAmount: () => null,
      probe: async () => ({ kind: "ok" }),
      async createPayment({ orderNo, amount, callbackUrl }) {
        const amountMinor = amount.minor;
        const answer = await create(guard, { kind: "payment", orderNo, amountMinor, callbackUrl });
        if (answer.kind !== "accepted") return answer;
        const url = `https://provider.example/${orderNo}`;
        return { ...answer, nextAction: { type: "redirect", url }, expiresAt: null, report: null };
      },
      queryPayment: (ref) => query(guard, ref.orderNo),
      ...(options.cancelable
        ? {
            async cancelPayment(ref) {
              await guard();
              await latency();
              await guard();
              const order = book.all.get(ref.orderNo);
              if (order === undefined) return { kind: "refused", code: "no_such_order" };
              if (order.status !== "pending") return { kind: "refused", code: "order_state" };
              order.status = "canceled";
              return dice.chance(provider.hostility.lostAfter)
                ? { kind: "unknown", cause: "timeout" }
                : { kind: "canceled" };
            },
          }
        : {}),
      readCallback,
      payouts: payoutsOf(guard),
    };
  }

  return provider;
}
