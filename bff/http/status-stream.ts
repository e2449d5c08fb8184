/**
 * `GET /checkout/events`: the session's status as server-sent events.
 * Source: docs/browser-api.md#get-checkoutevents.
 */

import type { Request, RequestHandler, Response } from "express";
import { fail } from "../core/errors.ts";
import type { ServiceContext } from "../services/context.ts";
import { beginEventStream } from "./begin-event-stream.ts";
import type { Heartbeats } from "./heartbeats.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { sessionIdOf } from "./middleware/authenticate-browser.ts";
import { sendProblem } from "./problem.ts";
import { readInput } from "./read-input.ts";
import { streamStatusOperation } from "./specs/browser.ts";
import { createStatusFeeds } from "./status-feeds.ts";
import { createStatusWriter } from "./status-writer.ts";

export interface StreamOptions {
  readonly lifecycle: Lifecycle;
  /** Called with 1 for each stream that opens and -1 for each that closes. */
  readonly countStream: (change: 1 | -1) => void;
  /** Of all sessions together. Whoever comes later is answered 503, and polls. */
  readonly mostStreams: number;
  /** Each beat writes a comment line. */
  readonly heartbeats: Heartbeats;
  /** False where another program's server brings the requests, and may look at them after the answer. */
  readonly ownsRequests: boolean;
}

/** A customer has a few tabs open. More streams than this with one token are not a customer's. */
const mostStreamsPerSession = 20;

export function streamStatus(context: ServiceContext, options: StreamOptions): RequestHandler {
  const open = new Map<string, number>();
  const feeds = createStatusFeeds(context);
  let openInAll = 0;

  function count(sessionId: string, change: 1 | -1): void {
    const streams = (open.get(sessionId) ?? 0) + change;
    if (streams === 0) open.delete(sessionId);
    else open.set(sessionId, streams);
    openInAll += change;
    options.countStream(change);
  }

  return async function openStream(request: Request, response: Response): Promise<void> {
    // The customer left while the token was looked up. No later event would say that this stream is over.
    if (response.closed) return;
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
    if (openInAll >= options.mostStreams) {
      sendProblem(
        request,
        response,
        fail("unavailable", "This process has too many open event streams. Poll."),
      );
      return;
    }
    if (!beginEventStream(request, response, options.ownsRequests)) return;
    const writer = createStatusWriter({ context, feeds, sessionId, response });
    const forget = options.lifecycle.onDrain(writer.end);
    const endBeats = options.heartbeats.add(writer.beat);
    count(sessionId, 1);
    response.once("close", () => {
      endBeats();
      writer.leave();
      forget();
      count(sessionId, -1);
    });
    await writer.start();
  };
}
