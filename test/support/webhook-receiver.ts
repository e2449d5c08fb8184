/** A merchant's endpoint on a real port: keeps what it gets and answers as it is told. */
import type { IncomingHttpHeaders } from "node:http";
import { Webhook } from "standardwebhooks";
import { type EventBody, eventBody } from "../../bff/contract.ts";
import { startTestServer } from "./net.ts";

export interface ReceivedWebhook {
  readonly headers: IncomingHttpHeaders;
  /** As it was sent. */
  readonly text: string;
  readonly event: EventBody;
}

export interface WebhookReceiver {
  /** Of a merchant's page and endpoint, as configured in `allowedOrigins`. */
  readonly origin: string;
  readonly url: string;
  readonly secret: string;
  readonly received: ReceivedWebhook[];
  /** What it answers from now on; 200 until told otherwise. */
  answerWith(status: number, headers?: Readonly<Record<string, string>>): void;
  /** The types of what came, in order. */
  types(): string[];
  stop(): Promise<void>;
}

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const secret = `whsec_${Buffer.from("a secret of a test's own: 32 bytes").toString("base64")}`;
  const received: ReceivedWebhook[] = [];
  let answer: { status: number; headers: Readonly<Record<string, string>> } = { status: 200, headers: {} };
  const server = await startTestServer(async (request, response) => {
    const text = (await request.toArray()).join("");
    received.push({ headers: request.headers, text, event: eventBody.parse(JSON.parse(text)) });
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

/** Verifies it as a merchant's library would; throws when the signature does not hold. */
export function verifyWebhook(webhook: ReceivedWebhook, secret: string): unknown {
  const header = (name: string) => String(webhook.headers[name] ?? "");
  return new Webhook(secret).verify(webhook.text, {
    "webhook-id": header("webhook-id"),
    "webhook-timestamp": header("webhook-timestamp"),
    "webhook-signature": header("webhook-signature"),
  });
}
