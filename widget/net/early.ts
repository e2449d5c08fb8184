/**
 * The first request, made before the widget is there. A few lines of script come sooner than all of it, so on a slow network
 * the session's answer and the widget's script are under way at the same time.
 */

/** How long an answer may have waited, in milliseconds. An older one may not be true any more. */
const freshMs = 10_000;

/** Takes the token as its body, as plain text. For such a request browsers need no preflight. */
export const openPath = "/checkout/open";

/** How every request goes: nothing is kept by the browser, and nothing is told but the request itself. */
export const requestManners = {
  mode: "cors",
  credentials: "omit",
  cache: "no-store",
  referrerPolicy: "no-referrer",
  redirect: "error",
} as const satisfies RequestInit;

interface Early {
  /** 0 once it was taken. */
  sentAtMs: number;
  readonly answer: Promise<Response>;
  readonly abort: AbortController;
}

declare global {
  interface Window {
    /** By address and body. Each is asked for once, and taken once. */
    payCheckoutEarly?: Map<string, Early>;
  }
}

const keyOf = (address: unknown, body: unknown) => `${address} ${body}`;

/**
 * The first use of `Intl.NumberFormat` takes 15 ms to 65 ms on a slow phone; later ones take less than 1 ms. While the
 * widget's script and the session are on their way, there is time for it.
 */
export function warmUp(): void {
  new Intl.NumberFormat("en", { style: "currency", currency: "USD" }).format(0);
}

/**
 * Asks for a session. Does nothing where the browser lacks what it takes: then the widget asks, or says why it cannot.
 * @param bff without slashes behind
 */
export function askEarly(bff: string, clientToken: string): void {
  try {
    const address = bff + openPath;
    const asked = window.payCheckoutEarly ?? new Map<string, Early>();
    window.payCheckoutEarly = asked;
    const key = keyOf(address, clientToken);
    if (asked.has(key)) return;
    const abort = new AbortController();
    const { signal } = abort;
    // Without spread syntax, for which old browsers would need a kilobyte of helpers.
    const answer = fetch(
      address,
      Object.assign({ method: "POST", body: clientToken, signal }, requestManners),
    );
    // The widget hears of a failure, and asks again.
    answer.catch(() => undefined);
    asked.set(key, { sentAtMs: Date.now(), answer, abort });
  } catch (_error) {
    // An old browser has no `fetch` or `AbortController`.
    return;
  }
}

/** The answer to the same request, if it was made a moment ago. */
export function takeEarly(address: unknown, init?: RequestInit): Promise<Response> | undefined {
  const key = keyOf(address, init?.body);
  const early = window.payCheckoutEarly?.get(key);
  if (!early || Date.now() - early.sentAtMs > freshMs) return;
  early.sentAtMs = 0;
  init?.signal?.addEventListener("abort", () => early.abort.abort());
  return early.answer;
}
