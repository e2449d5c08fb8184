import type { BrowserSession } from "../../bff/contract.ts";
import type { Fixture } from "./fixtures.ts";

const codes: Readonly<Record<number, string>> = {
  401: "unauthorized",
  422: "method_not_available",
  503: "unavailable",
};

function answer(body: unknown): Response {
  return new Response(JSON.stringify(body), { headers: { "content-type": "application/json" } });
}

function refuse(status: number): Response {
  const problem = {
    code: codes[status] ?? "internal_error",
    detail: "From the gallery.",
    requestId: "req_7Hk2mQ",
  };
  return new Response(JSON.stringify({ type: "about:blank", title: "", status, ...problem }), {
    status,
    headers: { "content-type": "application/problem+json" },
  });
}

/** A request that gets no answer until it is aborted. */
function leaveOpen(signal: AbortSignal | null | undefined): Promise<Response> {
  return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
}

function reply(
  value: object | "never" | number | undefined,
  init: RequestInit | undefined,
): Promise<Response> {
  if (value === undefined || value === "never") return leaveOpen(init?.signal);
  return Promise.resolve(typeof value === "number" ? refuse(value) : answer(value));
}

function statusOf(session: BrowserSession): object {
  const { status, exceptions, amountReceived, payment, expiresAt, serverTime } = session;
  return { status, exceptions, amountReceived, payment, expiresAt, serverTime, pollAfter: 60 };
}

/**
 * A `fetch` that answers the widget's requests from fixtures, because the gallery has no server. Each fixture is a BFF of
 * its own, `https://<name>.gallery.test`.
 */
export function pretendBff(fixtures: Readonly<Record<string, Fixture>>): typeof fetch {
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const fixture = fixtures[url.hostname.replace(".gallery.test", "")];
    if (fixture === undefined) return Promise.resolve(refuse(404));
    const { session } = fixture;
    if (url.pathname === "/checkout/open") return reply(session, init);
    if (url.pathname === "/checkout/payments") return reply(fixture.start, init);
    if (url.pathname === "/checkout/status" && typeof session === "object")
      return reply(statusOf(session), init);
    return leaveOpen(init?.signal);
  };
}
