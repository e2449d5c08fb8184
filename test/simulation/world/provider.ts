/**
 * A provider that holds the truth and is hostile about telling it: it hangs, drops the connection after it has
 * recorded the order, answers garbage, forgets to call back, calls back twice, late, in another order, with another
 * amount, forged, or about a reversal. What it holds at the end is what the invariants compare with.
 */
import type {
  CallbackResult,
  OrderRef,
  PayoutSide,
  ProviderAdapter,
  QueryResult,
  RawCallback,
  RefundSide,
  ReportedStatus,
} from "../../../bff/providers/contract.ts";
import { type CallbackMessage, createCallbackSender, type Delivery, reportOfMessage } from "./callbacks.ts";
import { createHabits, type ToldChange } from "./habits.ts";
import type { Switchboard } from "./hostile-switches.ts";
import { calmProvider, type ProviderHostility } from "./hostility.ts";
import { alterOrder, createOrderBook, type HeldOrder, type NewOrder, type OrderBook } from "./orders.ts";
import type { Dice } from "./random.ts";
import { type AmountAnswer, reportOf, statusToldOf } from "./reports.ts";
import { noteReport } from "./said.ts";
import { createTravel } from "./travel.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface SimulatedProvider {
  /** @param guard is called at both sides of every await: it throws when the process that asks is dead. */
  readonly adapter: (guard: () => Promise<void>) => ProviderAdapter;
  readonly book: OrderBook;
  hostility: ProviderHostility;
  readonly answers: AmountAnswer;
  readonly cancels?: boolean;
  /** The account's credentials are another contract's now; default never. */
  readonly isElsewhere?: () => boolean;
  /** What it has words for; default everything. */
  readonly knows?: { readonly partial: boolean; readonly reversal: boolean };
  /** Something happens to an order in the provider's own world, and it calls back, or forgets to. */
  change(order: HeldOrder, status: ReportedStatus, paidMinor: bigint): void;
  /** The same, and nobody is told. */
  changeSilently(order: HeldOrder, status: ReportedStatus, paidMinor: bigint): void;
}

export interface ProviderOptions {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly switchboard: Switchboard;
  readonly accountId: string;
  /** A strong signature: its callbacks count by themselves, so it never lies. A weak one must be confirmed by query. */
  readonly strong: boolean;
  readonly cancelable: boolean;
  readonly answers: AmountAnswer;
  /** Default true. */
  readonly paysOut?: boolean;
  readonly deliver: (delivery: Delivery) => Promise<number>;
  readonly wrongAddress: (order: HeldOrder) => string | undefined;
  /** False where a process may outlive its right to ask: it stood still, or its clock jumped. */
  readonly isSingleFlight: () => boolean;
  /** Somebody at the merchant's side acts on the order's payment now. */
  readonly meddle: (order: HeldOrder) => Promise<void>;
  readonly complain: (sentence: string) => void;
}

const [slowestMs, freshMs] = [15_000, 30_000];
/** Within the 15 minutes for which "no such order" must stay the answer. */
const latestMs = 240_000;

export function createProvider(options: ProviderOptions): SimulatedProvider {
  const { time, dice, strong, accountId, answers } = options;
  const beingAsked = new Map<string, number>();
  const book = createOrderBook(accountId);
  const callbacks = createCallbackSender({ ...options, hostility: () => provider.hostility });
  const travel = createTravel({
    ...options,
    failSilently: (order) => provider.changeSilently(order, "failed", 0n),
    change: (order, change) => changeAndTell(order, { ...change, copiesInMs: [change.inMs] }),
  });
  const habits = createHabits({
    ...options,
    change: changeAndTell,
    say: (order, inMs, changes) => callbacks.tellIn(order, [inMs], changes),
  });
  const provider: SimulatedProvider = {
    book,
    hostility: calmProvider,
    answers,
    cancels: options.cancelable,
    adapter: adapterOf,
    isElsewhere: habits.isElsewhere,
    change(order, status, paidMinor) {
      provider.changeSilently(order, status, paidMinor);
      callbacks.tell(order);
    },
    changeSilently(order, status, paidMinor) {
      const told =
        status === "reversed" ? dice.pick(["reversed", "failed", "paid for a while"] as const) : "reversed";
      const isDenied = strong && told === "paid for a while";
      const said = isDenied && !options.switchboard.drawn.includes("reversalsDenied") ? "failed" : told;
      alterOrder(order, { status, paidMinor, at: time.now(), said });
    },
  };

  function changeAndTell(order: HeldOrder, { status, paidMinor, copiesInMs }: ToldChange): void {
    provider.changeSilently(order, status, paidMinor);
    callbacks.tellIn(order, copiesInMs);
  }

  const cancelCapability = options.cancelable ? (["cancel"] as const) : [];
  const latency = () => time.wait(dice.whole(20, 900));

  function hold(order: NewOrder): HeldOrder {
    if (book.all.has(order.orderNo)) return book.hold({ ...order, createdAt: time.now() });
    const held = book.hold({ ...order, createdAt: time.now() });
    travel.begin(held);
    habits.begin(held);
    return held;
  }

  /** Records the order, or not, and answers, or not. */
  async function create(guard: () => Promise<void>, order: NewOrder) {
    await guard();
    book.noteCreation({ ...order, at: time.now() });
    const { hostility } = provider;
    await latency();
    if (dice.chance(hostility.lostBefore)) {
      // It lies in a queue somewhere: some of these arrive after all, when nobody waits any more.
      if (dice.chance(0.4)) {
        const late = dice.whole(slowestMs, latestMs);
        time.after(late, async () => void hold(order));
      }
      await time.wait(slowestMs);
      await guard();
      return { kind: "unknown", cause: "timeout" } as const;
    }
    if (dice.chance(hostility.refused)) {
      await guard();
      const code = "provider_refused";
      return { kind: "refused", code, retryable: true, alarm: false } as const;
    }
    if (book.all.has(order.orderNo)) {
      await guard();
      return { kind: "unknown", cause: "duplicate_order" } as const;
    }
    const held = hold(order);
    if (!strong && dice.chance(hostility.lying)) callbacks.lie(held);
    await latency();
    await guard();
    if (habits.losesAnswer() || dice.chance(hostility.lostAfter))
      return { kind: "unknown", cause: "connection_lost" } as const;
    if (dice.chance(hostility.garbage)) return { kind: "unknown", cause: "unreadable_answer" } as const;
    return { kind: "accepted", providerOrderId: `at-${order.orderNo}` } as const;
  }

  /** One question about an order at a time, over all processes: of those that neither stood still nor lost the time. */
  async function query(
    guard: () => Promise<void>,
    { orderNo, resendCallback }: Pick<OrderRef, "orderNo" | "resendCallback">,
  ): Promise<QueryResult> {
    const asking = beingAsked.get(orderNo) ?? 0;
    if (asking > 0 && options.isSingleFlight()) options.complain(`${orderNo} was asked about twice at once`);
    beingAsked.set(orderNo, asking + 1);
    try {
      await guard();
      await latency();
      await guard();
      travel.stumble(book.all.get(orderNo));
      const said = answer(orderNo, resendCallback === true);
      await travel.answer(book.all.get(orderNo), said);
      await guard();
      noteReport(book.all.get(orderNo), said, time.now());
      return said;
    } finally {
      beingAsked.set(orderNo, (beingAsked.get(orderNo) ?? 1) - 1);
    }
  }

  function answer(orderNo: string, resend: boolean): QueryResult {
    const { hostility } = provider;
    if (dice.chance(hostility.lostAfter + hostility.lostBefore))
      return { kind: "unknown", cause: "server_error" };
    if (dice.chance(hostility.garbage)) return { kind: "unknown", cause: "unreadable_answer" };
    const order = book.all.get(orderNo);
    if (order === undefined || travel.isUnseen(order)) return { kind: "not_found" };
    const elsewhere = habits.elsewhere(order);
    if (elsewhere !== null) return elsewhere;
    const isFresh = time.now() - order.createdAt < freshMs;
    if (isFresh && dice.chance(hostility.notYet)) return { kind: "not_found" };
    if (dice.chance(hostility.undocumented)) {
      return { kind: "report", report: reportOf(order, answers, { status: "pending", undocumented: "77" }) };
    }
    const status = habits.statusWhenAsked(order, statusToldOf(order, time.now()));
    if (resend && answers === "untold" && order.kind === "payment" && status === "succeeded")
      callbacks.tell(order);
    return { kind: "report", report: reportOf(order, answers, { status, undocumented: null }) };
  }

  function readCallback(raw: RawCallback): CallbackResult {
    const message: CallbackMessage = JSON.parse(new TextDecoder().decode(raw.body));
    if (message.sign !== "good") return { kind: "refused", reason: "signature" };
    return { kind: "facts", facts: [{ report: reportOfMessage(message), mustConfirm: !strong }] };
  }

  function payoutsOf(guard: () => Promise<void>): PayoutSide {
    return {
      currencies: ["MXN"],
      forms: () => [{ accountType: "clabe", number: "clabe", fields: [] }],
      check: () => [],
      async create({ orderNo, amount, callbackUrl }) {
        const amountMinor = amount.minor;
        const answer = await create(guard, { kind: "payout", orderNo, amountMinor, callbackUrl });
        return answer.kind === "accepted" ? { ...answer, report: null } : answer;
      },
      query: (ref) => query(guard, ref),
      readCallback,
    };
  }

  /** The money goes back to whoever has paid that order. */
  function refundsOf(guard: () => Promise<void>): RefundSide {
    return {
      check: () => [],
      async create({ orderNo, amount, callbackUrl, payment }) {
        const refund = { orderNo, amountMinor: amount.minor, callbackUrl, refundOf: payment.orderNo };
        const answer = await create(guard, { kind: "payout", ...refund });
        return answer.kind === "accepted" ? { ...answer, report: null } : answer;
      },
      query: (ref) => query(guard, ref),
      readCallback,
    };
  }

  const givesBack = options.switchboard.drawn.includes("refundsByProvider");

  function adapterOf(guard: () => Promise<void>): ProviderAdapter {
    return {
      capabilities: ["create", "query", ...cancelCapability, "callback", "payout"],
      acknowledgement: { status: 200, contentType: "text/plain", body: "success" },
      actionOf: (method) => (method.channel === "store" ? "display_code" : "redirect"),
      payerFields: () => [],
      checkPayer: () => [],
      objectToAmount: () => null,
      probe: async () => ({ kind: "ok" }),
      async createPayment({ orderNo, amount, callbackUrl, method, expiresAt }) {
        const amountMinor = amount.minor;
        const answer = await create(guard, { kind: "payment", orderNo, amountMinor, callbackUrl });
        if (answer.kind !== "accepted") return answer;
        const nextAction =
          method.channel === "store"
            ? ({
                type: "display_code",
                codeType: "store",
                code: "68418",
                barcode: null,
                details: [],
                expiresAt,
              } as const)
            : ({ type: "redirect", url: `https://provider.example/${orderNo}` } as const);
        return { ...answer, nextAction, expiresAt: null, report: null };
      },
      queryPayment: (ref) => query(guard, ref),
      ...(options.cancelable
        ? {
            async cancelPayment(ref) {
              await guard();
              await latency();
              await guard();
              const isLost = options.switchboard.happens("cancelsLost", 0.7);
              if (isLost) return { kind: "unknown", cause: "server_error" };
              const order = book.all.get(ref.orderNo);
              if (order?.status !== "pending") return { kind: "refused", code: "order_state" };
              provider.changeSilently(order, "canceled", order.paidMinor);
              return dice.chance(provider.hostility.lostAfter)
                ? { kind: "unknown", cause: "timeout" }
                : { kind: "canceled" };
            },
          }
        : {}),
      readCallback,
      ...(options.paysOut === false ? {} : { payouts: payoutsOf(guard) }),
      ...(givesBack && options.paysOut !== false ? { refunds: refundsOf(guard) } : {}),
    };
  }

  return provider;
}
