/** Sends a webhook: one POST with a deadline, without redirects, and in `live` never to a private address. */
import { Agent, errors, request } from "undici";
import type { OutgoingProxy } from "../core/outgoing-proxy.ts";
import { type AddressExceptions, AddressRefusedError, createGuardedConnector } from "../net/address-guard.ts";
import { ProxyError, type ProxyFailure } from "../net/proxy-tunnel.ts";
import { createRunningCalls } from "../net/running-calls.ts";

/** The outcome of one attempt. The text of the answer is not kept. */
export type WebhookResult =
  | {
      readonly kind: "answer";
      readonly status: number;
      /**
       * Seconds to wait, from `Retry-After` as seconds or as a date. Null if there is none that can be read.
       */
      readonly retryAfterSeconds: number | null;
    }
  | { readonly kind: "no_answer"; readonly error: NoAnswerCause };

export type NoAnswerCause = "timeout" | "connection_failed" | "address_refused" | ProxyFailure;

export interface WebhookSender {
  send(message: {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    /** Epoch ms. Needed to read a `Retry-After` that is a date. */
    readonly now: number;
  }): Promise<WebhookResult>;
  close(): Promise<void>;
}

export interface WebhookSenderOptions {
  readonly allowPrivateAddresses: boolean;
  /** Private hosts that may be reached all the same; default none. */
  readonly exceptions?: AddressExceptions;
  /** Default none. */
  readonly proxy?: OutgoingProxy | null;
  /** For the whole attempt; default 15 s. Merchants should answer first and work later. */
  readonly timeoutMs?: number;
}

const defaultTimeoutMs = 15_000;
const connectTimeoutMs = 5_000;
const maxRetryAfterSeconds = 24 * 60 * 60;

export function createWebhookSender(options: WebhookSenderOptions): WebhookSender {
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  const agent = new Agent({
    connect: createGuardedConnector({
      allowPrivateAddresses: options.allowPrivateAddresses,
      connectTimeoutMs,
      proxy: options.proxy ?? null,
      ...(options.exceptions === undefined ? {} : { exceptions: options.exceptions }),
    }),
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connections: 32,
    pipelining: 1,
  });
  const calls = createRunningCalls(agent);

  const send: WebhookSender["send"] = async (message) => {
    const deadline = AbortSignal.timeout(timeoutMs);
    try {
      const response = await request(message.url, {
        dispatcher: agent,
        method: "POST",
        headers: {
          ...message.headers,
          "content-type": "application/json",
          "user-agent": "pay-checkout-webhooks",
        },
        body: message.body,
        signal: deadline,
      });
      // Reads at most 16 kB: an endpoint whose answer never ends must not hold the worker.
      await response.body.dump({ limit: 16_384 }).catch((error: unknown) => ignoreAfterStatus(error));
      const retryAfterSeconds = readRetryAfter(response.headers["retry-after"], message.now);
      return { kind: "answer", status: response.statusCode, retryAfterSeconds };
    } catch (error) {
      return { kind: "no_answer", error: causeOf(error, deadline) };
    }
  };

  return { send: (message) => calls.add(send(message)), close: calls.end };
}

/** The status decides. It does not matter that the rest of the answer broke off. */
function ignoreAfterStatus(error: unknown): void {
  if (!(error instanceof Error)) throw error;
}

function causeOf(error: unknown, deadline: AbortSignal): NoAnswerCause {
  if (error instanceof ProxyError) return error.failure;
  if (error instanceof AddressRefusedError) return "address_refused";
  const timedOut =
    deadline.aborted ||
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError ||
    error instanceof errors.ConnectTimeoutError;
  return timedOut ? "timeout" : "connection_failed";
}

function readRetryAfter(header: string | string[] | undefined, now: number): number | null {
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined) return null;
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - now) / 1_000;
  // A number too large to compute with is treated as the longest wait.
  return Number.isNaN(seconds) ? null : Math.min(Math.max(Math.ceil(seconds), 0), maxRetryAfterSeconds);
}
