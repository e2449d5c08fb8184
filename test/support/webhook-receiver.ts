/** A merchant's webhook endpoint on a real port. It keeps each webhook and answers as the test wants. */
import type { IncomingHttpHeaders } from "node:http";
import { Webhook } from "standardwebhooks";
import { z } from "zod";
import { type EventBody, eventBody } from "../../bff/contract.ts";
import { startTestServer } from "./net.ts";

export interface ReceivedWebhook {
  readonly headers: IncomingHttpHeaders;
  /** The raw body. */
  readonly text: string;
  readonly event: EventBody;
}

export interface WebhookReceiver {
  /** The origin of the merchant's page and endpoint, as configured in `allowedOrigins`. */
  readonly origin: string;
  readonly url: string;
  readonly secret: string;
  readonly received: ReceivedWebhook[];
  /** Sets its answer from now on. Default: 200. */
  answerWith(status: number, headers?: Readonly<Record<string, string>>): void;
  /** The types of the received events, in order. */
  types(): string[];
  stop(): Promise<void>;
}

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const secret = `whsec_${Buffer.from("a secret of a test's own: 32 bytes").toString("base64")}`;
  const received: ReceivedWebhook[] = [];
  let answer: { status: number; headers: Readonly<Record<string, string>> } = { status: 200, headers: {} };
  const server = await startTestServer(async (request, response) => {
    const text = (await request.toArray()).join("");
    const body = z.looseObject({ type: z.string() }).parse(JSON.parse(text));
    // `pay-checkout check` tries the endpoint. A merchant ignores types that mean nothing to them.
    if (body.type !== "webhook.test")
      received.push({ headers: request.headers, text, event: eventBody.parse(body) });
    response.writeHead(answer.status, answer.headers).end();
  });
  const { origin } = server;
  return {
    origin,
    url: `${origin}/webhooks`,
    secret,
    received,
    answerWith(status, headers = {}) {
      answer = { status, headers };
    },
    types: () => received.map(({ event }) => event.type),
    stop: server.close,
  };
}

/** Verifies a webhook as a merchant's library would. Throws when the signature is wrong. */
export function verifyWebhook(webhook: ReceivedWebhook, secret: string): unknown {
  const header = (name: string) => String(webhook.headers[name] ?? "");
  return new Webhook(secret).verify(webhook.text, {
    "webhook-id": header("webhook-id"),
    "webhook-timestamp": header("webhook-timestamp"),
    "webhook-signature": header("webhook-signature"),
  });
}
