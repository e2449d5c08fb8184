/** `GET /checkout/events`: the session's status as server-sent events. Source: HTTP API, "Browser". */
import type { Request, RequestHandler, Response } from "express";
import { fail } from "../core/errors.ts";
import type { ServiceContext } from "../services/context.ts";
import { readBrowserStatus } from "../services/read-for-browser.ts";
import { entityTagOf } from "./entity-tag.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { sessionIdOf } from "./middleware/authenticate-browser.ts";
import { sendProblem } from "./problem.ts";
import { readInput } from "./read-input.ts";
import { streamStatusOperation } from "./specs/browser.ts";

export interface StreamOptions {
  readonly lifecycle: Lifecycle;
  /** Told of each stream that opens and closes. */
  readonly countStream: (change: 1 | -1) => void;
  /** Between two comment lines; 15 s. */
  readonly heartbeatMs: number;
}

/** A customer has a few tabs; whoever has more with one token wants something else. */
const mostStreamsPerSession = 20;

interface OneStream {
  readonly context: ServiceContext;
  readonly sessionId: string;
  readonly response: Response;
}

/**
 * Writes the status whenever it is another than the one written last. A reader that does not keep up gets no queue:
 * the newest status, once it reads again.
 */
function createWriter({ context, sessionId, response }: OneStream) {
  let lastTag = "";
  let running = false;
  let again = false;
  let isFull = false;

  function write(text: string): void {
    if (response.writableEnded) return;
    isFull = !response.write(text);
  }

  async function writeStatus(maySync: boolean): Promise<void> {
    const result = await readBrowserStatus(context, { sessionId, maySync });
    if (!result.ok || isFull) return;
    const tag = entityTagOf(result.value);
    if (tag === lastTag) return;
    lastTag = tag;
    write(`event: status\ndata: ${JSON.stringify(result.value)}\n\n`);
  }

  async function update(maySync: boolean): Promise<void> {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      do {
        again = false;
        await writeStatus(maySync);
      } while (again && !response.writableEnded);
    } catch (error) {
      // The browser polls meanwhile, and says so itself when that fails, too.
      context.logger.warn({ sessionId, err: error }, "event stream ended");
      response.end();
    } finally {
      running = false;
    }
  }

  response.on("drain", () => {
    isFull = false;
    void update(false);
  });
  return { update, comment: () => isFull || write(": still here\n\n") };
}

export function streamStatus(context: ServiceContext, options: StreamOptions): RequestHandler {
  const open = new Map<string, number>();

  function count(sessionId: string, change: 1 | -1): void {
    const streams = (open.get(sessionId) ?? 0) + change;
    if (streams === 0) open.delete(sessionId);
    else open.set(sessionId, streams);
    options.countStream(change);
  }

  return async function openStream(request: Request, response: Response): Promise<void> {
    const sessionId = sessionIdOf(request);
    const input = readInput(request, streamStatusOperation);
    if (!input.ok) {
      sendProblem(request, response, input);
      return;
    }
    if ((open.get(sessionId) ?? 0) >= mostStreamsPerSession) {
      response.setHeader("Retry-After", "60");
      sendProblem(request, response, fail("rate_limited", "This session has too many open event streams."));
      return;
    }
    response.setHeader("Content-Type", "text/event-stream; charset=utf-8");
    response.setHeader("Cache-Control", "no-store, no-transform");
    // nginx would hold the events back until it has a buffer full of them.
    response.setHeader("X-Accel-Buffering", "no");
    response.status(200);
    if (request.method === "HEAD") {
      response.end();
      return;
    }
    response.flushHeaders();
    const writer = createWriter({ context, sessionId, response });
    const unsubscribe = context.channel.subscribe(sessionId, () => void writer.update(false));
    const forget = options.lifecycle.onDrain(() => response.end());
    const heartbeat = setInterval(() => {
      writer.comment();
      // What a poll would do for a customer who waits: ask the provider, within its floor.
      void writer.update(true);
    }, options.heartbeatMs);
    count(sessionId, 1);
    response.once("close", () => {
      clearInterval(heartbeat);
      unsubscribe();
      forget();
      count(sessionId, -1);
    });
    await writer.update(false);
  };
}
