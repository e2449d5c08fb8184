/** How a provider calls back: late, repeated, in another order, never, forged, at the wrong address, or lying. */
import type { OrderReport, ReportedStatus } from "../../../bff/providers/contract.ts";
import type { Switchboard } from "./hostile-switches.ts";
import type { ProviderHostility } from "./hostility.ts";
import { type HeldOrder, noteAnswer } from "./orders.ts";
import type { Dice } from "./random.ts";
import type { CallbackWord } from "./said.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** What a callback says, as JSON. The weak provider's signature proves nothing; the strong one's does. */
export interface CallbackMessage {
  readonly sign: "good" | "forged";
  /** No two messages are the same bytes, but those that are sent again. */
  readonly nonce: number;
  readonly orderNo: string;
  readonly status: ReportedStatus;
  readonly amountMinor: string;
  readonly currency: string | null;
  /** A status of the provider's own that its documentation does not cover. */
  readonly undocumented: string | null;
}

/** One attempt to post a callback. */
export interface Delivery {
  readonly url: string;
  /** False: to the address without a token, as it stands in a provider's dashboard. */
  readonly withToken: boolean;
  readonly body: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface CallbackSenderOptions {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly switchboard: Switchboard;
  /** A strong signature counts by itself. Nobody can forge it, so it never lies. */
  readonly strong: boolean;
  readonly hostility: () => ProviderHostility;
  /** @returns the HTTP status. */
  readonly deliver: (delivery: Delivery) => Promise<number>;
  /** Another order's address, or the order's own at another account; undefined where there is none. */
  readonly wrongAddress: (order: HeldOrder) => string | undefined;
  /** Something was answered as it must never be. */
  readonly complain: (sentence: string) => void;
}

export interface CallbackSender {
  /** Tells how the order stands, or does not. */
  tell(order: HeldOrder): void;
  /** Tells how the order stands, or something else, after exactly these times, in the same bytes. */
  tellIn(order: HeldOrder, copiesInMs: readonly number[], changes?: Partial<CallbackMessage>): void;
  /** A weak provider's callback that says "paid" of an order nobody has paid. */
  lie(order: HeldOrder): void;
}

const utf8 = new TextEncoder();
const mostAttempts = 7;

export function textOf(minor: bigint): string {
  return `${minor / 100n}.${(minor % 100n).toString().padStart(2, "0")}`;
}

/** What an adapter makes of a message whose signature is right. */
export function reportOfMessage(message: CallbackMessage): OrderReport {
  return {
    orderNo: message.orderNo,
    providerOrderId: `at-${message.orderNo}`,
    status: message.status,
    amountText: textOf(BigInt(message.amountMinor)),
    orderedAmountText: null,
    currency: message.currency,
    nextAction: null,
    undocumentedStatus: message.undocumented,
  };
}

/** What is not believed says nothing. */
function wordOf(message: CallbackMessage): CallbackWord {
  const isOurs = message.currency === null || message.currency.toUpperCase() === "MXN";
  return {
    status: message.sign === "good" ? message.status : "pending",
    amountMinor: isOurs ? BigInt(message.amountMinor) : null,
  };
}

export function createCallbackSender(options: CallbackSenderOptions): CallbackSender {
  const { time, dice, strong, switchboard } = options;

  function messageOf(order: HeldOrder, changes: Partial<CallbackMessage> = {}): CallbackMessage {
    return {
      sign: "good",
      nonce: dice.whole(0, 1_000_000_000),
      orderNo: order.orderNo,
      status: order.status,
      amountMinor: order.paidMinor.toString(),
      currency: order.currency,
      undocumented: null,
      ...changes,
    };
  }

  /** Soon, or an hour later; again for as long as it is not acknowledged. */
  function sendLater(order: HeldOrder, message: CallbackMessage): void {
    const withToken = dice.chance(0.9);
    const inMs = () => dice.whole(0, dice.chance(0.2) ? 3_600_000 : 5_000);
    const againInMs = () => dice.whole(2_000, 600_000);
    send(order, message, { withToken, inMs: inMs(), againInMs, mostAttempts });
  }

  function send(
    order: HeldOrder,
    message: CallbackMessage,
    how: {
      readonly withToken: boolean;
      readonly inMs: number;
      readonly againInMs: () => number;
      readonly mostAttempts: number;
    },
  ): void {
    const url = order.callbackUrl;
    order.isSpokenOf = true;
    const body = utf8.encode(JSON.stringify(message));
    const { withToken, inMs, againInMs } = how;
    const attempt = async (left: number): Promise<void> => {
      const status = await options.deliver({ url, body, withToken });
      if (message.sign === "forged" && status === 200) options.complain("a forged callback was acknowledged");
      noteAnswer(order, { status, said: wordOf(message), at: time.now() });
      if (status !== 200 && left > 1) time.after(againInMs(), () => attempt(left - 1));
    };
    time.after(inMs, () => attempt(how.mostAttempts));
  }

  /** Sent once: whoever gets it must refuse it, and nothing may come of it. */
  function sendAstray(url: string, message: CallbackMessage): void {
    const body = utf8.encode(JSON.stringify(message));
    time.after(dice.whole(0, 60_000), async () => {
      const status = await options.deliver({ url, body, withToken: true });
      if (status === 200) options.complain(`a callback for ${message.orderNo} was acknowledged at ${url}`);
    });
  }

  function lie(order: HeldOrder): void {
    order.liedAbout = true;
    // Twice as much as was ordered, or just what was ordered although nothing has come.
    const paid = dice.chance(0.5) ? order.amountMinor * 2n : order.amountMinor;
    sendLater(order, messageOf(order, { status: "succeeded", amountMinor: paid.toString() }));
  }

  /** Callbacks that must change nothing, or that name another currency; each only sometimes. */
  function sendHostile(order: HeldOrder, hostility: ProviderHostility): void {
    if (dice.chance(hostility.forged)) sendLater(order, messageOf(order, { sign: "forged" }));
    const astray = dice.chance(hostility.misdirected) ? options.wrongAddress(order) : undefined;
    if (astray !== undefined) sendAstray(astray, messageOf(order));
    if (dice.chance(hostility.undocumented)) {
      sendLater(order, messageOf(order, { status: "pending", undocumented: "77" }));
    }
    const isPaid = order.kind === "payment" && order.status === "succeeded";
    if (isPaid && dice.chance(hostility.wrongCurrency)) {
      order.liedAbout = true;
      sendLater(order, messageOf(order, { currency: "USD" }));
    }
  }

  return {
    lie,
    tellIn(order, copiesInMs, changes = {}) {
      const nonce = switchboard.dice.whole(0, 1_000_000_000);
      const message = messageOf(order, { nonce, ...changes });
      for (const inMs of copiesInMs) {
        send(order, message, {
          withToken: true,
          inMs,
          againInMs: () => switchboard.dice.whole(1_000, 30_000),
          mostAttempts: 100,
        });
      }
    },
    tell(order) {
      const hostility = options.hostility();
      sendHostile(order, hostility);
      // Of a payment that has succeeded nobody asks any more: a reversal is known by its callback or not at all.
      const isLost = order.status !== "reversed" && dice.chance(hostility.lost);
      const times = isLost ? 0 : dice.chance(hostility.duplicated) ? 3 : 1;
      const message = messageOf(order);
      for (let i = 0; i < times; i++) sendLater(order, message);
      if (!strong && dice.chance(hostility.lying)) lie(order);
    },
  };
}
