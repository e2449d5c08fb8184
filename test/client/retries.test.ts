/** When the client sends a call again, against a server that fails as the test wants. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { pauseBefore, readRetryAfter } from "../../bff/client/retries.ts";
import { CheckoutError, type ClientOptions, createClient } from "../../bff/client.ts";
import { startTestServer, type TestServer } from "../support/net.ts";

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly key: string | undefined;
  readonly body: string;
}
type Act = (response: ServerResponse, request: IncomingMessage) => void;

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const answer =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Act =>
  (response) =>
    response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
const done = answer(200, { id: "cs_1" });
const busy = answer(503, { code: "unavailable", detail: "busy" }, { "retry-after": "0" });
const hang: Act = () => undefined;
const breakOff: Act = (_response, request) => request.socket.destroy();

/** A server that does one after the other, and the last one for ever. */
async function serve(acts: readonly Act[], options: Partial<ClientOptions> = {}) {
  const seen: Seen[] = [];
  server = await startTestServer(async (request, response) => {
    const body = (await request.toArray()).join("");
    const key = request.headers["idempotency-key"];
    seen.push({
      method: request.method ?? "",
      url: request.url ?? "",
      key: typeof key === "string" ? key : undefined,
      body,
    });
    (acts[seen.length - 1] ?? acts.at(-1) ?? done)(response, request);
  });
  const client = createClient({ baseUrl: server.origin, apiKey: "sk_of_a_test", ...options });
  return { client, seen, origin: server.origin };
}

const order = {
  amount: { value: "1.00", currency: "MXN" },
  reference: "order-1",
  returnUrl: "https://shop.example.com/",
};

describe("a call is made again", () => {
  test.each([
    ["503", busy],
    ["429", answer(429, { code: "rate_limited", detail: "slowly" }, { "retry-after": "0" })],
    ["an earlier try that still runs", answer(409, { code: "idempotency_key_in_use", detail: "wait" })],
    ["a connection that breaks", breakOff],
    ["a proxy's 504", answer(504, "<html>")],
  ])("after %s, and a creation with the same key and body", async (_name, failure) => {
    const { client, seen } = await serve([failure, done]);
    expect(await client.sessions.create(order)).toEqual({ id: "cs_1" });
    expect(seen).toHaveLength(2);
    expect(seen[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
    expect(seen[1]).toEqual(seen[0]);
  });

  test("after no answer within timeoutMs", async () => {
    const { client, seen } = await serve([hang, done], { timeoutMs: 100 });
    expect(await client.payouts.get("po_1")).toEqual({ id: "cs_1" });
    expect(seen).toHaveLength(2);
  });

  test("with the caller's key, where there is one", async () => {
    const { client, seen } = await serve([busy, done]);
    await client.sessions.create(order, { idempotencyKey: "order-1-1" });
    expect(seen.map(({ key }) => key)).toEqual(["order-1-1", "order-1-1"]);
  });

  test("at most maxRetries times; the error then has the key, with which it can be made later", async () => {
    const { client, seen } = await serve([busy], { maxRetries: 1 });
    const error = await client.sessions.create(order).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CheckoutError);
    expect(error).toMatchObject({ status: 503, code: "unavailable", idempotencyKey: seen[0]?.key });
    expect(seen).toHaveLength(2);
  });
});

describe("a call is not made again", () => {
  test.each([
    ["422", answer(422, { code: "validation_failed", detail: "no", errors: [] }), "validation_failed"],
    ["500", answer(500, { code: "internal_error", detail: "oh" }), "internal_error"],
    ["a redirect", answer(301, "", { location: "https://elsewhere.example/" }), "unreadable_answer"],
    ["a page of another server", answer(200, "<html>"), "unreadable_answer"],
  ])("after %s", async (_name, failure, code) => {
    const { client, seen } = await serve([failure]);
    await expect(client.sessions.get("cs_1")).rejects.toMatchObject({ name: "CheckoutError", code });
    expect(seen).toHaveLength(1);
  });

  test("when Retry-After is longer than the call may take: the error comes at once", async () => {
    const slow = answer(429, { code: "rate_limited", detail: "slowly" }, { "retry-after": "3600" });
    const { client, seen } = await serve([slow]);
    await expect(client.sessions.get("cs_1")).rejects.toMatchObject({ status: 429, code: "rate_limited" });
    expect(seen).toHaveLength(1);
  });
});

test("two calls have two keys, and a GET has none", async () => {
  const { client, seen } = await serve([done]);
  await client.sessions.create(order);
  await client.sessions.create(order);
  await client.sessions.get("cs_1");
  const keys = seen.map(({ key }) => key);
  expect(new Set(keys).size).toBe(3);
  expect(keys[2]).toBeUndefined();
});

test("the whole call ends after totalTimeoutMs", async () => {
  const { client } = await serve([hang], { totalTimeoutMs: 150 });
  await expect(client.sessions.get("cs_1")).rejects.toMatchObject({ code: "timed_out", status: 0 });
});

test("the caller's signal ends a call that waits for its answer, and one that waits for its next try", async () => {
  const { client } = await serve([hang]);
  const stopping = new AbortController();
  const waiting = client.sessions.get("cs_1", { signal: stopping.signal });
  stopping.abort(new Error("the customer left"));
  await expect(waiting).rejects.toMatchObject({ code: "aborted", cause: { message: "the customer left" } });
  await expect(client.sessions.get("cs_1", { signal: stopping.signal })).rejects.toMatchObject({
    code: "aborted",
  });
});

test("the caller's signal ends the pause before the next try", async () => {
  const stopping = new AbortController();
  const slow = answer(503, { code: "unavailable", detail: "busy" }, { "retry-after": "60" });
  const { client } = await serve([
    (response, request) => {
      response.once("close", () => setImmediate(() => stopping.abort()));
      slow(response, request);
    },
  ]);
  await expect(client.sessions.get("cs_1", { signal: stopping.signal })).rejects.toMatchObject({
    code: "aborted",
  });
});

test("nobody listens on baseUrl: the error says so", async () => {
  const { client } = await serve([done], { maxRetries: 0 });
  await server?.close();
  server = undefined;
  await expect(client.sessions.get("cs_1")).rejects.toMatchObject({ code: "connection_failed", status: 0 });
});

test("a baseUrl with a path and a slash keeps its path", async () => {
  const { origin, seen } = await serve([done]);
  await createClient({ baseUrl: `${origin}/pay/`, apiKey: "sk_of_a_test" }).sessions.get("cs_1");
  expect(seen[0]?.url).toBe("/pay/v1/sessions/cs_1");
});

test("a pause grows from a quarter of a second to at most eight seconds", () => {
  expect(pauseBefore(0, () => 0)).toBe(250);
  expect(pauseBefore(1, () => 1)).toBe(1_000);
  expect(pauseBefore(19, () => 1)).toBe(8_000);
});

test("Retry-After is read as seconds and as a date", () => {
  const nowMs = Date.UTC(2026, 10, 27, 12, 0, 0);
  expect(readRetryAfter("3", nowMs)).toBe(3_000);
  expect(readRetryAfter("Fri, 27 Nov 2026 12:00:05 GMT", nowMs)).toBe(5_000);
  expect(readRetryAfter("soon", nowMs)).toBeUndefined();
  expect(readRetryAfter(null, nowMs)).toBeUndefined();
});
