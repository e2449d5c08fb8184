import type { BrowserSession, BrowserStatus } from "../../bff/contract.ts";

/** A body, the status of an error, or no answer at all. */
export type PretendedAnswer = object | number | "never";

const codes: Readonly<Record<number, string>> = {
  401: "unauthorized",
  404: "not_found",
  409: "payment_not_cancelable",
  422: "method_not_available",
  503: "unavailable",
};

/** A session as `GET /checkout/status` and the stream tell it. */
export function statusOf(
  { status, exceptions, amountReceived, payment, expiresAt, serverTime }: BrowserSession,
  pollAfter: number,
): BrowserStatus {
  return { status, exceptions, amountReceived, payment, expiresAt, serverTime, pollAfter };
}

/** The body of an error as the BFF sends it. */
export function problemOf(status: number, code: string, requestId: string): object {
  return { type: "about:blank", title: code, status, code, detail: `Refused: ${code}.`, requestId };
}

/** An error of the pretended BFF. */
export function refuse(status: number): Response {
  const body = problemOf(status, codes[status] ?? "internal_error", "req_7Hk2mQ");
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json" },
  });
}

/** A status as an event of the stream. */
export const eventOf = (status: BrowserStatus) => `event: status\ndata: ${JSON.stringify(status)}\n\n`;

/** A stream of statuses that begins with the first, and adds its way in to `streams` until the reader leaves. */
export function streamOf(streams: Set<(status: BrowserStatus) => void>, first: BrowserStatus): Response {
  const encoder = new TextEncoder();
  let send: (status: BrowserStatus) => void;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      send = (status) => controller.enqueue(encoder.encode(eventOf(status)));
      send(first);
      streams.add(send);
    },
    cancel: () => {
      streams.delete(send);
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}
