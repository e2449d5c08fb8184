/**
 * The HTTP client for providers: one undici pool for each account, one deadline for the whole call, a limit
 * on the answer, no redirects, and an address guard on every connection. A failure is a value, sorted by the
 * one question that matters for money: can the provider have received the request?
 */
import type { IncomingHttpHeaders } from "node:http";
import { Agent, type Dispatcher } from "undici";
import type { OutgoingProxy } from "../core/outgoing-proxy.ts";
import { AddressRefusedError, createGuardedConnector } from "../net/address-guard.ts";
import { ProxyError, type ProxyFailure } from "../net/proxy-tunnel.ts";
import { createRunningCalls } from "../net/running-calls.ts";

/** What a call is for. Each account has one circuit for each of these. */
export type ProviderOperation =
  | "create"
  | "query"
  | "cancel"
  | "payout"
  | "payout_query"
  | "balance"
  | "statement";

export interface ProviderRequest {
  readonly operation: ProviderOperation;
  readonly method: "GET" | "POST";
  /** Absolute. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The exact text to send; null for GET. */
  readonly body: string | null;
  /** What the body says, where it is encrypted. It is not sent; an operator may read it. */
  readonly clear?: string;
}

export type ProviderResponse =
  | {
      readonly kind: "answer";
      /** A redirect is not followed; its status is returned like any other. */
      readonly status: number;
      /** Lower-case names. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
    }
  /** The connection was never made: the provider definitely received nothing. */
  | { readonly kind: "not_sent"; readonly cause: NotSentCause }
  /** Something was sent, or may have been, and no whole answer came back. */
  | {
      readonly kind: "no_answer";
      readonly cause: "timeout" | "connection_lost" | "answer_too_large";
    };

/** A proxy that made no connection has sent nothing to the provider either. */
export type NotSentCause = "connect_failed" | "address_refused" | "circuit_open" | ProxyFailure;

export interface ProviderHttp {
  send(request: ProviderRequest): Promise<ProviderResponse>;
  /** Notes what an encrypted answer says, for an operator to read. Absent where nobody keeps it. */
  readonly noteOpened?: (response: ProviderResponse, text: string) => void;
}

export interface ProviderHttpOptions {
  /** For the whole call: waiting for a connection, connecting, sending, headers and body. */
  readonly timeoutMs: number;
  readonly allowPrivateAddresses: boolean;
  /** Default none. */
  readonly proxy?: OutgoingProxy | null;
  /** Default 4 MiB, which is well above a page of 2,000 encrypted statement rows. */
  readonly maxAnswerBytes?: number;
  /** To one origin at a time. Further calls wait for a connection, within their deadline. Default 64. */
  readonly maxConnections?: number;
}

const mebibyte = 1024 * 1024;
const longestConnectMs = 10_000;
/**
 * Idle connections are closed earlier than the usual servers do it (5 s and more), so that a request does not
 * meet a closing connection.
 */
const idleMs = 2_000;
const longestIdleMs = 10_000;

const standingHeaders = { accept: "application/json, text/plain, */*", "accept-encoding": "identity" };

/** Makes the client of one account. `close` gives running calls half a second, then ends its connections. */
export function createProviderHttp(options: ProviderHttpOptions): ProviderHttp & { close(): Promise<void> } {
  const { timeoutMs, allowPrivateAddresses, maxAnswerBytes = 4 * mebibyte, maxConnections = 64 } = options;
  const { proxy = null } = options;
  const agent = new Agent({
    connections: maxConnections,
    // One request at a time on a connection, so that no request is ever moved to another connection.
    pipelining: 1,
    allowH2: false,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    keepAliveTimeout: idleMs,
    keepAliveMaxTimeout: longestIdleMs,
    connect: createGuardedConnector({
      allowPrivateAddresses,
      proxy,
      connectTimeoutMs: Math.min(timeoutMs, longestConnectMs),
    }),
  });
  const calls = createRunningCalls(agent);
  return {
    send: (request) => calls.add(exchange({ agent, request, timeoutMs, maxAnswerBytes })),
    close: calls.end,
  };
}

interface Exchange {
  readonly agent: Agent;
  readonly request: ProviderRequest;
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
}

/**
 * Sends one request, at most once. undici calls `onRequestStart` right before it writes to a connection.
 * Before that the provider has definitely received nothing; after it, it may have.
 */
function exchange({ agent, request, timeoutMs, maxAnswerBytes }: Exchange): Promise<ProviderResponse> {
  const { promise, resolve } = Promise.withResolvers<ProviderResponse>();
  let controller: Dispatcher.DispatchController | null = null;
  let settled = false;
  let status = 0;
  let headers: Readonly<Record<string, string>> = {};
  const chunks: Buffer[] = [];
  let length = 0;

  function settle(response: ProviderResponse): void {
    if (settled) return;
    settled = true;
    clearTimeout(deadline);
    resolve(response);
    if (response.kind !== "answer") controller?.abort(new Error("the call is over"));
  }
  const notSent = (error?: Error): ProviderResponse => ({
    kind: "not_sent",
    cause: notSentCauseOf(error),
  });
  const noAnswer = (cause: "timeout" | "connection_lost" | "answer_too_large"): ProviderResponse => ({
    kind: "no_answer",
    cause,
  });
  const deadline = setTimeout(() => settle(controller ? noAnswer("timeout") : notSent()), timeoutMs);

  const { origin, pathname, search } = new URL(request.url);
  const { method, body } = request;
  agent.dispatch(
    { origin, path: pathname + search, method, body, headers: { ...standingHeaders, ...request.headers } },
    {
      onRequestStart(started) {
        if (settled || controller) {
          started.abort(new Error("the call is over"));
          settle(noAnswer("connection_lost"));
        }
        controller = started;
      },
      onResponseStart(_controller, statusCode, received) {
        // 1xx statuses come before the answer.
        if (statusCode < 200) return;
        status = statusCode;
        headers = flatHeaders(received);
        if (Number(headers["content-length"] ?? 0) > maxAnswerBytes) settle(noAnswer("answer_too_large"));
      },
      onResponseData(_controller, chunk) {
        length += chunk.length;
        if (length > maxAnswerBytes) settle(noAnswer("answer_too_large"));
        else chunks.push(chunk);
      },
      onResponseEnd() {
        settle({ kind: "answer", status, headers, body: Buffer.concat(chunks) });
      },
      onResponseError(_controller, error) {
        if (!controller) settle(notSent(error));
        else settle(noAnswer(isTimeout(error) ? "timeout" : "connection_lost"));
      },
    },
  );
  return promise;
}

function notSentCauseOf(error: Error | undefined): NotSentCause {
  if (error instanceof ProxyError) return error.failure;
  return error instanceof AddressRefusedError ? "address_refused" : "connect_failed";
}

function flatHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
}

function isTimeout(error: Error): boolean {
  return (
    "code" in error && (error.code === "UND_ERR_HEADERS_TIMEOUT" || error.code === "UND_ERR_BODY_TIMEOUT")
  );
}

/** A provider's path under the account's `baseUrl`, which may have a path of its own. */
export function urlUnder(baseUrl: string, path: string): string {
  let end = baseUrl.length;
  while (baseUrl.charAt(end - 1) === "/") end--;
  return baseUrl.slice(0, end) + path;
}
