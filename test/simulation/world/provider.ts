/**
 * A provider that holds the truth and is hostile about telling it: it hangs, drops the connection after it has
 * recorded the order, answers garbage, forgets to call back, calls back twice, late, in another order, with another
 * amount, forged, or about a reversal. What it holds at the end is what the invariants compare with.
 */
import type { OrderReport, ProviderAdapter, ReportedStatus } from "../../../bff/providers/contract.ts";
import type { Dice } from "./random.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface HeldOrder {
  readonly orderNo: string;
  readonly amountMinor: bigint;
  readonly callbackUrl: string;
  readonly createdAt: number;
  /** What arrived. */
  paidMinor: bigint;
  status: ReportedStatus;
  /** It has been failed at some time, whatever it is now. */
  everFailed: boolean;
}

export interface Hostility {
  /** Of a call: no answer although it was recorded, no answer and not recorded, refused, "no such order" though there is. */
  readonly lostAfter: number;
  readonly lostBefore: number;
  readonly refused: number;
  readonly notYet: number;
  /** Of a callback. */
  readonly lost: number;
  readonly duplicated: number;
  readonly lying: number;
  readonly forged: number;
}

export const calm: Hostility = {
  lostAfter: 0,
  lostBefore: 0,
  refused: 0,
  notYet: 0,
  lost: 0,
  duplicated: 0,
  lying: 0,
  forged: 0,
};

export interface SimulatedProvider {
  readonly adapter: (guard: () => void) => ProviderAdapter;
  readonly orders: ReadonlyMap<string, HeldOrder>;
  /** How often an order of that number was asked to be created: more than once would be a second order elsewhere. */
  readonly creations: ReadonlyMap<string, number>;
  hostility: Hostility;
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
  readonly deliver: (url: string, body: Uint8Array) => Promise<number>;
}

const utf8 = new TextEncoder();
const slowestMs = 15_000;

export function createProvider(options: ProviderOptions): SimulatedProvider {
  const { time, dice, strong } = options;
  const orders = new Map<string, HeldOrder>();
  const creations = new Map<string, number>();
  const provider: SimulatedProvider = {
    orders,
    creations,
    hostility: calm,
    namesAmount: options.namesAmount,
    adapter: (guard) => adapterOf(guard),
    change(order, status, paidMinor) {
      order.status = status;
      order.paidMinor = paidMinor;
      order.everFailed ||= status === "failed" || status === "reversed";
      void callBack(order);
    },
  };

  async function callBack(order: HeldOrder): Promise<void> {
    const { hostility } = provider;
    if (dice.chance(hostility.forged)) sendLater(order.callbackUrl, { ...messageOf(order), sign: "forged" });
    // Of a payment that has succeeded nobody asks any more: a reversal is known by its callback or not at all.
    const isLost = order.status !== "reversed" && dice.chance(hostility.lost);
    const times = isLost ? 0 : dice.chance(hostility.duplicated) ? 3 : 1;
    const message = messageOf(order);
    for (let i = 0; i < times; i++) sendLater(order.callbackUrl, message);
    if (!strong && dice.chance(hostility.lying)) {
      // Twice as much as was ordered, or just what was ordered although nothing has come.
      const amount = (dice.chance(0.5) ? order.amountMinor * 2n : order.amountMinor).toString();
      sendLater(order.callbackUrl, { ...message, status: "succeeded", amount });
    }
  }

  function sendLater(url: string, message: object): void {
    const body = utf8.encode(JSON.stringify(message));
    const attempt = async (left: number): Promise<void> => {
      const status = await options.deliver(url, body);
      if (status !== 200 && left > 0) time.after(dice.whole(2_000, 600_000), () => attempt(left - 1));
    };
    time.after(dice.whole(0, dice.chance(0.2) ? 3_600_000 : 5_000), () => attempt(6));
  }

  function messageOf(order: HeldOrder) {
    return {
      sign: "good",
      nonce: dice.whole(0, 1_000_000),
      orderNo: order.orderNo,
      status: order.status,
      amount: order.paidMinor.toString(),
    };
  }

  function reportOf(orderNo: string, status: ReportedStatus, amount: string | null): OrderReport {
    return {
      orderNo,
      providerOrderId: `at-${orderNo}`,
      status,
      amountText: amount === null ? null : textOf(BigInt(amount)),
      orderedAmountText: null,
      currency: null,
      paidAt: null,
      nextAction: null,
      undocumentedStatus: null,
    };
  }

  const textOf = (minor: bigint) => `${minor / 100n}.${(minor % 100n).toString().padStart(2, "0")}`;
  const latency = () => time.wait(dice.whole(20, 900));

  function adapterOf(guard: () => void): ProviderAdapter {
    const call = async <T>(answer: () => T): Promise<T> => {
      guard();
      await latency();
      guard();
      return answer();
    };
    return {
      capabilities: options.cancelable
        ? ["create", "query", "cancel", "callback"]
        : ["create", "query", "callback"],
      confirmsByQuery: !strong,
      acknowledgement: { status: 200, contentType: "text/plain", body: "success" },
      actionOf: () => "redirect",
      payerFields: () => [],
      checkPayer: () => [],
      objectToAmount: () => null,
      probe: async () => ({ kind: "ok" }),
      async createPayment(order) {
        guard();
        creations.set(order.orderNo, (creations.get(order.orderNo) ?? 0) + 1);
        const { hostility } = provider;
        await latency();
        if (dice.chance(hostility.lostBefore)) {
          await time.wait(slowestMs);
          guard();
          return { kind: "unknown", cause: "timeout" };
        }
        if (dice.chance(hostility.refused)) {
          guard();
          return { kind: "refused", code: "provider_refused", retryable: true, created: false, alarm: false };
        }
        orders.set(order.orderNo, {
          orderNo: order.orderNo,
          amountMinor: order.amount.minor,
          callbackUrl: order.callbackUrl,
          createdAt: time.now(),
          paidMinor: 0n,
          status: "pending",
          everFailed: false,
        });
        const held = orders.get(order.orderNo);
        if (held !== undefined && !strong && dice.chance(hostility.lying)) {
          sendLater(order.callbackUrl, {
            ...messageOf(held),
            status: "succeeded",
            amount: held.amountMinor.toString(),
          });
        }
        await latency();
        guard();
        if (dice.chance(hostility.lostAfter)) return { kind: "unknown", cause: "connection_lost" };
        return {
          kind: "accepted",
          providerOrderId: `at-${order.orderNo}`,
          nextAction: { type: "redirect", url: `https://provider.example/${order.orderNo}` },
          expiresAt: null,
          report: null,
        };
      },
      queryPayment: (ref) =>
        call(() => {
          const { hostility } = provider;
          if (dice.chance(hostility.lostAfter + hostility.lostBefore)) {
            return { kind: "unknown", cause: "server_error" };
          }
          const order = orders.get(ref.orderNo);
          if (order === undefined) return { kind: "not_found" };
          const isFresh = time.now() - order.createdAt < 30_000;
          if (isFresh && dice.chance(hostility.notYet)) return { kind: "not_found" };
          const amount = options.namesAmount ? order.paidMinor.toString() : null;
          return { kind: "report", report: reportOf(order.orderNo, order.status, amount) };
        }),
      ...(options.cancelable
        ? {
            cancelPayment: (ref) =>
              call(() => {
                const order = orders.get(ref.orderNo);
                if (order === undefined) return { kind: "refused", code: "no_such_order" } as const;
                if (order.status !== "pending") return { kind: "refused", code: "order_state" } as const;
                order.status = "canceled";
                return dice.chance(provider.hostility.lostAfter)
                  ? ({ kind: "unknown", cause: "timeout" } as const)
                  : ({ kind: "canceled" } as const);
              }),
          }
        : {}),
      readCallback(raw) {
        const message: ReturnType<typeof messageOf> = JSON.parse(new TextDecoder().decode(raw.body));
        if (message.sign !== "good") return { kind: "refused", reason: "signature" };
        const report = reportOf(message.orderNo, message.status, message.amount);
        return { kind: "facts", facts: [{ report, mustConfirm: !strong }] };
      },
    };
  }

  return provider;
}
