/** Sends one endpoint a signed message that is about nothing, and says what is wrong with the answer. */
import { explainProxyFailure } from "../core/explain-proxy-failure.ts";
import type { Secret } from "../core/secret.ts";
import type { WebhookResult, WebhookSender } from "./send.ts";
import { signWebhook } from "./sign.ts";

/** What is wrong with the answer, without a full stop; null: it is what a delivery needs. */
export function objectToAnswer(result: WebhookResult): string | null {
  if (result.kind === "no_answer") return explainNoAnswer(result.error);
  const { status } = result;
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400)
    return `${status}: it redirects, and nobody follows. Configure the address that it leads to`;
  if (status === 401 || status === 403)
    return `${status}: it refuses the signature. It needs the same secret, and has to check the body's bytes as they came`;
  if (status === 404 || status === 405) return `${status}: nothing takes a POST at this address`;
  if (status === 410) return `${status}: it says that it is gone. Such an answer to an event disables it`;
  return `${status}, but a delivery needs 2xx`;
}

function explainNoAnswer(error: Extract<WebhookResult, { kind: "no_answer" }>["error"]): string {
  switch (error) {
    case "timeout":
      return "no answer in time (timeout)";
    case "address_refused":
      return "not sent: the address is private or none that may be called (address_refused)";
    default:
      return explainProxyFailure(error) ?? `no answer (${error})`;
  }
}

export interface Trial {
  readonly result: WebhookResult;
  readonly durationMs: number;
  /** See {@link objectToAnswer}. */
  readonly objection: string | null;
}

/** @param message.id the `webhook-id`; `text` is the body as JSON; `now` gives epoch ms. */
export async function tryEndpoint(
  sender: WebhookSender,
  endpoint: { readonly url: string; readonly secrets: readonly Secret[] },
  message: { readonly id: string; readonly text: string; readonly now: () => number },
): Promise<Trial> {
  const { id, text: body } = message;
  const now = message.now();
  const { url, secrets } = endpoint;
  const headers = { ...signWebhook({ id, now, body, secrets }) };
  const result = await sender.send({ url, headers, body, now });
  return { result, durationMs: Math.max(0, message.now() - now), objection: objectToAnswer(result) };
}
