import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { connect, type Socket } from "node:net";
import express from "express";
import { afterEach, expect, test } from "vitest";
import { type ClosedBecause, type Connections, guardConnections } from "../../bff/http/connections.ts";
import { answerRefused } from "../../bff/http/middleware/answer-refused.ts";
import { identifyRequest } from "../../bff/http/middleware/identify-request.ts";
import { answerUnreadable } from "../../bff/http/unreadable-requests.ts";
import { createLogger } from "../../bff/logger.ts";
import { closeServer, listenOnFreePort } from "../support/net.ts";

/** More than any socket's buffers hold. */
const large = Buffer.alloc(64 * 1024 * 1024);
const get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const action of undo.splice(0).reverse()) await action();
});

interface Guarded {
  readonly closed: readonly ClosedBecause[];
  readonly connections: Connections;
  open(): Promise<Socket>;
}

async function start(
  answer: RequestListener,
  options: {
    readonly stalledMs?: number;
    readonly slowMs?: number;
    readonly most?: number;
    readonly lateMs?: number;
  } = {},
): Promise<Guarded> {
  const { stalledMs = 60_000, slowMs = 60_000, most = 100, lateMs = 60_000 } = options;
  const closed: ClosedBecause[] = [];
  const app = express();
  app.use(identifyRequest, answerRefused(createLogger({ level: "silent" })), answer);
  const server = createServer({
    headersTimeout: lateMs,
    requestTimeout: lateMs,
    connectionsCheckingInterval: 10,
    requireHostHeader: false,
  });
  const connections = guardConnections(server, {
    handle: app,
    mostConnections: most,
    onClosed: (reason) => void closed.push(reason),
    patience: { stalledMs, slowMs },
  });
  answerUnreadable(server, { handle: app, ...connections });
  const port = await listenOnFreePort(server);
  undo.push(async () => {
    connections.stop();
    await closeServer(server);
  });
  return {
    closed,
    connections,
    async open() {
      const socket = connect(port, "127.0.0.1");
      socket.on("error", () => undefined);
      undo.push(async () => void socket.destroy());
      await once(socket, "connect");
      return socket;
    },
  };
}

function readAll(socket: Socket): { readonly text: string } {
  const read = { text: "" };
  socket.on("data", (chunk) => {
    read.text += String(chunk);
  });
  return read;
}

test("a client that takes nothing of its answer loses the connection", async () => {
  const { open, closed } = await start((_request, response) => void response.end(large), { stalledMs: 50 });
  const socket = await open();
  socket.pause();
  socket.write(get);
  await expect.poll(() => closed).toEqual(["stalled"]);
});

test("a client that takes an answer bit by bit loses the connection in the end", async () => {
  const { open, closed } = await start((_request, response) => void response.end(large), { slowMs: 120 });
  const socket = await open();
  socket.pause();
  socket.write(get);
  await expect.poll(() => closed).toEqual(["stalled"]);
});

test("a client that waits for an answer of ours keeps the connection", async () => {
  let finish: () => void = () => undefined;
  const { open, closed } = await start(
    (_request, response) => {
      finish = () => response.end("late");
    },
    { stalledMs: 20 },
  );
  const socket = await open();
  const timedOut = once(socket.setTimeout(100), "timeout");
  const read = readAll(socket);
  socket.write(get);
  await timedOut;
  finish();
  await expect.poll(() => read.text).toContain("late");
  expect(closed).toEqual([]);
});

test("a request that is refused before its body is whole gets one answer, also when the body never ends", async () => {
  const { open } = await start((_request, response) => void response.writeHead(413).end());
  const socket = await open();
  const read = readAll(socket);
  socket.write(
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9007199254740993\r\n\r\nGET / HTTP/1.1\r\n\r\n",
  );
  await expect.poll(() => read.text).toContain("413");
  socket.end();
  await once(socket, "close");
  expect(read.text.match(/HTTP\/1\.1/g)).toHaveLength(1);
});

test("an idle connection is closed, before a request and after one", async () => {
  const { open, closed } = await start((_request, response) => void response.end("ok"), { stalledMs: 30 });
  await once((await open()).resume(), "close");
  const used = await openAndAsk(open);
  await once(used.resume(), "close");
  expect(closed).toEqual([]);
});

test("requests that are sent ahead wait for the ones before", async () => {
  const answers: (() => void)[] = [];
  const { open } = await start((_request, response) => {
    answers.push(() => response.end(`${answers.length}`));
  });
  const socket = await open();
  const read = readAll(socket);
  socket.write(get.repeat(3));
  for (const count of [1, 2, 3]) {
    await expect.poll(() => answers.length).toBe(count);
    answers[count - 1]?.();
  }
  await expect.poll(() => read.text.match(/HTTP\/1\.1 200/g)?.length).toBe(3);
});

test("more connections than there may be are refused and counted", async () => {
  const { open, closed } = await start((_request, response) => void response.end("ok"), { most: 2 });
  const first = readAll(await openAndAsk(open));
  await expect.poll(() => first.text).toContain("ok");
  await open();
  const third = await open();
  await once(third, "close");
  expect(closed).toEqual(["too_many_connections"]);
});

async function openAndAsk(open: () => Promise<Socket>): Promise<Socket> {
  const socket = await open();
  socket.write(get);
  return socket;
}

test.each([
  ["headers", "GET / HTTP/1.1\r\nHost: x\r\n"],
  ["a body", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{"],
])("%s that do not arrive in time are 408 request_timeout", async (_, text) => {
  const { open } = await start((request) => void request.resume(), { lateMs: 100, stalledMs: 20 });
  const socket = await open();
  const read = readAll(socket);
  socket.write(text);
  await once(socket, "close");
  expect(read.text.match(/HTTP\/1\.1/g)).toHaveLength(1);
  expect(read.text).toContain("HTTP/1.1 408");
  expect(read.text).toContain('"code":"request_timeout"');
});
