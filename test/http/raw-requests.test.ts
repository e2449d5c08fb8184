import { once } from "node:events";
import { connect } from "node:net";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { problemDetails } from "../../bff/contract.ts";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import { answersIn, exchangeBytes, type RawAnswer } from "../support/raw-http.ts";

const exchange = (app: TestApp, ...pieces: readonly (string | Uint8Array)[]) =>
  exchangeBytes(app.url, pieces);

const get = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
const post = "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
const key = (app: TestApp) => `Authorization: Bearer ${app.apiKey}\r\n`;

/** What cannot be read as a request, with the answer's status and code. */
const unreadable: readonly (readonly [string, string | Uint8Array, number, string])[] = [
  ["a method that does not exist", "FOO / HTTP/1.1\r\nHost: x\r\n\r\n", 400, "malformed_request"],
  ["a line that is no request", "hello\r\n\r\n", 400, "malformed_request"],
  ["HTTP/0.9", "GET /healthz\r\n\r\n", 400, "malformed_request"],
  ["an unknown version", "GET / HTTP/9.7\r\nHost: x\r\n\r\n", 400, "malformed_request"],
  ["HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "malformed_request"],
  ["TLS", Buffer.from("16030100c8010000c40303", "hex"), 400, "malformed_request"],
  ["zeros", new Uint8Array(64), 400, "malformed_request"],
  ["a header without a colon", "GET / HTTP/1.1\r\nHost x\r\n\r\n", 400, "malformed_request"],
  [
    "a header with a control character",
    "GET / HTTP/1.1\r\nHost: x\r\nA: \u0001\r\n\r\n",
    400,
    "malformed_request",
  ],
  ["no Host", "GET /healthz HTTP/1.1\r\n\r\n", 400, "malformed_request"],
  ["two lengths", `${post}Content-Length: 1\r\nContent-Length: 2\r\n\r\nx`, 400, "malformed_request"],
  ["a length that is no number", `${post}Content-Length: x\r\n\r\n`, 400, "malformed_request"],
  [
    "a length and chunks",
    `${post}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\nx`,
    400,
    "malformed_request",
  ],
  [
    "too large a header",
    `GET / HTTP/1.1\r\nHost: x\r\nA: ${"x".repeat(20_000)}\r\n\r\n`,
    431,
    "headers_too_large",
  ],
  ["too long a path", `GET /${"x".repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431, "headers_too_large"],
  ["a proxy's CONNECT", "CONNECT example.com:443 HTTP/1.1\r\nHost: x\r\n\r\n", 400, "malformed_request"],
  [
    "an expectation",
    "GET /healthz HTTP/1.1\r\nHost: x\r\nExpect: 200-maybe\r\n\r\n",
    417,
    "expectation_failed",
  ],
];

function expectRefusal(answer: RawAnswer | undefined, status: number, code: string): string {
  expect(answer?.status).toBe(status);
  expect(answer?.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
  expect(answer?.headers.get("connection")).toBe("close");
  expect(answer?.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer?.headers.get("content-security-policy")).toContain("default-src 'none'");
  const problem = problemDetails.parse(JSON.parse(answer?.body ?? ""));
  expect(problem).toMatchObject({ status, code });
  expect(answer?.headers.get("x-request-id")).toBe(problem.requestId);
  return problem.requestId;
}

describeApp("what is no request", { engines: ["sqlite"] }, (app) => {
  test.each(unreadable)("%s gets one answer, and a line in the log", async (_, bytes, status, code) => {
    const answers = answersIn(await exchange(app(), bytes));
    expect(answers).toHaveLength(1);
    const requestId = expectRefusal(answers[0], status, code);
    const lines = () =>
      app()
        .logs()
        .filter((line) => line.includes(requestId))
        .map((line) => JSON.parse(line).msg);
    await expect.poll(lines).toEqual(["request refused before it was read", "answered"]);
    // It is done with when it is answered. The connection lingers for another second.
    const answered = app()
      .logs()
      .find((line) => line.includes(requestId) && line.includes('"answered"'));
    expect(JSON.parse(answered ?? "").durationMs).toBeLessThan(900);
  });

  test("a body in broken chunks is refused under the request's own id, once", async () => {
    const head = `${post}${key(app())}Transfer-Encoding: chunked\r\n\r\n`;
    const answers = answersIn(await exchange(app(), head, "zz\r\n{}\r\n"));
    expect(answers).toHaveLength(1);
    const requestId = expectRefusal(answers[0], 400, "malformed_request");
    await expect.poll(() => app().logs().join("")).toContain(requestId);
    expect(app().logs().join("")).not.toContain("broken off");
  });

  test("requests before it are answered, and it gets no answer of its own", async () => {
    const answers = answersIn(await exchange(app(), `${get}${get}no request\r\n\r\n`));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[1]?.headers.get("connection")).toBe("close");
  });

  test("a body in broken chunks that was sent ahead is refused in its turn, and the connection ends", async () => {
    const chunked = `${post}${key(app())}Transfer-Encoding: chunked\r\n\r\n`;
    const answers = answersIn(await exchange(app(), `${get}${get}${chunked}zz\r\n{}\r\n`));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 400]);
    expectRefusal(answers[2], 400, "malformed_request");
  });

  test.each([
    ["", [200, 200]],
    // Its body is at its end only after what follows has been looked at.
    [
      "POST /callbacks/nobody HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
      [404, 200, 200],
    ],
  ])(
    "answers before it arrive whole, also when more is sent that nobody can read %j",
    async (first, statuses) => {
      const { hostname, port } = new URL(app().url);
      const socket = connect(Number(port), hostname);
      // Read only after the server has ended the connection on its side.
      socket.pause();
      await once(socket, "connect");
      const answered = () =>
        app()
          .logs()
          .filter((line) => line.includes('"route":"/openapi.json"')).length;
      const before = answered();
      const whole = "GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n";
      socket.write(`${first}${whole}${whole}no request\r\n\r\n`);
      await expect.poll(answered).toBe(before + 2);
      // A server that has closed answers this by a reset.
      for (let piece = 0; piece < 20; piece++) await promisify(socket.write.bind(socket))("more\r\n");
      let text = "";
      socket.on("data", (chunk) => {
        text += chunk.toString("latin1");
      });
      socket.resume();
      await once(socket, "close");
      expect(answersIn(text).map(({ status }) => status)).toEqual(statuses);
    },
  );

  test("a client that leaves in the middle of a request is no error", async () => {
    const { hostname, port } = new URL(app().url);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    socket.write(`${post}Content-Length: 100\r\n\r\n{`);
    socket.resetAndDestroy();
    expect((await app().call({ path: "/healthz" })).status).toBe(200);
    expect(app().logs().join("")).not.toContain('"level":"error"');
  });

  test("a hundred requests that are sent ahead are answered in order", async () => {
    const ahead = Array.from({ length: 100 }, (_, at) => `GET /${at} HTTP/1.1\r\nHost: x\r\n\r\n`);
    const last = "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    const answers = answersIn(await exchange(app(), ahead.join("") + last));
    expect(answers).toHaveLength(101);
    expect(answers.slice(0, 100).every(({ status }) => status === 404)).toBe(true);
    expect(answers.at(-1)?.status).toBe(200);
  });

  test("bodies that are sent ahead are read in order, too", async () => {
    const body = '{"surprise":1}';
    const one = `${post}${key(app())}Content-Length: ${body.length}\r\n\r\n${body}`;
    const last = "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    const answers = answersIn(await exchange(app(), one.repeat(40) + last));
    expect(answers.map(({ status }) => status)).toEqual([...Array(40).fill(422), 200]);
  });

  test("more than that end the connection", async () => {
    const answers = answersIn(await exchange(app(), get.repeat(1_000)));
    expect(answers.length).toBeLessThan(200);
    expect(app().logs().join("")).toContain('"reason":"too_many_waiting"');
    expect((await app().call({ path: "/healthz" })).status).toBe(200);
  });
});
