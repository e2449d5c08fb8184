/** One call: sent, and sent again where that is safe, until there is an answer or its time is over. */
import type { ProblemDetails } from "../contract.ts";
import { CheckoutError, invalidArgument } from "./error.ts";
import { type CallOptions, type ChangeOptions, type Limits, readLimits, type Settings } from "./options.ts";
import { mayPass, pauseBefore, readRetryAfter, wait } from "./retries.ts";

export interface Call {
  readonly method: "GET" | "POST" | "PATCH";
  /** From the base, such as `/v1/sessions`, with its query. */
  readonly path: string;
  readonly body?: unknown;
}

interface Prepared extends Call {
  readonly key: string | null;
  readonly text: string | null;
  readonly signal: AbortSignal | undefined;
  readonly limits: Limits;
}

/** What one try has brought. */
type Outcome =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly error: CheckoutError; readonly retryAfterMs: number | undefined };

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** As the BFF sent it: JSON in the shape of the API's contract. */
  readonly text: string;
}

const longestKey = 255;
/** Spreads the pauses before retries. */
const chance = () => Math.random();

function readKey(own: string | undefined): string {
  if (own === undefined) return crypto.randomUUID();
  if (typeof own === "string" && own.length <= longestKey && /^[\x20-\x7e]+$/.test(own) && own.trim() === own)
    return own;
  throw invalidArgument("idempotencyKey", `must be 1 to ${longestKey} characters of ASCII`);
}

/** @param error what `fetch`, or reading the body, has thrown. */
function explainFailure(error: unknown, call: Prepared, tryTimedOut: boolean): CheckoutError {
  const idempotencyKey = call.key;
  if (call.signal?.aborted === true)
    return new CheckoutError("The call was aborted.", {
      code: "aborted",
      idempotencyKey,
      cause: call.signal.reason,
    });
  if (tryTimedOut)
    return new CheckoutError(
      `No answer came within ${call.limits.timeoutMs} ms, or within ${call.limits.totalTimeoutMs} ms with all retries.`,
      {
        code: "timed_out",
        idempotencyKey,
      },
    );
  return new CheckoutError("The BFF could not be reached, or the connection broke.", {
    code: "connection_failed",
    idempotencyKey,
    cause: error,
  });
}

function isProblem(value: unknown): value is ProblemDetails {
  return typeof value === "object" && value !== null && "code" in value && typeof value.code === "string";
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function explainRefusal({ status, headers, text }: Answer, idempotencyKey: string | null): CheckoutError {
  const requestId = headers.get("x-request-id");
  const problem = parse(text);
  if (!isProblem(problem))
    return new CheckoutError(
      `The answer is ${status} and none of the BFF's. Is baseUrl its address, with its path?`,
      { status, code: "unreadable_answer", requestId, idempotencyKey },
    );
  const fields = (problem.errors ?? []).map(({ path, message }) => `${path} ${message}`);
  return new CheckoutError([problem.detail ?? problem.title, ...fields].join(" "), {
    status,
    code: problem.code,
    errors: problem.errors ?? [],
    requestId: problem.requestId ?? requestId,
    idempotencyKey,
  });
}

async function tryOnce(settings: Settings, call: Prepared, total: AbortSignal): Promise<Outcome> {
  const { method, path, key, text } = call;
  const late = AbortSignal.timeout(call.limits.timeoutMs);
  const signals = [late, total, ...(call.signal === undefined ? [] : [call.signal])];
  try {
    const response = await settings.fetch(`${settings.baseUrl}${path}`, {
      method,
      // A redirect would take the API key elsewhere.
      redirect: "manual",
      headers: {
        accept: "application/json",
        authorization: `Bearer ${settings.apiKey}`,
        ...(key === null ? {} : { "idempotency-key": key }),
        ...(text === null ? {} : { "content-type": "application/json" }),
      },
      body: text,
      signal: AbortSignal.any(signals),
    });
    const answer = { status: response.status, headers: response.headers, text: await response.text() };
    if (response.ok && parse(answer.text) !== undefined) return { ok: true, answer };
    return {
      ok: false,
      error: explainRefusal(answer, key),
      retryAfterMs: readRetryAfter(answer.headers.get("retry-after"), Date.now()),
    };
  } catch (error) {
    const timedOut = late.aborted || total.aborted;
    return { ok: false, error: explainFailure(error, call, timedOut), retryAfterMs: undefined };
  }
}

/**
 * An answer that is read while it comes, such as a long table. It is not made again: its reader may have had a part.
 * `timeoutMs` counts until the answer begins.
 */
export async function openStream(
  settings: Settings,
  path: string,
  options: CallOptions,
): Promise<ReadableStream<Uint8Array>> {
  const call = prepare(settings, { method: "GET", path }, options);
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), call.limits.timeoutMs);
  try {
    const response = await settings.fetch(`${settings.baseUrl}${path}`, {
      redirect: "manual",
      headers: { authorization: `Bearer ${settings.apiKey}` },
      signal: AbortSignal.any([late.signal, ...(call.signal === undefined ? [] : [call.signal])]),
    });
    if (response.ok && response.body !== null) return response.body;
    const { status, headers } = response;
    throw explainRefusal({ status, headers, text: await response.text() }, null);
  } catch (error) {
    throw error instanceof CheckoutError ? error : explainFailure(error, call, late.signal.aborted);
  } finally {
    clearTimeout(timer);
  }
}

function prepare(settings: Settings, call: Call, options: ChangeOptions): Prepared {
  return {
    ...call,
    // Every POST and PATCH of the API takes a key, so each may be repeated.
    key: call.method !== "GET" ? readKey(options.idempotencyKey) : null,
    text: call.body === undefined ? null : JSON.stringify(call.body),
    signal: options.signal,
    limits: readLimits(options, settings),
  };
}

/** Throws {@link CheckoutError}. */
export async function send(settings: Settings, call: Call, options: ChangeOptions): Promise<Answer> {
  const prepared = prepare(settings, call, options);
  const { limits, signal } = prepared;
  const startedMs = performance.now();
  const total = AbortSignal.timeout(limits.totalTimeoutMs);
  const leftMs = () => limits.totalTimeoutMs - (performance.now() - startedMs);
  const hasEnded = () => signal?.aborted === true;
  if (hasEnded()) throw explainFailure(undefined, prepared, false);
  for (let retry = 0; ; retry++) {
    const outcome = await tryOnce(settings, prepared, total);
    if (outcome.ok) return outcome.answer;
    const { error, retryAfterMs } = outcome;
    const pauseMs = Math.max(retryAfterMs ?? 0, pauseBefore(retry, chance));
    // If the pause outlasts the time that is left, the error comes at once instead of later.
    if (retry >= limits.maxRetries || !mayPass(error) || pauseMs >= leftMs()) throw error;
    try {
      await wait(pauseMs, AbortSignal.any(signal === undefined ? [total] : [total, signal]));
    } catch (reason) {
      throw hasEnded() ? explainFailure(reason, prepared, false) : error;
    }
  }
}
