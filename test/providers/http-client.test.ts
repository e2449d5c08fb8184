import type { Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import {
  createProviderHttp,
  type ProviderHttpOptions,
  type ProviderRequest,
} from "../../bff/providers/http-client.ts";
import { httpAnswer, type RawServer, startRawServer } from "./support/raw-server.ts";

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

async function serve(onRequest: (socket: Socket, text: string, nth: number) => void): Promise<RawServer> {
  const server = await startRawServer(onRequest);
  cleanUps.push(() => server.stop());
  return server;
}

function client(options: Partial<ProviderHttpOptions> = {}) {
  const http = createProviderHttp({ timeoutMs: 500, allowPrivateAddresses: true, ...options });
  cleanUps.unshift(() => http.close());
  return http;
}

const post = (url: string, body = '{"a":1}'): ProviderRequest => ({
  operation: "create",
  method: "POST",
  url,
  headers: { "content-type": "application/json", merchantNo: "2000000001" },
  body,
});

describe("an answer", () => {
  test("comes back with its status, its headers in lower case and its bytes", async () => {
    const server = await serve((socket) => {
      socket.write(
        httpAnswer("ñ{}", "201 Created", ["X-Thing: a", "X-Thing: b", "Content-Type: text/plain"]),
      );
    });
    const answer = await client().send(post(server.url));
    expect(answer).toMatchObject({
      kind: "answer",
      status: 201,
      headers: { "x-thing": "a, b", "content-type": "text/plain" },
    });
    expect(answer.kind === "answer" && Buffer.from(answer.body).toString("utf8")).toBe("ñ{}");
  });

  test("is to exactly the request that was asked for", async () => {
    const server = await serve((socket) => socket.write(httpAnswer("{}")));
    await client().send(post(server.url, '{"name":"Ana Díaz"}'));
    const [text = ""] = server.requests;
    expect(text).toMatch(/^POST \/api\?x=1 HTTP\/1\.1\r\n/);
    expect(text).toMatch(/\r\nmerchantNo: 2000000001\r\n/);
    expect(text).toMatch(/\r\naccept-encoding: identity\r\n/);
    expect(text.endsWith('\r\n\r\n{"name":"Ana Díaz"}')).toBe(true);
  });

  test("that is a redirect is an answer, and nobody follows it", async () => {
    const server = await serve((socket) => {
      socket.write(httpAnswer("", "302 Found", ["Location: /elsewhere"]));
    });
    expect(await client().send(post(server.url))).toMatchObject({ kind: "answer", status: 302 });
    expect(server.requests).toHaveLength(1);
  });

  test("may be preceded by an informational one", async () => {
    const server = await serve((socket) => {
      socket.write(`HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n${httpAnswer("{}")}`);
    });
    expect(await client().send(post(server.url))).toMatchObject({ kind: "answer", status: 200 });
  });

  test("reuses the connection of the one before", async () => {
    const server = await serve((socket) => socket.write(httpAnswer("{}")));
    const http = client();
    for (let i = 0; i < 5; i++) await http.send(post(server.url));
    // A connection is not used again in the very turn in which its answer came.
    expect(server.connections()).toBeLessThanOrEqual(2);
    expect(server.requests).toHaveLength(5);
  });
});

describe("no answer is told apart:", () => {
  test("nothing comes before the deadline", async () => {
    const server = await serve(() => undefined);
    const began = performance.now();
    expect(await client().send(post(server.url))).toEqual({ kind: "no_answer", cause: "timeout" });
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(server.requests).toHaveLength(1);
  });

  test("a body that drips for longer than the deadline, however often a byte comes", async () => {
    const timers: NodeJS.Timeout[] = [];
    const server = await serve((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
      timers.push(setInterval(() => socket.writable && socket.write(" "), 20));
    });
    cleanUps.unshift(async () => timers.forEach(clearInterval));
    expect(await client().send(post(server.url))).toEqual({ kind: "no_answer", cause: "timeout" });
  });

  test("headers that drip", async () => {
    const timers: NodeJS.Timeout[] = [];
    const server = await serve((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      timers.push(setInterval(() => socket.writable && socket.write("X-A: b\r\n"), 20));
    });
    cleanUps.unshift(async () => timers.forEach(clearInterval));
    expect(await client().send(post(server.url))).toEqual({ kind: "no_answer", cause: "timeout" });
  });

  test.each([
    ["at once", ""],
    ["in the middle of the headers", "HTTP/1.1 200 OK\r\nContent-Le"],
    ["in the middle of the body", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"],
  ])("the connection drops %s", async (_when, text) => {
    const server = await serve((socket) => socket.end(text));
    expect(await client().send(post(server.url))).toEqual({ kind: "no_answer", cause: "connection_lost" });
    expect(server.requests).toHaveLength(1);
  });

  test("the connection is reset", async () => {
    const server = await serve((socket) => socket.resetAndDestroy());
    expect(await client().send(post(server.url))).toEqual({ kind: "no_answer", cause: "connection_lost" });
  });

  test("what comes is not HTTP", async () => {
    const server = await serve((socket) => socket.end("220 mail.example ESMTP\r\n"));
    expect(await client().send(post(server.url))).toEqual({ kind: "no_answer", cause: "connection_lost" });
  });

  test("the answer says that it is too long", async () => {
    const server = await serve((socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n"));
    expect(await client({ maxAnswerBytes: 1_000 }).send(post(server.url))).toEqual({
      kind: "no_answer",
      cause: "answer_too_large",
    });
  });

  test("the answer does not say so, and is", async () => {
    const server = await serve((socket) => {
      const chunk = `3e8\r\n${" ".repeat(1_000)}\r\n`;
      socket.write(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}${chunk}`);
    });
    expect(await client({ maxAnswerBytes: 1_500 }).send(post(server.url))).toEqual({
      kind: "no_answer",
      cause: "answer_too_large",
    });
  });

  test("an answer of exactly the limit is none of these", async () => {
    const server = await serve((socket) => socket.write(httpAnswer(" ".repeat(1_000))));
    expect(await client({ maxAnswerBytes: 1_000 }).send(post(server.url))).toMatchObject({ kind: "answer" });
  });
});

describe("a request is sent at most once:", () => {
  test("on a connection that the server closes as it comes in, it is not sent again", async () => {
    const server = await serve((socket, _text, nth) => {
      if (nth === 0) socket.write(httpAnswer("{}"));
      else socket.destroy();
    });
    const http = client();
    await http.send(post(server.url, '{"n":1}'));
    expect(await http.send(post(server.url, '{"n":2}'))).toEqual({
      kind: "no_answer",
      cause: "connection_lost",
    });
    expect(server.requests.filter((text) => text.includes('"n":2'))).toHaveLength(1);
  });

  test("a GET, which others would repeat, neither", async () => {
    const server = await serve((socket, _text, nth) => {
      if (nth === 0) socket.write(httpAnswer("{}"));
      else socket.destroy();
    });
    const http = client();
    const get: ProviderRequest = {
      operation: "query",
      method: "GET",
      url: server.url,
      headers: {},
      body: null,
    };
    await http.send(get);
    expect(await http.send(get)).toEqual({ kind: "no_answer", cause: "connection_lost" });
    expect(server.requests).toHaveLength(2);
  });

  test("with many at a time and every other one dropped, each came once", async () => {
    const server = await serve((socket, text) => {
      const number = Number(/"n":(\d+)/.exec(text)?.[1]);
      if (number % 2 === 0) socket.write(httpAnswer(`${number}`));
      else socket.destroy();
    });
    const http = client({ maxConnections: 4, timeoutMs: 5_000 });
    const results = await Promise.all(
      Array.from({ length: 60 }, (_, n) => http.send(post(server.url, `{"n":${n}}`))),
    );
    for (const [n, result] of results.entries()) {
      expect(result.kind).toBe(n % 2 === 0 ? "answer" : "no_answer");
      expect(server.requests.filter((text) => text.includes(`"n":${n}}`))).toHaveLength(1);
    }
  });
});

describe("what was never sent is told as such:", () => {
  test("nobody listens", async () => {
    const server = await startRawServer(() => undefined);
    await server.stop();
    expect(await client().send(post(server.url))).toEqual({ kind: "not_sent", cause: "connect_failed" });
  });

  test("the name does not exist", async () => {
    const answer = await client({ timeoutMs: 10_000 }).send(post("http://no-such-name.invalid/"));
    expect(answer).toEqual({ kind: "not_sent", cause: "connect_failed" });
  });

  test("the address is not allowed", async () => {
    const server = await serve((socket) => socket.write(httpAnswer("{}")));
    const answer = await client({ allowPrivateAddresses: false }).send(post(server.url));
    expect(answer).toEqual({ kind: "not_sent", cause: "address_refused" });
    expect(server.connections()).toBe(0);
  });

  test("a TLS handshake that nobody answers", async () => {
    const server = await serve(() => undefined);
    const answer = await client({ timeoutMs: 300 }).send(post(server.url.replace("http:", "https:")));
    expect(answer).toEqual({ kind: "not_sent", cause: "connect_failed" });
  });

  test("a TLS handshake that fails", async () => {
    const server = await serve((socket) => socket.end("this is not TLS"));
    const answer = await client().send(post(server.url.replace("http:", "https:")));
    expect(answer).toEqual({ kind: "not_sent", cause: "connect_failed" });
  });

  test("no connection was free before the deadline, and none is used after it", async () => {
    const held: Socket[] = [];
    const server = await serve((socket) => {
      held.push(socket);
    });
    const http = client({ maxConnections: 1, timeoutMs: 500 });
    const [first, ...others] = await Promise.all(
      [1, 2, 3, 4].map((n) => http.send(post(server.url, `{"n":${n}}`))),
    );
    expect(first).toEqual({ kind: "no_answer", cause: "timeout" });
    // A request whose deadline has passed is not sent when a connection becomes free later.
    const fifth = http.send(post(server.url, '{"n":5}'));
    const hasArrived = (n: number) => server.requests.some((text) => text.includes(`"n":${n}}`));
    await expect.poll(() => hasArrived(5)).toBe(true);
    held.at(-1)?.write(httpAnswer("{}"));
    expect(await fifth).toMatchObject({ kind: "answer" });
    // The first request's deadline frees the connection a moment before the deadline of the others. A request that
    // got it meanwhile must not be reported as not sent.
    const unsent = [2, 3, 4].filter((_, index) => others[index]?.kind === "not_sent");
    expect(unsent).not.toEqual([]);
    expect(unsent.filter(hasArrived)).toEqual([]);
    for (const other of others) {
      const isSent = other.kind !== "not_sent";
      expect(other).toEqual(
        isSent ? { kind: "no_answer", cause: "timeout" } : { kind: "not_sent", cause: "connect_failed" },
      );
    }
  });

  test("the client was closed", async () => {
    const server = await serve((socket) => socket.write(httpAnswer("{}")));
    const http = createProviderHttp({ timeoutMs: 500, allowPrivateAddresses: true });
    await http.close();
    expect(await http.send(post(server.url))).toEqual({ kind: "not_sent", cause: "connect_failed" });
  });
});

describe("closing", () => {
  test("waits for the call that runs", async () => {
    const held: Socket[] = [];
    const server = await serve((socket) => {
      held.push(socket);
    });
    const http = createProviderHttp({ timeoutMs: 5_000, allowPrivateAddresses: true });
    const call = http.send(post(server.url));
    await expect.poll(() => held.length).toBe(1);
    const closed = http.close();
    held[0]?.write(httpAnswer("{}"));
    expect(await call).toMatchObject({ kind: "answer" });
    await closed;
  });
});
