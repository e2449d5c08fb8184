import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createApi, readRetryAfter } from "../../widget/net/api.ts";
import { createLaterApi } from "../../widget/net/later-api.ts";
import { listenOnFreePort } from "../support/net.ts";
import { makePayment, makeSession } from "./support/fixtures.ts";

type Reply = (request: IncomingMessage, response: ServerResponse) => void;

let replies: Reply[] = [];
const seen: { method: string; url: string; authorization: string; body: string }[] = [];
const waits: number[] = [];
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk: Buffer) => {
    body += chunk.toString();
  });
  request.on("end", () => {
    const { method = "", url = "", headers } = request;
    seen.push({ method, url, authorization: headers.authorization ?? "", body });
    const reply = replies.length > 1 ? replies.shift() : replies[0];
    reply?.(request, response);
  });
});

const json =
  (status: number, body: object, headers: Record<string, string> = {}): Reply =>
  (_, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  };
const drop: Reply = (request) => request.socket.destroy();
const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  json(
    status,
    { type: "about:blank", title: "", status, code, detail: "Because.", requestId: "req_1" },
    headers,
  );

let bff = "";
beforeAll(async () => {
  bff = `http://127.0.0.1:${await listenOnFreePort(server)}`;
});
afterAll(() => server.close());
beforeEach(() => {
  seen.length = 0;
  waits.length = 0;
});

function makeApi(timeoutMs = 20_000) {
  return createApi({
    bff: `${bff}/`,
    clientToken: "ct_1",
    fetch,
    timeoutMs,
    wait: async (ms) => {
      waits.push(ms);
    },
  });
}

const { signal } = new AbortController();

describe("the client of the browser API", () => {
  test("sends the token in a header, or alone as the body, and never in the address", async () => {
    replies = [json(200, makeSession()), json(201, makePayment())];
    const api = makeApi();
    expect(await api.session(signal)).toMatchObject({ ok: true, value: { id: "cs_1" } });
    await api.start({ method: "store", payer: null }, signal);
    expect(seen).toEqual([
      { method: "POST", url: "/checkout/open", authorization: "", body: "ct_1" },
      {
        method: "POST",
        url: "/checkout/payments",
        authorization: "Bearer ct_1",
        body: JSON.stringify({ method: "store" }),
      },
    ]);
  });

  test("tells of a token that no header can carry as of any other that the server refuses", async () => {
    replies = [problem(401, "unauthorized")];
    const api = createApi({ bff, clientToken: "ct_\u2026", fetch });
    expect(await api.session(signal)).toMatchObject({ ok: false, problem: { code: "unauthorized" } });
  });

  test("starts a payment with the same request when the connection dropped before the answer", async () => {
    replies = [drop, json(201, makePayment())];
    const answer = await makeApi().start({ method: "store", payer: { name: "Ana" } }, signal);
    expect(answer).toMatchObject({ ok: true, value: { id: "pay_1" } });
    expect(seen.map(({ body }) => body)).toEqual(Array(2).fill('{"method":"store","payer":{"name":"Ana"}}'));
  });

  test("tries three times and then says what it knows", async () => {
    replies = [problem(503, "unavailable", { "retry-after": "7" })];
    const answer = await makeApi().start({ method: "pix", payer: null }, signal);
    expect(answer).toMatchObject({
      ok: false,
      problem: { code: "unavailable", message: "Because.", requestId: "req_1", retryAfterMs: 7000 },
    });
    expect(seen).toHaveLength(3);
    expect(waits).toEqual([7000, 7000]);
  });

  test("does not try again what the server decided", async () => {
    for (const [status, code] of [
      [409, "payment_in_progress"],
      [422, "method_not_available"],
      [401, "unauthorized"],
    ] as const) {
      seen.length = 0;
      replies = [problem(status, code)];
      expect(await makeApi().start({ method: "pix", payer: null }, signal)).toMatchObject({
        ok: false,
        problem: { code },
      });
      expect(seen).toHaveLength(1);
    }
  });

  test("names the fields that the server refused", async () => {
    const errors = [{ path: "payer.email", message: "must be an email address" }];
    replies = [
      json(422, { code: "validation_failed", detail: "A field is wrong", errors, requestId: "req_2" }),
    ];
    const answer = await makeApi().start({ method: "pix", payer: null }, signal);
    expect(answer).toMatchObject({ ok: false, problem: { fields: ["email"] } });
  });

  test("takes a page of a proxy, half a body or another shape for no answer", async () => {
    for (const reply of [
      json(200, { hello: "world" }),
      json(200, { ...makeSession(), amount: 5 }),
      ((_, response) => response.end("<html>")) satisfies Reply,
    ]) {
      replies = [reply];
      expect(await makeApi().session(signal)).toMatchObject({ ok: false, problem: { code: "bad_answer" } });
    }
    replies = [(_, response) => response.writeHead(502).end("<html>")];
    expect(await makeApi().session(signal)).toMatchObject({ ok: false, problem: { code: "unavailable" } });
  });

  test("stops waiting for a server that does not answer, and says timeout", async () => {
    replies = [() => undefined];
    expect(await makeApi(200).session(signal)).toMatchObject({ ok: false, problem: { code: "timeout" } });
    expect(waits).toEqual([500, 1500]);
  });

  test("answers unchanged for 304, and keeps the tag", async () => {
    replies = [(_, response) => response.writeHead(304).end()];
    expect(await createLaterApi(makeApi().requests).status('"9"', signal)).toEqual({
      ok: true,
      value: { status: null, etag: '"9"' },
    });
  });
});

test("Retry-After is seconds or a date, never below zero and never more than a day", () => {
  const now = Date.parse("2026-11-20T12:00:00Z");
  expect(readRetryAfter("5", now)).toBe(5000);
  expect(readRetryAfter("Fri, 20 Nov 2026 12:00:30 GMT", now)).toBe(30_000);
  expect(readRetryAfter("Fri, 20 Nov 2020 12:00:30 GMT", now)).toBe(0);
  // A browser's timer of more than 24 days ends at once.
  expect(readRetryAfter("2147484", now)).toBe(86_400_000);
  expect(readRetryAfter("Fri, 20 Nov 2030 12:00:30 GMT", now)).toBe(86_400_000);
  expect(readRetryAfter("soon", now)).toBeNull();
  expect(readRetryAfter(null, now)).toBeNull();
});
