import type { BrowserPayment, BrowserStatus } from "../../bff/contract.ts";
import { type Answer, failed, type Requests, readAs } from "./api.ts";
import { isBrowserPayment } from "./parse.ts";
import { isBrowserStatus } from "./parse-status.ts";
import { localProblem } from "./problem.ts";

/** A status with its ETag, so that the server can answer the next request by "unchanged". */
export interface StatusAnswer {
  /** null: unchanged since the ETag of the request. */
  readonly status: BrowserStatus | null;
  readonly etag: string | null;
}

/** The part of the browser API that is needed after the list. */
export interface LaterApi {
  readonly cancel: (paymentId: string, signal: AbortSignal) => Promise<Answer<BrowserPayment>>;
  readonly status: (etag: string | null, signal: AbortSignal) => Promise<Answer<StatusAnswer>>;
  /** The body of the event stream. The reader is responsible for time limits. */
  readonly events: (signal: AbortSignal) => Promise<Answer<ReadableStream<Uint8Array>>>;
}

export function createLaterApi({ ask, once, post }: Requests): LaterApi {
  return {
    cancel: (paymentId, signal) =>
      post(`/checkout/payments/${encodeURIComponent(paymentId)}/cancel`, {}, signal, isBrowserPayment),
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
