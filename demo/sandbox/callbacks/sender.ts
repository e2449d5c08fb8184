import type { CallbackFault, FaultBox } from "../hostility/faults.ts";
import { withOtherAmount } from "../hostility/lies.ts";
import {
  type CallbackMessage,
  type CallbackTwist,
  honestTwist,
  type Provider,
} from "../providers/contract.ts";
import type { CallbackRecord, Order } from "../state/order.ts";
import type { OrderStore } from "../state/store.ts";
import type { Deliver, Timers } from "./delivery.ts";

/** How the sandbox sends callbacks. */
export interface SenderOptions {
  readonly store: OrderStore;
  readonly faults: FaultBox;
  readonly now: () => number;
  readonly providerOf: (order: Order) => Provider;
  readonly deliver: Deliver;
  readonly timers: Timers;
  /** Multiplies the provider's waits (0.001 turns seconds into milliseconds). */
  readonly scale: number;
  /** The longest wait after that, in milliseconds. */
  readonly maxDelayMs: number;
}

/** Sends callbacks until they are acknowledged or the provider's schedule is over. */
export interface CallbackSender {
  /** Sends the callback about the order as it stands. A fault that is armed for callbacks is met here. */
  announce(order: Order): void;
  /**
   * Sends what the provider would send now, altered by `fault` if one is given. False: there is nothing to
   * send.
   */
  sendAgain(order: Order, fault?: CallbackFault): boolean;
  /** Resolves when no attempt is running. Attempts that are scheduled for later do not count. */
  settled(): Promise<void>;
  stop(): void;
}

interface Sending {
  readonly order: Order;
  readonly record: CallbackRecord;
}

export function createCallbackSender(options: SenderOptions): CallbackSender {
  const { store, faults, now, providerOf, deliver, timers, scale, maxDelayMs } = options;
  const waiting = new Set<() => void>();
  const underWay = new Set<Promise<void>>();
  const heldBack: Sending[] = [];
  let lastId = 0;
  let stopped = false;

  function save({ order, record }: Sending): void {
    const current = store.find(order.provider, order.kind, order.orderNo);
    if (!current) return;
    const others = current.callbacks.filter(({ id }) => id !== record.id);
    const callbacks = [...others, record].sort((a, b) => Number(a.id) - Number(b.id));
    store.update(current, { callbacks }, null);
  }

  function later(delayMs: number, run: () => void): void {
    const cancel = timers.after(delayMs, () => {
      waiting.delete(cancel);
      if (!stopped) run();
    });
    waiting.add(cancel);
  }

  function schedule(sending: Sending): void {
    const delays = providerOf(sending.order).attemptDelaysMs;
    const wait = delays[sending.record.attempts.length];
    if (wait === undefined || stopped) {
      save({ ...sending, record: { ...sending.record, nextAttemptAt: null } });
      return;
    }
    const delayMs = Math.min(Math.round(wait * scale), maxDelayMs);
    save({ ...sending, record: { ...sending.record, nextAttemptAt: now() + delayMs } });
    if (delayMs === 0) start(sending);
    else later(delayMs, () => start(sending));
  }

  function start(sending: Sending): void {
    const attempt = tryOnce(sending).finally(() => underWay.delete(attempt));
    underWay.add(attempt);
  }

  async function tryOnce({ order, record }: Sending): Promise<void> {
    const at = now();
    const answer = await deliver({ url: record.url, contentType: record.contentType, body: record.body });
    const acknowledged = answer.status !== null && providerOf(order).acknowledged(answer);
    const attempts = [...record.attempts, { at, status: answer.status, answer: answer.body.slice(0, 200) }];
    const tried: Sending = { order, record: { ...record, attempts, acknowledged, nextAttemptAt: null } };
    save(tried);
    if (!acknowledged) schedule(tried);
    const next = heldBack.findIndex((held) => held.order.provider === order.provider);
    if (next >= 0) for (const held of heldBack.splice(next, 1)) schedule(held);
  }

  function compose(order: Order, fault: CallbackFault | null): CallbackMessage | null {
    const twist: CallbackTwist = {
      ...honestTwist,
      forged: fault?.kind === "forge",
      wrongAccount: fault?.kind === "wrong_account",
      extraField: fault?.kind === "extra_field",
      unknownStatus: fault?.kind === "unknown_status" ? fault.code : null,
    };
    const message = providerOf(order).callback(orderToTell(order, fault), twist);
    return message && spoil(message, fault);
  }

  function send(order: Order, fault: CallbackFault | null): boolean {
    const message = order.callbackUrl === null ? null : compose(order, fault);
    if (!message || order.callbackUrl === null) return false;
    const copies = fault?.kind === "duplicate" ? fault.copies : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      lastId += 1;
      const record: CallbackRecord = {
        id: String(lastId),
        url: order.callbackUrl,
        ...message,
        twist: fault?.kind ?? null,
        attempts: [],
        acknowledged: false,
        nextAttemptAt: null,
      };
      dispatch({ order, record }, fault);
    }
    return true;
  }

  function dispatch(sending: Sending, fault: CallbackFault | null): void {
    save(sending);
    if (fault?.kind === "lose") return;
    if (fault?.kind === "delay") {
      save({ ...sending, record: { ...sending.record, nextAttemptAt: now() + fault.delayMs } });
      later(fault.delayMs, () => schedule(sending));
    } else if (fault?.kind === "reorder") heldBack.push(sending);
    else schedule(sending);
  }

  return {
    announce(order) {
      send(order, faults.takeForCallback({ provider: order.provider, orderNo: order.orderNo }));
    },
    sendAgain: (order, fault) => send(order, fault ?? null),
    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
    stop() {
      stopped = true;
      for (const cancel of waiting) cancel();
      waiting.clear();
    },
  };
}

function orderToTell(order: Order, fault: CallbackFault | null): Order {
  if (fault?.kind === "lie_amount") return withOtherAmount(order, fault.amount);
  if (fault?.kind === "wrong_order") {
    const other = order.orderNo.slice(0, -1) + (order.orderNo.endsWith("0") ? "1" : "0");
    return { ...order, orderNo: fault.otherOrderNo ?? other };
  }
  return order;
}

/** Damage that needs no key: a body cut short, a body of garbage, a first field that is repeated. */
function spoil(message: CallbackMessage, fault: CallbackFault | null): CallbackMessage {
  const { body, contentType } = message;
  if (fault?.kind === "truncate") return { contentType, body: body.slice(0, Math.ceil(body.length / 2)) };
  if (fault?.kind === "garbage") return { contentType, body: "]}{[ not what was agreed" };
  if (fault?.kind !== "duplicate_key") return message;
  if (!body.startsWith("{")) return { contentType, body: `${body}&${body.split("&", 1).join("")}` };
  const first = /^\{("(?:[^"\\]|\\.)*":(?:"(?:[^"\\]|\\.)*"|[^,}]*))/.exec(body)?.[1] ?? '"x":1';
  return { contentType, body: `{${first},${body.slice(1)}` };
}
