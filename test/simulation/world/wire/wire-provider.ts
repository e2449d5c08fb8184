/**
 * A provider of the world that speaks as one of the documented providers: the demo's sandbox plays it, the real adapter
 * reads it, and a gateway may answer in between. It holds the truth as every provider of the world does.
 */
import type {
  OrderRef,
  ProviderAdapter,
  QueryResult,
  ReportedStatus,
} from "../../../../bff/providers/contract.ts";
import type {
  ProviderHttp,
  ProviderRequest,
  ProviderResponse,
} from "../../../../bff/providers/http-client.ts";
import { honestTwist } from "../../../../demo/sandbox/providers/contract.ts";
import type { Order, OrderStatus } from "../../../../demo/sandbox/state/order.ts";
import { createOrderStore } from "../../../../demo/sandbox/state/store.ts";
import type { Delivery } from "../callbacks.ts";
import type { Switchboard } from "../hostile-switches.ts";
import { calmProvider } from "../hostility.ts";
import { alterOrder, createOrderBook, type HeldOrder, noteAnswer } from "../orders.ts";
import type { SimulatedProvider } from "../provider.ts";
import type { Dice } from "../random.ts";
import type { Said } from "../said.ts";
import type { VirtualTime } from "../virtual-time.ts";
import { adapterAt, answersOf, playProvider, type WireId } from "./accounts.ts";
import { answerOf, createGateway } from "./gateway.ts";

export interface WireProviderOptions {
  readonly id: WireId;
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly switchboard: Switchboard;
  readonly deliver: (delivery: Delivery) => Promise<number>;
}

const utf8 = new TextEncoder();
const mostAttempts = 12;
const statuses: Readonly<Record<ReportedStatus, OrderStatus>> = {
  pending: "pending",
  partially_paid: "partially_paid",
  succeeded: "succeeded",
  failed: "failed",
  canceled: "closed",
  reversed: "reversed",
};

function reportedOf(status: OrderStatus): ReportedStatus {
  return status === "closed" ? "canceled" : status;
}

export function createWireProvider(options: WireProviderOptions): SimulatedProvider {
  const { id, time, dice } = options;
  const store = createOrderStore(time.now);
  const book = createOrderBook(id);
  const gateway = createGateway({ ...options, accountId: id });
  const played = playProvider(id, {
    store,
    now: time.now,
    player: () => ({ ok: false, why: "nobody plays by hand here" }),
    callAgain: (order) => tellOf(order),
    origin: () => "https://provider.example",
  });

  /** What the provider has booked since. */
  function keepBooks(): void {
    for (const { kind, orderNo, amountMinor, callbackUrl } of store.list()) {
      if (book.all.has(orderNo)) continue;
      book.noteCreation({ kind, orderNo, at: time.now() });
      const held = book.hold({
        kind,
        orderNo,
        amountMinor,
        callbackUrl: callbackUrl ?? "",
        createdAt: time.now(),
      });
      if (options.switchboard.happens("foreignNumbers", 0.7)) nameAnotherNumber(held);
    }
  }

  /** Its own callback, but for the provider's number, which is another's. */
  function nameAnotherNumber(held: HeldOrder): void {
    const order = findInStore(held);
    if (order === undefined) return;
    held.liedAbout = true;
    tell(held, { ...order, status: "succeeded", paidMinor: order.amountMinor, platformNo: "777777" });
  }

  function handle(request: ProviderRequest): ProviderResponse {
    const url = new URL(request.url);
    const call = played.calls.find(
      ({ method, path }) => method === request.method && url.pathname === `${played.basePath}${path}`,
    );
    if (call === undefined) return answerOf(404, "not found", "text/plain");
    const body = Buffer.from(request.body ?? "", "utf8");
    const { method } = request;
    // As a server reads them.
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, text]) => [name.toLowerCase(), text]),
    );
    const { answer } = call.handle(
      { method, path: url.pathname, query: url.searchParams, headers, body },
      null,
    );
    keepBooks();
    const isDirty = options.switchboard.isOn("dirtyText");
    const text = isDirty ? answer.body.replace('"platOrderId":"', '"platOrderId":"\\u0000') : answer.body;
    return answerOf(answer.status, text, answer.contentType);
  }

  /** @param onRequest is called when the provider gets a request. */
  function httpOf(guard: () => Promise<void>, onRequest: () => void = () => undefined): ProviderHttp {
    const latency = () => time.wait(dice.whole(20, 900));
    return {
      async send(request) {
        await guard();
        await latency();
        const elsewhere = gateway.answerFor(request);
        const { hostility } = provider;
        const isLostBefore = dice.chance(hostility.lostBefore);
        const isReceived = elsewhere === null && !isLostBefore;
        if (isReceived) onRequest();
        const own = isReceived ? handle(request) : null;
        await latency();
        await guard();
        if (elsewhere !== null) return elsewhere;
        if (own === null || dice.chance(hostility.lostAfter))
          return { kind: "no_answer", cause: "connection_lost" };
        return gateway.answerToBooked(request) ?? own;
      },
    };
  }

  function adapterOf(guard: () => Promise<void>, onRequest?: () => void): ProviderAdapter {
    return adapterAt(id, {
      baseUrl: `https://provider.example${played.basePath}`,
      http: httpOf(guard, onRequest),
    });
  }

  /** The adapter's answer, kept as what the provider held when it was asked. */
  async function query(
    guard: () => Promise<void>,
    { orderNo }: Pick<OrderRef, "orderNo">,
    ask: (adapter: ProviderAdapter) => Promise<QueryResult> | undefined,
  ): Promise<QueryResult> {
    let word: Pick<Said, "status" | "amountMinor"> | undefined;
    const adapter = adapterOf(guard, () => {
      const held = book.all.get(orderNo);
      if (held === undefined) return;
      // Not every one of them has a word for a reversal in the answer to a query.
      const status = held.status === "reversed" ? "failed" : held.status;
      word = { status, amountMinor: answersOf[id] === "named" ? held.paidMinor : null };
    });
    const result = (await ask(adapter)) ?? { kind: "cannot_query" };
    if (result.kind === "report" && word !== undefined)
      book.all.get(orderNo)?.said.push({ ...word, by: "query", at: time.now() });
    return result;
  }

  function tellOf(order: Order): void {
    const held = book.all.get(order.orderNo);
    if (held !== undefined) tell(held, order);
  }

  /** @param as what the callback says; the truth, unless it lies. */
  function tell(held: HeldOrder, as: Order): void {
    const message = played.callback(as, honestTwist);
    if (message === null) return;
    const body = utf8.encode(message.body);
    const headers = { "content-type": message.contentType };
    held.isSpokenOf = true;
    const said = { status: reportedOf(as.status), amountMinor: as.paidMinor };
    const attempt = async (left: number): Promise<void> => {
      const status = await options.deliver({ url: held.callbackUrl, withToken: true, body, headers });
      noteAnswer(held, { status, said, at: time.now() });
      if (status !== 200 && left > 1) time.after(dice.whole(1_000, 120_000), () => attempt(left - 1));
    };
    time.after(dice.whole(0, 5_000), () => attempt(mostAttempts));
  }

  function findInStore({ kind, orderNo }: HeldOrder): Order | undefined {
    return store.find(id, kind, orderNo);
  }

  const provider: SimulatedProvider = {
    book,
    hostility: calmProvider,
    answers: answersOf[id],
    knows: played.knows,
    adapter(guard) {
      const adapter = adapterOf(guard);
      const { payouts } = adapter;
      return {
        ...adapter,
        queryPayment: (ref) => query(guard, ref, ({ queryPayment }) => queryPayment(ref)),
        ...(payouts === undefined
          ? {}
          : {
              payouts: {
                ...payouts,
                query: (ref) => query(guard, ref, (asked) => asked.payouts?.query(ref)),
              },
            }),
      };
    },
    change(held, status, paidMinor) {
      provider.changeSilently(held, status, paidMinor);
      const order = findInStore(held);
      if (order !== undefined && !dice.chance(provider.hostility.lost)) tell(held, order);
    },
    changeSilently(held, status, paidMinor) {
      alterOrder(held, { status, paidMinor, at: time.now(), said: "reversed" });
      const order = findInStore(held);
      if (order === undefined) return;
      const paidAt = status === "succeeded" ? time.now() : order.paidAt;
      store.update(order, { status: statuses[status], paidMinor, paidAt }, null);
    },
  };
  return provider;
}
