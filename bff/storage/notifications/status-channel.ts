/**
 * Tells whoever watches a session that it may have changed: at once in this process, at once in others over one
 * PostgreSQL (LISTEN/NOTIFY), and in any case by a slow poll, which is all that there is between processes on one
 * SQLite file. What a watcher hears is only "read again": a message that is lost costs time, never truth.
 *
 * NOTIFY is not sent inside the transaction: PostgreSQL makes all transactions that do so commit one after the other,
 * each with its own flush. After the commit, those of one turn of the event loop go out together.
 */
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Database, StorageLogger } from "../engine/database.ts";
import { type Listener, listenToPostgres } from "./postgres-listener.ts";
import { createSessionWatch } from "./session-watch.ts";
import { createSpread } from "./spread.ts";

export interface StatusChannel {
  /** Call it after the commit that changed the session. */
  publish(sessionId: string): void;
  /** @param listener must return quickly and not throw. @returns how to stop. */
  subscribe(sessionId: string, listener: () => void): () => void;
  /** Sends what is still to be sent and lets everything go. Close it before the database. */
  close(): Promise<void>;
}

export interface StatusChannelOptions {
  readonly database: Database;
  readonly logger?: StorageLogger;
  /** How often the database is looked at for changes nobody told of. */
  readonly pollMs?: number;
  /** Over how long all watchers are told once the listener is connected again. */
  readonly spreadMs?: number;
}

const channelName = "pay_checkout_status";
const defaultPollMs = { sqlite: 1_000, postgres: 2_000 } as const;
/** A thousand watchers would wait in one moment for the ten connections that they read with. */
const defaultSpreadMs = 2_000;
/** PostgreSQL takes less than 8000 bytes; an id has 25. */
const idsPerMessage = 250;

export function createStatusChannel(options: StatusChannelOptions): StatusChannel {
  const { database, logger } = options;
  /** Begins our messages, which come back to us. */
  const origin = randomUUID();
  const listeners = new Map<string, Set<() => void>>();
  const changed = new Set<string>();
  const spread = createSpread(options.spreadMs ?? defaultSpreadMs);
  let flushing: Promise<void> | undefined;
  let postgres: Listener | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function tell(sessionId: string): void {
    for (const listener of listeners.get(sessionId) ?? []) {
      try {
        listener();
      } catch (error) {
        logger?.warn({ err: error }, "a listener to a session's changes failed");
      }
    }
  }

  async function flush(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    const ids = [...changed];
    changed.clear();
    flushing = undefined;
    ids.forEach(tell);
    if (database.engine === "sqlite") return;
    try {
      for (let start = 0; start < ids.length; start += idsPerMessage) {
        const message = [origin, ...ids.slice(start, start + idsPerMessage)].join(",");
        await sql`select pg_notify(${channelName}, ${message})`.execute(database.kysely);
      }
    } catch (error) {
      // The others find out by their poll.
      logger?.warn({ err: error }, "other processes could not be told of a change");
    }
  }

  const watch = createSessionWatch(database);

  async function poll(): Promise<void> {
    try {
      for (const sessionId of await watch.findChanged([...listeners.keys()])) tell(sessionId);
    } catch (error) {
      if (!closed) logger?.warn({ err: error }, "sessions could not be looked at for changes");
    }
    schedulePoll();
  }

  function schedulePoll(): void {
    if (closed || listeners.size === 0) timer = undefined;
    else timer = setTimeout(poll, options.pollMs ?? defaultPollMs[database.engine]);
  }

  function start(): void {
    if (timer === undefined) schedulePoll();
    if (postgres !== undefined || database.engine === "sqlite") return;
    postgres = listenToPostgres({
      url: database.url,
      channel: channelName,
      logger,
      onMessage(message) {
        const [from, ...ids] = message.split(",");
        if (from !== origin) ids.forEach(tell);
      },
      // Nobody knows what was said before.
      onConnected: () => spread.start([...listeners.keys()], tell),
    });
  }

  return {
    publish(sessionId) {
      changed.add(sessionId);
      flushing ??= flush();
    },
    subscribe(sessionId, listener) {
      const own = () => listener();
      const ofSession = listeners.get(sessionId) ?? new Set();
      listeners.set(sessionId, ofSession.add(own));
      if (!closed) start();
      return () => {
        ofSession.delete(own);
        if (ofSession.size === 0 && listeners.get(sessionId) === ofSession) listeners.delete(sessionId);
      };
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      spread.stop();
      listeners.clear();
      await flushing;
      await postgres?.close();
    },
  };
}
