import type { BrowserPayment, BrowserSession, Payer, PaymentMethod } from "../../bff/contract.ts";
import { openAbortScope } from "./abort-scope.ts";
import { openPath, requestManners } from "./early.ts";
import { isBrowserPayment, isBrowserSession, isProblemDetails, readJson } from "./parse.ts";
import { withoutSlashesBehind } from "./parse-url.ts";
import { localProblem, networkProblem, type Problem } from "./problem.ts";
import { waitFor } from "./wait-for.ts";

/** An answer, or the reason why there is none. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

/** Requests of one session, with its token, its time limit and its repetitions. */
export interface Requests {
  /** One attempt, up to the headers of its answer. */
  readonly ask: (path: string, init: RequestInit, signal: AbortSignal) => Promise<Answer<Response>>;
  /** One attempt within the time limit. `read` gives undefined for an answer that it cannot read. */
  readonly once: <T>(
    path: string,
    init: RequestInit,
    signal: AbortSignal,
    read: (response: Response) => Promise<T | undefined>,
  ) => Promise<Answer<T>>;
  /** A POST of JSON, with up to two repetitions. */
  readonly post: <T>(
    path: string,
    body: object,
    signal: AbortSignal,
    is: (value: unknown) => value is T,
  ) => Promise<Answer<T>>;
}

/** The part of the browser API that is needed until a payment is made. `later-api.ts` has the rest. */
export interface Api {
  readonly requests: Requests;
  readonly session: (signal: AbortSignal) => Promise<Answer<BrowserSession>>;
  readonly start: (
    request: { readonly method: PaymentMethod; readonly payer: Payer | null },
    signal: AbortSignal,
  ) => Promise<Answer<BrowserPayment>>;
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

/** One day, in milliseconds. Longer than 24 days, a browser's timer would not wait at all. */
const longestRetryMs = 864e5;

/** `Retry-After` in milliseconds, at most one day. The header is a number of seconds or a date. */
export function readRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null || header.trim() === "") return null;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - nowMs;
  return Number.isFinite(ms) ? Math.min(longestRetryMs, Math.max(0, ms)) : null;
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

export const failed = (problem: Problem) => ({ ok: false, problem }) as const;
const late = () => failed(localProblem("timeout", "The server did not answer in time."));

/** Reads an answer as JSON of one kind. */
export const readAs =
  <T>(is: (value: unknown) => value is T) =>
  async (response: Response): Promise<T | undefined> => {
    const body = readJson(await response.text());
    return is(body) ? body : undefined;
  };

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
    try {
      const headers = new Headers(init.headers);
      if (path !== openPath) headers.set("Authorization", `Bearer ${clientToken}`);
      const response = await options.fetch(base + path, { ...requestManners, ...init, headers, signal });
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

  const post: Requests["post"] = (path, body, signal, is) => {
    const headers = { "Content-Type": "application/json" };
    const init = { method: "POST", headers, body: JSON.stringify(body) };
    return retried(signal, () => once(path, init, signal, readAs(is)));
  };

  return {
    requests: { ask, once, post },
    session: (signal) =>
      retried(signal, () =>
        once(openPath, { method: "POST", body: clientToken }, signal, readAs(isBrowserSession)),
      ),
    start: ({ method, payer }, signal) =>
      post("/checkout/payments", payer === null ? { method } : { method, payer }, signal, isBrowserPayment),
  };
}
