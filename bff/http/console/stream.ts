/**
 * `GET /console/api/stream`: what changed, as server-sent events: `event: change`, `data: {"object":"session","id":"cs_…"}`.
 * `{"object":"*","id":"*"}` says that anything may have changed, because changes were missed.
 */

import type { Request, RequestHandler, Response } from "express";
import { fail } from "../../core/errors.ts";
import type { ServiceContext } from "../../services/context.ts";
import { readOperatorSession } from "../../services/operators/operator-sessions.ts";
import { beginEventStream } from "../begin-event-stream.ts";
import { sendProblem } from "../problem.ts";
import type { StreamOptions } from "../status-stream.ts";
import { operatorSessionOf } from "./authenticate-operator.ts";

/** An operator has a few tabs open. */
const mostPerOperator = 10;
const mostStreams = 200;
/** Changes within this time are sent together. */
const gatherMs = 250;
/** If more objects change at once, the reader gets one `*` instead. */
const mostGathered = 100;
/** A reader that has read nothing by its second heartbeat has left. */
const mostFullBeats = 2;

const objects: ReadonlyMap<string, string> = new Map([
  ["cs", "session"],
  ["po", "payout"],
  ["re", "refund"],
  ["evt", "event"],
]);

function textOf(id: string): string {
  const object = objects.get(id.split("_", 1)[0] ?? "");
  const change = object === undefined ? { object: "*", id: "*" } : { object, id };
  return `event: change\ndata: ${JSON.stringify(change)}\n\n`;
}

interface Watched {
  readonly context: ServiceContext;
  readonly response: Response;
  readonly sessionId: string;
}

/** Writes to one stream. */
function createWriter({ context, response, sessionId }: Watched) {
  const gathered = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let isFull = false;
  let fullBeats = 0;
  let checkedFor = context.config.console;

  const isOver = () => response.destroyed || response.writableEnded;

  function end(): void {
    clearTimeout(timer);
    // A proper end would wait behind the unread data.
    if (isFull) response.destroy();
    else response.end();
  }

  /** False once the operator was signed out, or the session is over in another way; the stream then ends. */
  async function goesOn(): Promise<boolean> {
    checkedFor = context.config.console;
    try {
      if ((await readOperatorSession(context, sessionId)) !== undefined) return true;
    } catch (error) {
      context.logger.warn({ err: error }, "a stream of the console ended");
    }
    if (!isOver()) end();
    return false;
  }

  async function flush(): Promise<void> {
    timer = undefined;
    // Operators may have been changed meanwhile.
    if (checkedFor !== context.config.console && !(await goesOn())) return;
    // The ids for a slow reader gather until it reads again.
    if (isOver() || isFull) return;
    const ids = gathered.size > mostGathered ? ["*"] : [...gathered];
    gathered.clear();
    isFull = !response.write(ids.map(textOf).join(""));
  }

  function schedule(): void {
    timer ??= setTimeout(() => void flush(), gatherMs);
  }

  response.on("drain", () => {
    isFull = false;
    fullBeats = 0;
    if (gathered.size > 0) schedule();
  });

  return {
    end,
    tell(id: string) {
      if (gathered.size <= mostGathered) gathered.add(id);
      schedule();
    },
    async beat() {
      if (!(await goesOn()) || isOver()) return;
      if (!isFull) {
        isFull = !response.write(": still here\n\n");
        return;
      }
      fullBeats++;
      if (fullBeats >= mostFullBeats) response.destroy();
    },
  };
}

export function streamChanges(
  context: ServiceContext,
  options: Omit<StreamOptions, "mostStreams">,
): RequestHandler {
  const open = new Map<string, number>();

  function count(operatorId: string, change: 1 | -1): void {
    const streams = (open.get(operatorId) ?? 0) + change;
    if (streams === 0) open.delete(operatorId);
    else open.set(operatorId, streams);
    options.countStream(change);
  }

  return function openStream(request: Request, response: Response): void {
    if (response.closed) return;
    const { operator, id: sessionId } = operatorSessionOf(request);
    const all = [...open.values()].reduce((sum, streams) => sum + streams, 0);
    if ((open.get(operator.id) ?? 0) >= mostPerOperator || all >= mostStreams) {
      response.setHeader("Retry-After", "60");
      sendProblem(request, response, fail("rate_limited", "There are too many open streams."));
      return;
    }
    if (!beginEventStream(request, response, options.ownsRequests)) return;
    const writer = createWriter({ context, response, sessionId });
    const unsubscribe = context.channel.subscribeToAll(writer.tell);
    const forget = options.lifecycle.onDrain(writer.end);
    const endBeats = options.heartbeats.add(() => void writer.beat());
    count(operator.id, 1);
    response.once("close", () => {
      endBeats();
      unsubscribe();
      forget();
      count(operator.id, -1);
    });
  };
}
