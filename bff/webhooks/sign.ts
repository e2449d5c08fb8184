import { Webhook } from "standardwebhooks";
import type { Secret } from "../core/secret.ts";

/**
 * The headers of one message, as Standard Webhooks (https://www.standardwebhooks.com) defines them. There is one
 * signature for each secret, so that a secret can be exchanged.
 */
export interface SignedHeaders {
  readonly "webhook-id": string;
  readonly "webhook-timestamp": string;
  readonly "webhook-signature": string;
}

/**
 * @param input.id the event's id: the same for each attempt, so that the merchant can recognise a repeat.
 * @param input.now epoch ms; a fresh time for each attempt, because receivers refuse old ones.
 * @param input.body exactly the text that is sent.
 */
export function signWebhook(input: {
  readonly id: string;
  readonly now: number;
  readonly body: string;
  readonly secrets: readonly Secret[];
}): SignedHeaders {
  const at = new Date(input.now);
  const signatures = input.secrets.map((secret) =>
    new Webhook(secret.reveal()).sign(input.id, at, input.body),
  );
  return {
    "webhook-id": input.id,
    "webhook-timestamp": Math.floor(input.now / 1_000).toString(),
    "webhook-signature": signatures.join(" "),
  };
}
