/** The merchant's endpoint in the simulated world: sometimes down, sometimes slow, sometimes forgetful in its answer. */
import { type EventBody, eventBody } from "../../../bff/contract.ts";
import type { WebhookSender } from "../../../bff/webhooks/send.ts";
import type { Switchboard } from "./hostile-switches.ts";
import type { Dice } from "./random.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface SimulatedShop {
  readonly send: WebhookSender["send"];
  /** What arrived, by the event's id, whether or not our answer did. */
  readonly received: ReadonlyMap<string, EventBody>;
  /** When each was received last, epoch ms. */
  readonly receivedAt: ReadonlyMap<string, number>;
  /** Events that the shop has asked for again and was promised: since when, epoch ms. */
  readonly askedAgain: ReadonlyMap<string, number>;
  /** Ids of events that came again with another body. */
  readonly contradictions: readonly string[];
  /** Epoch ms until which nothing is answered. */
  downUntil: number;
  readonly firstUrl: string;
  /** Where another endpoint of its is. */
  readonly annexUrl: string;
  /** It is to be found at another address from now on, and only there. @returns that address. */
  move(): string;
}

export interface ShopOptions {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly switchboard: Switchboard;
  /** Asks for an event again. @returns true when that was promised. */
  readonly redeliver: (eventId: string) => Promise<boolean>;
}

const longestAwayMs = 1_200_000;

export function createShop(options: ShopOptions): SimulatedShop {
  const { time, dice, switchboard } = options;
  const receivedAt = new Map<string, number>();
  const askedAgain = new Map<string, number>();
  const awayUntil = new Map<string, number>();
  const received = new Map<string, EventBody>();
  const texts = new Map<string, string>();
  const contradictions: string[] = [];
  let address = "https://shop.example/webhooks";

  /** It has lost an event that it had, asks for it again, and cannot take it just then. */
  async function askAgain(id: string): Promise<void> {
    if (askedAgain.has(id)) return;
    const at = time.now();
    awayUntil.set(id, at + switchboard.dice.whole(0, longestAwayMs));
    if (await options.redeliver(id)) askedAgain.set(id, at);
  }

  const shop: SimulatedShop = {
    received,
    receivedAt,
    askedAgain,
    contradictions,
    downUntil: 0,
    firstUrl: "https://shop.example/webhooks",
    annexUrl: "https://annex.shop.example/webhooks",
    move() {
      address = "https://shop.example/moved";
      return address;
    },
    async send({ url, headers, body }) {
      await time.wait(dice.whole(5, 400));
      if (time.now() < shop.downUntil) return { kind: "no_answer", error: "connection_failed" };
      if (url !== address && url !== shop.annexUrl) return { kind: "no_answer", error: "connection_failed" };
      const id = headers["webhook-id"] ?? "";
      if (time.now() < (awayUntil.get(id) ?? 0)) return { kind: "no_answer", error: "connection_failed" };
      receivedAt.set(id, time.now());
      if (switchboard.happens("askedAgain", 0.1)) {
        time.after(switchboard.dice.whole(0, 120_000), () => askAgain(id));
      }
      received.set(id, eventBody.parse(JSON.parse(body)));
      if ((texts.get(id) ?? body) !== body) contradictions.push(id);
      texts.set(id, body);
      if (dice.chance(0.05)) return { kind: "no_answer", error: "timeout" };
      if (dice.chance(0.03)) return { kind: "answer", status: 302, retryAfterSeconds: null };
      if (dice.chance(0.03)) return { kind: "answer", status: 503, retryAfterSeconds: dice.whole(0, 7_200) };
      return { kind: "answer", status: 200, retryAfterSeconds: null };
    },
  };
  return shop;
}
