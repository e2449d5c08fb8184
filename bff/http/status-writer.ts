/**
 * Writes a session's status into one event stream, whether its reader reads, is slow, or has left without
 * closing.
 */
import type { Response } from "express";
import type { ServiceContext } from "../services/context.ts";
import type { StatusFeeds } from "./status-feeds.ts";

export interface StatusWriter {
  /** Writes the first status. */
  start(): Promise<void>;
  /**
   * Writes a comment line, so that no proxy takes the stream for dead. Ends a stream whose reader does not
   * read.
   */
  beat(): void;
  /** Ends the stream, in order if its reader keeps up, else at once. */
  end(): void;
  /** The stream is closed: nothing is written any more. */
  leave(): void;
}

/** If a reader has read nothing by its second heartbeat, its stream is closed. */
const mostFullBeats = 2;

/** Nothing is queued for a slow reader: when it reads again it gets the newest status. */
export function createStatusWriter(parts: {
  readonly context: ServiceContext;
  readonly feeds: StatusFeeds;
  readonly sessionId: string;
  readonly response: Response;
}): StatusWriter {
  const { context, sessionId, response } = parts;
  let lastTag = "";
  let isFull = false;
  let fullBeats = 0;

  const takesMore = () => !isFull && !response.destroyed && !response.writableEnded;

  function write(text: string): void {
    isFull = !response.write(text);
  }

  function end(): void {
    // A proper end would wait behind the unread data, and keep the connection open.
    if (isFull) response.destroy();
    else response.end();
  }

  const feed = parts.feeds.follow(sessionId, {
    takesMore,
    receive({ tag, json }) {
      if (tag === lastTag || !takesMore()) return;
      lastTag = tag;
      write(`event: status\ndata: ${json}\n\n`);
    },
    fail(error) {
      // The browser falls back to polling, and reports an error itself if that fails, too.
      context.logger.warn({ sessionId, err: error }, "event stream ended");
      end();
    },
  });

  response.on("drain", () => {
    isFull = false;
    fullBeats = 0;
    void feed.update();
  });

  return {
    start: feed.update,
    leave: feed.leave,
    end,
    beat() {
      if (takesMore()) {
        write(": still here\n\n");
        feed.beat();
        return;
      }
      fullBeats++;
      if (fullBeats >= mostFullBeats) response.destroy();
    },
  };
}
