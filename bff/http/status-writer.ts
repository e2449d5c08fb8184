/**
 * Writes a session's status into one event stream, whether its reader reads, is slow, or has left without
 * closing.
 */
import type { Response } from "express";
import { readBrowserStatus } from "../services/browser/read-for-browser.ts";
import type { ServiceContext } from "../services/context.ts";
import { entityTagOf } from "./entity-tag.ts";

export interface StatusWriter {
  /**
   * Writes the status if it has changed since the last write. @param maySync whether the provider may be
   * queried.
   */
  update(maySync: boolean): Promise<void>;
  /**
   * Writes a comment line, so that no proxy takes the stream for dead. Ends a stream whose reader does not
   * read.
   */
  beat(): void;
  /** Ends the stream, in order if its reader keeps up, else at once. */
  end(): void;
}

/** If a reader has read nothing by its second heartbeat, its stream is closed. */
const mostFullBeats = 2;

/** Nothing is queued for a slow reader: when it reads again it gets the newest status. */
export function createStatusWriter(parts: {
  readonly context: ServiceContext;
  readonly sessionId: string;
  readonly response: Response;
}): StatusWriter {
  const { context, sessionId, response } = parts;
  let lastTag = "";
  let running = false;
  let again = false;
  let isFull = false;
  let fullBeats = 0;

  const isOver = () => response.destroyed || response.writableEnded;
  const takesMore = () => !isFull && !isOver();

  function write(text: string): void {
    isFull = !response.write(text);
  }

  async function writeStatus(maySync: boolean): Promise<void> {
    // The status could not be written, so neither the database nor the provider is queried for it.
    if (!takesMore()) return;
    const result = await readBrowserStatus(context, { sessionId, maySync });
    if (!result.ok || !takesMore()) return;
    const tag = entityTagOf(result.value);
    if (tag === lastTag) return;
    lastTag = tag;
    write(`event: status\ndata: ${JSON.stringify(result.value)}\n\n`);
  }

  function end(): void {
    // A proper end would wait behind the unread data, and keep the connection open.
    if (isFull) response.destroy();
    else response.end();
  }

  response.on("drain", () => {
    isFull = false;
    fullBeats = 0;
    void update(false);
  });

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
      } while (again && !isOver());
    } catch (error) {
      // The browser falls back to polling, and reports an error itself if that fails, too.
      context.logger.warn({ sessionId, err: error }, "event stream ended");
      end();
    } finally {
      running = false;
    }
  }

  return {
    update,
    end,
    beat() {
      if (takesMore()) {
        write(": still here\n\n");
        return;
      }
      fullBeats++;
      if (fullBeats >= mostFullBeats) response.destroy();
    },
  };
}
