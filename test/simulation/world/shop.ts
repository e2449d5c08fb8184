/** The merchant's endpoint in the simulated world: sometimes down, sometimes slow, sometimes forgetful in its answer. */
import { z } from "zod";
import type { WebhookSender } from "../../../bff/webhooks/send.ts";
import type { Dice } from "./random.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface SimulatedShop {
  readonly send: WebhookSender["send"];
  /** Events that were answered 2xx or whose answer was lost after they had arrived, by id. */
  readonly received: ReadonlyMap<string, { readonly type: string; readonly paymentId: string | null }>;
  /** Epoch ms until which nothing is answered. */
  downUntil: number;
}

const message = z.object({
  type: z.string(),
  data: z.object({ payment: z.object({ id: z.string() }).optional() }),
});

export function createShop(time: VirtualTime, dice: Dice): SimulatedShop {
  const received = new Map<string, { type: string; paymentId: string | null }>();
  const shop: SimulatedShop = {
    received,
    downUntil: 0,
    async send({ headers, body }) {
      await time.wait(dice.whole(5, 400));
      if (time.now() < shop.downUntil) return { kind: "no_answer", error: "connection_failed" };
      const { type, data } = message.parse(JSON.parse(body));
      received.set(headers["webhook-id"] ?? "", { type, paymentId: data.payment?.id ?? null });
      if (dice.chance(0.05)) return { kind: "no_answer", error: "timeout" };
      if (dice.chance(0.03)) return { kind: "answer", status: 302, retryAfterSeconds: null };
      return { kind: "answer", status: 200, retryAfterSeconds: null };
    },
  };
  return shop;
}
