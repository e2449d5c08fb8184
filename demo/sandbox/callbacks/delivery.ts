import { Agent, request } from "undici";

/** Sends one callback to the merchant. `status` is null when the merchant did not answer. */
export type Deliver = (message: {
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
}) => Promise<DeliveryAnswer>;

export type DeliveryAnswer =
  | { readonly status: number; readonly body: string }
  | { readonly status: null; readonly body: string };

/** Timers that a test can replace by its own. */
export interface Timers {
  /** Calls the function once after `delayMs`. Returns a function that cancels it. */
  readonly after: (delayMs: number, run: () => void) => () => void;
}

export const realTimers: Timers = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Sends callbacks over HTTP and follows no redirect. `close` ends its connections. */
export function createHttpDelivery(timeoutMs: number): { deliver: Deliver; close: () => Promise<void> } {
  const agent = new Agent({
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: timeoutMs },
  });
  return {
    async deliver({ url, contentType, body }) {
      try {
        const answer = await request(url, {
          method: "POST",
          dispatcher: agent,
          headers: { "content-type": contentType, accept: "*/*", "user-agent": "pay-checkout-sandbox" },
          body,
          signal: AbortSignal.timeout(timeoutMs),
        });
        return { status: answer.statusCode, body: await answer.body.text() };
      } catch (error) {
        return { status: null, body: error instanceof Error ? error.message : String(error) };
      }
    },
    close: () => agent.destroy(),
  };
}
