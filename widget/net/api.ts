import type {
  BrowserPayment,
  BrowserSession,
  BrowserStatus,
  Payer,
  PaymentMethod,
} from "../../bff/contract.ts";
import { openAbortScope } from "./abort-scope.ts";
import { isBrowserPayment, isBrowserSession, isBrowserStatus, isProblemDetails, readJson } from "./parse.ts";
import { withoutSlashesBehind } from "./parse-url.ts";
import { localProblem, networkProblem, type Problem } from "./problem.ts";
import { waitFor } from "./wait-for.ts";

/** An answer, or the reason why there is none. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

/** A status with its ETag, so that the server can answer the next request by "unchanged". */
export interface StatusAnswer {
  /** null: unchanged since the ETag of the request. */
  readonly status: BrowserStatus | null;
  readonly etag: string | null;
}

/** The browser API of one session. */
export interface Api {
  readonly session: (signal: AbortSignal) => Promise<Answer<BrowserSession>>;
  readonly start: (
    request: { readonly method: PaymentMethod; readonly payer: Payer | null },
    signal: AbortSignal,
  ) => Promise<Answer<BrowserPayment>>;
  readonly cancel: (paymentId: string, signal: AbortSignal) => Promise<Answer<BrowserPayment>>;
  readonly status: (etag: string | null, signal: AbortSignal) => Promise<Answer<StatusAnswer>>;
  /** The body of the event stream. The reader is responsible for time limits. */
  readonly events: (signal: AbortSignal) => Promise<Answer<ReadableStream<Uint8Array>>>;
}

export interface ApiOptions {
  /** Origin (and path, if any) of the BFF. */
  readonly bff: string;
  readonly clientToken: string;
  readonly fetch: typeof fetch;
  /** Time limit of one attempt, in milliseconds. */
  readonly timeoutMs?: number;
  /** Waits between attempts. Default: real time. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** To start a payment, the BFF calls a provider for up to 15 s, and perhaps a second one after it. */
const defaultTimeoutMs = 45_000;
const retryDelaysMs = [500, 1500];

/** `Retry-After` in milliseconds. The header is a number of seconds or a date. */
export function readRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null || header.trim() === "") return null;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - nowMs;
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

function codeFor(status: number): string {
  if (status === 401) return "unauthorized";
  if (status === 429) return "rate_limited";
  return status >= 500 ? "unavailable" : "bad_answer";
}

async function readProblem(response: Response): Promise<Problem> {
  const body = readJson(await response.text());
  const told = isProblemDetails(body) ? body : null;
  return {
    code: told?.code ?? codeFor(response.status),
    message: told?.detail ?? `The server answered ${response.status}.`,
    requestId: told?.requestId ?? response.headers.get("x-request-id"),
    fields: (told?.errors ?? []).map((error) => error.path.replace(/^payer\./, "")),
    retryAfterMs: readRetryAfter(response.headers.get("retry-after"), Date.now()),
  };
}

const failed = (problem: Problem) => ({ ok: false, problem }) as const;
const late = () => failed(localProblem("timeout", "The server did not answer in time."));

/** Problems after which a request may be repeated, because the server decided nothing. */
const transient = new Set(["network", "timeout", "unavailable", "internal_error"]);

/**
 * The client of the browser API. It makes up to three attempts when the connection breaks or the server is unavailable.
 * Repeating is safe: most calls only read, a cancel can be repeated, and a repeated start returns the payment that is
 * already open with that method.
 */
export function createApi(options: ApiOptions): Api {
  const { bff, clientToken, timeoutMs = defaultTimeoutMs, wait = waitFor } = options;
  const base = withoutSlashesBehind(bff);

  async function ask(path: string, init: RequestInit, signal: AbortSignal): Promise<Answer<Response>> {
    const headers = new Headers(init.headers);
    headers.set("Authorization", `Bearer ${clientToken}`);
    try {
      const response = await options.fetch(base + path, {
        ...init,
        headers,
        signal,
        mode: "cors",
        credentials: "omit",
        cache: "no-store",
        referrerPolicy: "no-referrer",
        redirect: "error",
      });
      return response.ok || response.status === 304
        ? { ok: true, value: response }
        : failed(await readProblem(response));
    } catch {
      return failed(networkProblem);
    }
  }

  async function once<T>(
    path: string,
    init: RequestInit,
    signal: AbortSignal,
    read: (response: Response) => Promise<T | undefined>,
  ): Promise<Answer<T>> {
    const scope = openAbortScope(signal);
    // Only newer browsers say why a request was aborted.
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      scope.abort();
    }, timeoutMs);
    try {
      const answer = await ask(path, init, scope.signal);
      if (!answer.ok) return isLate ? late() : answer;
      const value = await read(answer.value);
      const requestId = answer.value.headers.get("x-request-id");
      return value === undefined
        ? failed({ ...localProblem("bad_answer", "The server's answer could not be read."), requestId })
        : { ok: true, value };
    } catch {
      return isLate ? late() : failed(localProblem("network", "The connection broke while the answer came."));
    } finally {
      clearTimeout(timer);
      scope.release();
    }
  }

  async function retried<T>(signal: AbortSignal, attempt: () => Promise<Answer<T>>): Promise<Answer<T>> {
    let answer = await attempt();
    for (const delayMs of retryDelaysMs) {
      if (answer.ok || signal.aborted || !transient.has(answer.problem.code)) return answer;
      await wait(Math.max(delayMs, answer.problem.retryAfterMs ?? 0), signal);
      if (signal.aborted) return answer;
      answer = await attempt();
    }
    return answer;
  }

  const readAs =
    <T>(is: (value: unknown) => value is T) =>
    async (response: Response): Promise<T | undefined> => {
      const body = readJson(await response.text());
      return is(body) ? body : undefined;
    };

  const post = (body: object): RequestInit => ({
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

  return {
    session: (signal) =>
      retried(signal, () => once("/checkout/session", {}, signal, readAs(isBrowserSession))),
    start: ({ method, payer }, signal) =>
      retried(signal, () =>
        once(
          "/checkout/payments",
          post(payer === null ? { method } : { method, payer }),
          signal,
          readAs(isBrowserPayment),
        ),
      ),
    cancel: (paymentId, signal) =>
      retried(signal, () =>
        once(
          `/checkout/payments/${encodeURIComponent(paymentId)}/cancel`,
          post({}),
          signal,
          readAs(isBrowserPayment),
        ),
      ),
    status: (etag, signal) =>
      once(
        "/checkout/status",
        etag === null ? {} : { headers: { "If-None-Match": etag } },
        signal,
        async (response): Promise<StatusAnswer | undefined> => {
          if (response.status === 304) return { status: null, etag };
          const status = await readAs(isBrowserStatus)(response);
          return status === undefined ? undefined : { status, etag: response.headers.get("etag") };
        },
      ),
    events: async (signal) => {
      const answer = await ask("/checkout/events", { headers: { Accept: "text/event-stream" } }, signal);
      if (!answer.ok) return answer;
      const { body, headers } = answer.value;
      const isStream = headers.get("content-type")?.startsWith("text/event-stream") === true;
      return isStream && body !== null
        ? { ok: true, value: body }
        : failed(localProblem("bad_answer", "The server has no event stream."));
    },
  };
}
