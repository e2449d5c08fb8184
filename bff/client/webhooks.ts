/** Checks that a webhook comes from your BFF. Source: docs/webhook-delivery.md#webhook-delivery. */
import { Webhook, WebhookVerificationError } from "standardwebhooks";
import type { EventBody } from "../contract.ts";
import { CheckoutError, invalidArgument } from "./error.ts";

/** As Node, Express and Fastify give them, or as the Fetch API does. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

const names = ["webhook-id", "webhook-timestamp", "webhook-signature"] as const;

function textOf(rawBody: unknown): string {
  if (typeof rawBody === "string") return rawBody;
  if (rawBody instanceof Uint8Array || rawBody instanceof ArrayBuffer)
    return new TextDecoder().decode(rawBody);
  throw invalidArgument(
    "rawBody",
    "must be the bytes or the text as they came, because the signature covers them: use express.raw(), not express.json()",
  );
}

function headersOf(headers: WebhookHeaders): Record<string, string> {
  const given =
    headers instanceof Headers
      ? headers
      : new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return Object.fromEntries(names.map((name) => [name, String(given.get(name) ?? "")]));
}

function secretsOf(secrets: string | readonly string[]): readonly string[] {
  const all = typeof secrets === "string" ? [secrets] : secrets;
  const isUsable =
    Array.isArray(all) && all.length > 0 && all.every((one) => typeof one === "string" && one !== "");
  if (isUsable) return all;
  throw invalidArgument("secrets", "must hold at least one of the endpoint's secrets, such as whsec_…");
}

function openerOf(secret: string): Webhook {
  try {
    return new Webhook(secret);
  } catch (error) {
    // The library's message may quote the secret.
    if (error instanceof Error) throw invalidArgument("secrets", "must be whsec_ and base64 each");
    throw error;
  }
}

/**
 * The event, when it is signed with one of the secrets (while one is exchanged there are two) and at most five minutes old.
 * Throws {@link CheckoutError} with the code `webhook_not_verified` otherwise: answer 401 then.
 *
 * The same event may come again, with the same `webhook-id`, and events overtake one another.
 *
 * @param rawBody exactly what came, before anything has parsed it.
 */
export function verifyWebhook(
  rawBody: string | Uint8Array | ArrayBuffer,
  headers: WebhookHeaders,
  secrets: string | readonly string[],
): EventBody {
  const [text, signed] = [textOf(rawBody), headersOf(headers)];
  const openers = secretsOf(secrets).map(openerOf);
  let last: WebhookVerificationError | undefined;
  for (const opener of openers) {
    try {
      opener.verify(text, signed);
      const event: EventBody = JSON.parse(text);
      return event;
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error;
      last = error;
    }
  }
  throw new CheckoutError(`The webhook is not verified: ${last?.message ?? "no signature fits"}.`, {
    code: "webhook_not_verified",
    cause: last,
  });
}
