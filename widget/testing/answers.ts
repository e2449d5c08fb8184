import type { BrowserStatus } from "../../bff/contract.ts";

/** A body, the status of an error, or no answer at all. */
export type PretendedAnswer = object | number | "never";

const codes: Readonly<Record<number, string>> = {
  401: "unauthorized",
  404: "not_found",
  409: "payment_not_cancelable",
  422: "method_not_available",
  503: "unavailable",
};

/** An error as the BFF sends it. */
export function refuse(status: number): Response {
  const problem = { type: "about:blank", title: "", status, code: codes[status] ?? "internal_error" };
  const body = { ...problem, detail: "From the pretended BFF.", requestId: "req_7Hk2mQ" };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json" },
  });
}

const toBytes = (status: BrowserStatus) =>
  new TextEncoder().encode(`event: status\ndata: ${JSON.stringify(status)}\n\n`);

/** A stream of statuses that begins with the first, and adds its way in to `streams` until the reader leaves. */
export function streamOf(streams: Set<(status: BrowserStatus) => void>, first: BrowserStatus): Response {
  let send: (status: BrowserStatus) => void;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      send = (status) => controller.enqueue(toBytes(status));
      send(first);
      streams.add(send);
    },
    cancel: () => {
      streams.delete(send);
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}
