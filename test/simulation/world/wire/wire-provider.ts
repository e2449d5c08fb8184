/**
 * A provider of the world that speaks as one of the documented providers: the demo's sandbox plays it, the real adapter
 * reads it, and a gateway may answer in between. It holds the truth as every provider of the world does.
 */
import type { ReportedStatus } from "../../../../bff/providers/contract.ts";
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
      book.countCreation(orderNo);
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

  function httpOf(guard: () => Promise<void>): ProviderHttp {
    const latency = () => time.wait(dice.whole(20, 900));
    return {
      async send(request) {
        await guard();
        await latency();
        const elsewhere = gateway.answerFor(request);
        const { hostility } = provider;
        const isLostBefore = dice.chance(hostility.lostBefore);
        const own = elsewhere ?? (isLostBefore ? null : handle(request));
        await latency();
        await guard();
        if (elsewhere !== null) return elsewhere;
        if (own === null || dice.chance(hostility.lostAfter))
          return { kind: "no_answer", cause: "connection_lost" };
        return gateway.answerToBooked(request) ?? own;
      },
    };
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
    const attempt = async (left: number): Promise<void> => {
      const status = await options.deliver({ url: held.callbackUrl, withToken: true, body, headers });
      noteAnswer(held, { status, said: as.status, at: time.now() });
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
    adapter: (guard) =>
      adapterAt(id, { baseUrl: `https://provider.example${played.basePath}`, http: httpOf(guard) }),
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
