/** Sends events to the merchant's endpoint and records the results. */
import { Agent, request } from "undici";
import type { FloorCrypto } from "./crypto.ts";
import { recordDelivery } from "./rows.ts";
import type { Store } from "./writes.ts";

export interface Outgoing {
  readonly eventId: string;
  readonly deliveryId: string;
  readonly jobId: string;
  /** The event as JSON. */
  readonly body: string;
}

export interface Sender {
  /** Call it once the event is durable. Returns at once. */
  send(message: Outgoing): void;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

export function createSender(parts: {
  readonly url: string;
  readonly crypto: FloorCrypto;
  readonly store: Store;
}): Sender {
  const { url, crypto, store } = parts;
  const agent = new Agent({ connections: 32, pipelining: 1 });
  const running = new Set<Promise<void>>();

  async function deliver({ eventId, deliveryId, jobId, body }: Outgoing): Promise<void> {
    const at = Date.now();
    const seconds = Math.floor(at / 1000);
    const answer = await request(url, {
      dispatcher: agent,
      method: "POST",
      headers: {
        "webhook-id": eventId,
        "webhook-timestamp": String(seconds),
        "webhook-signature": crypto.sign({ id: eventId, seconds, body }),
        "content-type": "application/json",
        "user-agent": "pay-checkout-webhooks",
      },
      body,
    });
    await answer.body.dump();
    await store.write(recordDelivery, [
      { id: jobId },
      { id: deliveryId, state: "delivered", updated_at: at },
      {
        delivery_id: deliveryId,
        seq: 1,
        at,
        status: answer.statusCode,
        duration_ms: Date.now() - at,
      },
    ]);
  }

  return {
    send(message) {
      const delivery = deliver(message);
      running.add(delivery);
      // Not caught: in a floor a delivery that fails is a bug, which ends the program.
      void delivery.finally(() => running.delete(delivery));
    },
    async close() {
      await Promise.all(running);
      await agent.destroy();
    },
  };
}
