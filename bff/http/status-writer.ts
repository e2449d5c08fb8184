/** Writes a session's status into one event stream, whatever its reader does: read, dawdle, or leave without a word. */
import type { Response } from "express";
import { readBrowserStatus } from "../services/browser/read-for-browser.ts";
import type { ServiceContext } from "../services/context.ts";
import { entityTagOf } from "./entity-tag.ts";

export interface StatusWriter {
  /** Writes the status if it is another than the one written last. @param maySync whether the provider may be asked. */
  update(maySync: boolean): Promise<void>;
  /** A comment line, so that nobody on the way takes the stream for dead; and the end of a reader who does not read. */
  beat(): void;
  /** Ends the stream: in order where its reader takes that, else at once. */
  end(): void;
}

/** What a reader has not taken by its second heartbeat, it will not take. */
const mostFullBeats = 2;

/** A reader that does not keep up gets no queue: the newest status, once it reads again. */
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
    // Nobody who can be told of it: neither the database nor the provider need be asked.
    if (!takesMore()) return;
    const result = await readBrowserStatus(context, { sessionId, maySync });
    if (!result.ok || !takesMore()) return;
    const tag = entityTagOf(result.value);
    if (tag === lastTag) return;
    lastTag = tag;
    write(`event: status\ndata: ${JSON.stringify(result.value)}\n\n`);
  }

  function end(): void {
    // The end would wait behind what is not taken, and the connection with it.
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
      // The browser polls meanwhile, and says so itself when that fails, too.
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
