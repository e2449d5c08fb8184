/** What the fuzzing must be able to find. */
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { describeApi } from "../../bff/http/openapi.ts";
import { createApiCheck } from "../support/api-check.ts";
import type { Call } from "../support/http-client.ts";
import { answersIn } from "../support/raw-http.ts";
import { createJudge } from "./judge.ts";
import type { Answer } from "./send.ts";
import { readLog } from "./server/log.ts";

const get: Call = { method: "GET", path: "/healthz" };
const headers = {
  "x-request-id": "req_1",
  "x-content-type-options": "nosniff",
  "content-type": "application/json",
};
const well: Answer = { status: 200, headers, text: '{"status":"ok"}' };

function problem(status: number, code: string): Answer {
  const text = JSON.stringify({
    type: `urn:${code}`,
    title: "t",
    status,
    code,
    detail: "d",
    requestId: "req_1",
  });
  return { status, headers: { ...headers, "content-type": "application/problem+json" }, text };
}

function judgeWith(options: { readonly counted?: () => string; readonly pointer?: readonly string[] } = {}) {
  const { counted = () => "sessions 1", pointer } = options;
  return createJudge({
    log: { expect: () => undefined },
    books: { counted },
    check: createApiCheck(describeApi({ publicUrl: "https://pay.example.com", version: "0" })),
    bodyPointerOf: () => pointer,
  });
}

test("a right answer is right", () => {
  expect(judgeWith().judge(get, well, "sessions 1")).toBeNull();
});

test.each<[string, Answer | null, string]>([
  ["no answer", null, "closed without an answer"],
  ["no request id", { ...well, headers: { ...headers, "x-request-id": undefined } }, "no request id"],
  ["no header", { ...well, headers: { ...headers, "x-content-type-options": undefined } }, "X-Content-Type"],
  ["another body", { ...well, text: '{"status":"fine"}' }, "not as described"],
  ["another status", { ...well, status: 202 }, "does not have"],
  ["a stack", { ...well, text: '"Error\\n" node_modules/express' }, "a stack"],
  ["an error in text", { ...well, status: 404, text: "not found" }, "another type"],
  ["an internal error", problem(500, "internal_error"), "internal_error"],
  ["503 without a time", problem(503, "unavailable"), "Retry-After"],
  [
    "another request id",
    { ...problem(404, "not_found"), headers: { ...problem(404, "").headers, "x-request-id": "req_2" } },
    "not the header's",
  ],
])("%s is wrong", (_, answer, why) => {
  expect(judgeWith().judge(get, answer, "sessions 1")).toContain(why);
});

test("a refusal that has made a row is wrong", () => {
  const { judge } = judgeWith({ counted: () => "sessions 2" });
  const call: Call = { method: "POST", path: "/v1/sessions", rawBody: "{}" };
  expect(judge(call, problem(422, "validation_failed"), "sessions 1")).toContain(
    "refused, and there were sessions 1, now sessions 2",
  );
});

test("a body that is accepted against its description is wrong", () => {
  const pointer = [
    "paths",
    "/v1/customers/erase",
    "post",
    "requestBody",
    "content",
    "application/json",
    "schema",
  ];
  const { judge } = judgeWith({ pointer });
  const text = '{"object":"erasure","sessions":0,"payments":0,"payouts":0,"events":0,"kept":[]}';
  const erase = (rawBody: string): Call => ({ method: "POST", path: "/v1/customers/erase", rawBody });
  expect(judge(erase('{"customer":{"id":"x"}}'), { ...well, text }, "sessions 1")).toBeNull();
  expect(judge(erase('{"customer":{"id":1}}'), { ...well, text }, "sessions 1")).toContain(
    "none that is described",
  );
});

test("an answer that is not logged, or as another one, is wrong, and so is an error in the log", async () => {
  const output = new PassThrough();
  const log = readLog(output, 50);
  const lines = [
    { level: "info", msg: "answered", requestId: "req_1", status: 200 },
    { level: "info", msg: "answered", requestId: "req_2", status: 500 },
    { level: "error", msg: "failed" },
  ];
  log.expect("req_1", 200);
  log.expect("req_2", 200);
  log.expect("req_3", 200);
  for (const line of lines) output.write(`${JSON.stringify(line)}\n`);
  output.write("Error: something\n");
  expect(await log.settle()).toEqual([
    "req_2 was answered 200 and logged as 500",
    expect.stringContaining("failed"),
    "a line that is no JSON: Error: something",
    "req_3, answered 200, is not logged",
  ]);
});

test.each([
  ["HTTP/1.1 200 OK\r\n", "never ends"],
  ["HTTP/1.0 200 OK\r\n\r\n", "no status line"],
  ["HTTP/1.1 200 OK\r\nx\r\n\r\n", "no header"],
  ["HTTP/1.1 200 OK\r\n\r\nbody", "without a length"],
  ["HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbody", "ends after 4"],
  ["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nbody", "broken chunks"],
  ["HTTP/1.1 204 No Content\r\n\r\nbody", "never ends"],
])("%j is no answer", (text, why) => {
  expect(() => answersIn(text)).toThrow(why);
});
