/** The merchant's endpoint in the simulated world: sometimes down, sometimes slow, sometimes forgetful in its answer. */
import { type EventBody, eventBody } from "../../../bff/contract.ts";
import type { WebhookSender } from "../../../bff/webhooks/send.ts";
import type { Dice } from "./random.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface SimulatedShop {
  readonly send: WebhookSender["send"];
  /** What arrived, by the event's id, whether or not our answer did. */
  readonly received: ReadonlyMap<string, EventBody>;
  /** Ids of events that came again with another body. */
  readonly contradictions: readonly string[];
  /** Epoch ms until which nothing is answered. */
  downUntil: number;
}

export function createShop(time: VirtualTime, dice: Dice): SimulatedShop {
  const received = new Map<string, EventBody>();
  const texts = new Map<string, string>();
  const contradictions: string[] = [];
  const shop: SimulatedShop = {
    received,
    contradictions,
    downUntil: 0,
    async send({ headers, body }) {
      await time.wait(dice.whole(5, 400));
      if (time.now() < shop.downUntil) return { kind: "no_answer", error: "connection_failed" };
      const id = headers["webhook-id"] ?? "";
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
