import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import express, { type RequestHandler } from "express";
import { afterEach, expect, test, vi } from "vitest";
import { createHeartbeats } from "../../bff/http/heartbeats.ts";
import { createLifecycle } from "../../bff/http/lifecycle.ts";
import { identifyRequest } from "../../bff/http/middleware/identify-request.ts";
import { stateOf } from "../../bff/http/request-state.ts";
import { streamStatus } from "../../bff/http/status-stream.ts";
import type { Database } from "../../bff/storage/engine/database.ts";
import { sessionRow } from "../storage/rows.ts";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import { listenOnFreePort } from "../support/net.ts";

/** More than the buffers of a machine's sockets hold. */
const filler = Buffer.alloc(64 * 1024 * 1024, "x");
const hourMs = 60 * 60 * 1_000;

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** The handler alone on a server of its own, after whatever `before` does with the connection. */
async function serveStream(
  app: TestApp,
  options: { before: RequestHandler; heartbeatMs?: number; ownsRequests?: boolean },
) {
  const { id } = await app.api.createSession();
  const { context } = app;
  let reads = 0;
  const count = <T>(rows: T): T => {
    reads++;
    return rows;
  };
  const { database: real } = context;
  const database: Database = {
    ...real,
    read: async (query) => count(await real.read(query)),
    readAll: async (queries) => count(await real.readAll(queries)),
  };
  const lifecycle = createLifecycle();
  const counts: number[] = [];
  const { heartbeatMs = hourMs } = options;
  const countStream = (change: 1 | -1) => void counts.push(change);
  const stream = streamStatus(
    { ...context, database },
    {
      lifecycle,
      countStream,
      heartbeats: createHeartbeats({
        intervalMs: heartbeatMs,
        onError: (error) => expect.fail(String(error)),
      }),
      mostStreams: 100,
      ownsRequests: options.ownsRequests ?? true,
    },
  );
  const begun = Promise.withResolvers<void>();
  const nameSession: RequestHandler = (request, _response, next) => {
    stateOf(request).session = sessionRow(id);
    next();
  };
  const begin: RequestHandler = async (request, response, next) => {
    await stream(request, response, next);
    begun.resolve();
  };
  const server = createServer(express().get("/", identifyRequest, nameSession, options.before, begin));
  const port = await listenOnFreePort(server);
  const visit = () => {
    const socket = connect(port, "127.0.0.1");
    // These clients are meant to be cut off in the middle.
    socket.on("error", () => undefined);
    socket.write("GET / HTTP/1.1\r\nHost: test\r\n\r\n");
    ends.push(() => socket.destroy());
    return socket;
  };
  const client = visit();
  ends.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { client, visit, id, lifecycle, counts, begun: begun.promise, reads: () => reads };
}

/** Nothing that is written after this reaches the client, which reads nothing. */
const fillConnection: RequestHandler = (request, _response, next) => {
  request.socket.write(filler);
  next();
};

const pass: RequestHandler = (_request, _response, next) => next();

function collect(client: Socket): () => string {
  let text = "";
  client.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  return () => text;
}

/** Goes on reading, because only a reader notices that the connection was cut. */
async function untilCut(client: Socket): Promise<void> {
  client.resume();
  await once(client, "close");
}

describeApp("readers of the event stream", {}, (app) => {
  test("one who left before the stream began leaves nothing behind", async () => {
    const waiting = Promise.withResolvers<void>();
    const { client, counts, begun, reads } = await serveStream(app(), {
      before: async (_request, response, next) => {
        waiting.resolve();
        await once(response, "close");
        next();
      },
    });
    await waiting.promise;
    client.destroy();
    await begun;
    expect(counts).toEqual([]);
    expect(reads()).toBe(0);
  });

  test("one who never reads is cut off after two heartbeats, and the database is not read for it", async () => {
    const stream = await serveStream(app(), { before: fillConnection, heartbeatMs: 20 });
    await stream.begun;
    const reads = stream.reads();
    await vi.waitFor(() => expect(stream.counts).toEqual([1, -1]), { timeout: 10_000 });
    expect(stream.reads()).toBe(reads);
    await untilCut(stream.client);
  });

  test("heartbeats read nothing, however many streams a session has", async () => {
    const { client, visit, begun, reads } = await serveStream(app(), { before: pass, heartbeatMs: 5 });
    const text = collect(client);
    await begun;
    const others = Array.from({ length: 9 }, () => collect(visit()));
    const beats = (of: () => string) => of().split(": still here").length - 1;
    await vi.waitFor(() => expect(others.every((of) => of().includes("event: status"))).toBe(true));
    const before = reads();
    const seen = beats(text);
    await vi.waitFor(() => expect(beats(text)).toBeGreaterThan(seen + 20), { timeout: 10_000 });
    expect(reads()).toBe(before);
  });

  test("an open stream keeps neither its request's headers and session nor the headers it has sent", async () => {
    const kept: [IncomingMessage, ServerResponse][] = [];
    const { client, begun } = await serveStream(app(), {
      before: (request, response, next) => {
        response.setHeader("X-Of-Before", "sent");
        kept.push([request, response]);
        next();
      },
    });
    const text = collect(client);
    await begun;
    await vi.waitFor(() => expect(text()).toContain("event: status"));
    expect(text()).toContain("X-Of-Before: sent");
    const [[request, response] = []] = kept;
    if (request === undefined || response === undefined) throw new Error("no request came");
    expect(stateOf(request).session).toBeNull();
    expect([request.headers, request.rawHeaders]).toEqual([{}, []]);
    // Fails when Node has given the place another name: look for the new one in its lib/internal/http.js.
    expect(response.getHeaderNames()).toEqual([]);
  });

  test("in another program's server the request and the answer keep their headers, for whoever logs them at the end", async () => {
    let atEnd: unknown;
    const { client, begun, counts } = await serveStream(app(), {
      ownsRequests: false,
      before: (request, response, next) => {
        response.on("close", () => {
          atEnd = [request.headers.host, response.getHeader("content-type")];
        });
        next();
      },
    });
    await begun;
    client.destroy();
    await vi.waitFor(() => expect(counts).toEqual([1, -1]));
    expect(atEnd).toEqual(["test", "text/event-stream; charset=utf-8"]);
  });

  test("all streams of a session share one reading of a change", async () => {
    const { client, visit, id, begun, reads } = await serveStream(app(), { before: pass });
    const texts = [collect(client), ...Array.from({ length: 9 }, () => collect(visit()))];
    await begun;
    const all = (part: string) =>
      vi.waitFor(() => expect(texts.every((of) => of().includes(part))).toBe(true));
    await all('"status":"requires_payment_method"');
    const before = reads();
    await app().api.post(`/v1/sessions/${id}/cancel`);
    await all('"status":"canceled"');
    // The change and its event are announced one after the other, at most.
    expect(reads() - before).toBeLessThanOrEqual(2);
  });

  test("one who never reads does not keep a server that goes away", async () => {
    const stream = await serveStream(app(), { before: fillConnection });
    await stream.begun;
    expect(stream.counts).toEqual([1]);
    stream.lifecycle.drain();
    await vi.waitFor(() => expect(stream.counts).toEqual([1, -1]), { timeout: 10_000 });
    await untilCut(stream.client);
  });
});
