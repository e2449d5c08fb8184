/**
 * Notifies the watchers of a session that it may have changed: at once in this process, at once in other
 * processes over one PostgreSQL (LISTEN/NOTIFY), and always by a slow poll. Between processes on one SQLite
 * file there is only the poll. A notification only means "read again", so a lost message costs time and no
 * correctness.
 *
 * NOTIFY is not sent inside the transaction: PostgreSQL commits such transactions one after the other, each
 * with its own flush. The ids of a short time are sent together after their commits, and a session that changed
 * twice in it once.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { Database, StorageLogger } from "../engine/database.ts";
import { createEcho } from "./echo.ts";
import { type Listener, listenToPostgres } from "./postgres-listener.ts";
import { type ChangedSession, createSessionWatch, type WatchedSession } from "./session-watch.ts";
import { createSpread } from "./spread.ts";

export interface Subscription {
  /**
   * Call it with the version of the session after each reading. The poll calls the listener when the database has another
   * one; before the first reading it does not. All who subscribe to one session share what was read: whoever has several
   * watchers of a session subscribes once.
   */
  hasRead(version: number): void;
  end(): void;
}

/** Those who watch one session. */
interface Watched extends WatchedSession {
  readonly listeners: Set<() => void>;
}

export interface StatusChannel {
  /** Listens from now on, rather than with the first watcher, so that the log says at the start whether it can. */
  listen(): void;
  /** Call it after the commit that changed the session. */
  publish(sessionId: string): void;
  /**
   * The same of an event after each attempt to deliver it. Only operators follow that, so other processes hear it later.
   */
  publishAttempt(eventId: string): void;
  /** @param listener must return quickly and not throw. */
  subscribe(sessionId: string, listener: () => void): Subscription;
  /**
   * Calls the listener with the id of every session and payout that changes, and of every event after each attempt to
   * deliver it, in all processes over one PostgreSQL. After a lost connection it is called with `*`, since messages were
   * missed. The same rules hold for this listener.
   */
  subscribeToAll(listener: (id: string) => void): () => void;
  /** Sends the pending messages and closes everything. Close the channel before the database. */
  close(): Promise<void>;
}

export interface StatusChannelOptions {
  readonly database: Database;
  readonly logger?: StorageLogger;
  /** How often the database is polled for changes, also while notifications arrive. */
  readonly pollMs?: number;
  /** The time over which all watchers are notified after the listener has reconnected. */
  readonly spreadMs?: number;
  /** How long a message of this process to itself may take, before the log says that none comes back. */
  readonly echoMs?: number;
}

const channelName = "pay_checkout_status";
const defaultPollMs = { sqlite: 1_000, postgres: 2_000 } as const;
/** While messages are known to arrive. */
const heardPollMs = 30_000;
/** Without the spread, a thousand watchers would wait at once for the ten connections with which they read. */
const defaultSpreadMs = 2_000;
const defaultEchoMs = 2_000;
/** How many sessions the poll notifies of in one turn, and the time between two turns. */
const perTurn = 20;
const turnMs = 20;
/** How long ids are gathered for the other processes. A start changes its session twice, mostly within this time. */
const gatherMs = 25;
/** The same of attempts to deliver: every change makes some, and they must not double the messages. */
const gatherAttemptsMs = 500;
/** PostgreSQL takes less than 8000 bytes; the longest ids have 31. */
const idsPerMessage = 240;

export function createStatusChannel(options: StatusChannelOptions): StatusChannel {
  const { database, logger } = options;
  /** Starts each message of this process, which receives its own messages too. */
  const origin = randomUUID();
  const watched = new Map<string, Watched>();
  const toAll = new Set<(id: string) => void>();
  const changed = new Set<string>();
  /** Of which the other processes are still to be notified. */
  const gathered = new Set<string>();
  const closing = new AbortController();
  const spread = createSpread(options.spreadMs ?? defaultSpreadMs);
  const pollMs = options.pollMs ?? defaultPollMs[database.engine];
  const echo = createEcho({
    // By another connection than the one that listens: PostgreSQL hands a connection its own message at once.
    send: () => sendMessage(origin),
    waitMs: options.echoMs ?? defaultEchoMs,
    onSilence: () =>
      logger?.warn(
        { reason: `every ${pollMs} ms` },
        "LISTEN hears nothing through the pooler before PostgreSQL: changes of other processes are found by a poll",
      ),
  });
  let flushing: Promise<void> | undefined;
  let sending: Promise<void> | undefined;
  let postgres: Listener | undefined;
  let timer: NodeJS.Timeout | undefined;
  let attempts: NodeJS.Timeout | undefined;
  let closed = false;

  function call(listener: () => void): void {
    try {
      listener();
    } catch (error) {
      logger?.warn({ err: error }, "a listener to a session's changes failed");
    }
  }

  function notify(sessionId: string): void {
    for (const listener of watched.get(sessionId)?.listeners ?? []) call(listener);
  }

  function notifyAll(ids: readonly string[]): void {
    for (const listener of toAll) for (const id of ids) call(() => listener(id));
  }

  async function flush(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    const ids = [...changed];
    changed.clear();
    flushing = undefined;
    ids.forEach(notify);
    notifyAll(ids);
    if (database.engine === "sqlite") return;
    for (const id of ids) gathered.add(id);
    sending ??= send();
  }

  async function sendMessage(message: string): Promise<void> {
    await sql`select pg_notify(${channelName}, ${message})`.execute(database.kysely);
  }

  async function send(): Promise<void> {
    await sleep(gatherMs, undefined, { signal: closing.signal }).catch(() => undefined);
    const ids = [...gathered];
    gathered.clear();
    sending = undefined;
    try {
      for (let start = 0; start < ids.length; start += idsPerMessage) {
        const message = [origin, ...ids.slice(start, start + idsPerMessage)].join(",");
        await sendMessage(message);
      }
    } catch (error) {
      // The other processes notice the change by their poll.
      logger?.warn({ err: error }, "other processes could not be notified of a change");
    }
  }

  const watch = createSessionWatch(database);

  async function poll(): Promise<void> {
    try {
      await notifyInTurns(await watch.findChanged(watched));
    } catch (error) {
      if (!closed) logger?.warn({ err: error }, "sessions could not be polled for changes");
    }
    schedulePoll();
  }

  /** All at once, thousands would wait for the ten connections with which they read. */
  async function notifyInTurns(changed: readonly ChangedSession[]): Promise<void> {
    for (const [index, { id, version }] of changed.entries()) {
      if (index > 0 && index % perTurn === 0) await sleep(turnMs, undefined, { signal: closing.signal });
      // A watcher that cannot read it now is not notified of the same change at each poll.
      const ofSession = watched.get(id);
      if (ofSession !== undefined) ofSession.version = version;
      notify(id);
    }
  }

  function schedulePoll(): void {
    clearTimeout(timer);
    if (closed || watched.size === 0) timer = undefined;
    else timer = setTimeout(poll, options.pollMs ?? (echo.isHeard() ? heardPollMs : pollMs));
  }

  /** The next poll may have been far off, because messages arrived. */
  function pollSoon(): void {
    echo.disconnected();
    if (timer !== undefined) schedulePoll();
  }

  function start(): void {
    if (timer === undefined) schedulePoll();
    listen();
  }

  function listen(): void {
    if (postgres !== undefined || database.engine === "sqlite") return;
    postgres = listenToPostgres({
      url: database.url,
      channel: channelName,
      logger,
      onMessage(message) {
        const [from, ...ids] = message.split(",");
        if (from === origin) echo.received();
        else {
          ids.forEach(notify);
          notifyAll(ids);
        }
      },
      onConnected() {
        echo.send();
        // Messages before the connect were missed.
        notifyAll(["*"]);
        spread.start([...watched.keys()], notify);
      },
      onDisconnected: pollSoon,
    });
  }

  return {
    listen() {
      if (!closed) listen();
    },
    publish(sessionId) {
      changed.add(sessionId);
      flushing ??= flush();
    },
    publishAttempt(eventId) {
      notifyAll([eventId]);
      if (database.engine === "sqlite" || closed) return;
      gathered.add(eventId);
      attempts ??= setTimeout(() => {
        attempts = undefined;
        // A message that left meanwhile may have taken them along.
        if (gathered.size > 0) sending ??= send();
      }, gatherAttemptsMs);
    },
    subscribe(sessionId, listener) {
      const own = () => listener();
      const ofSession = watched.get(sessionId) ?? {
        listeners: new Set(),
        version: undefined,
        isCompared: false,
      };
      watched.set(sessionId, ofSession);
      ofSession.listeners.add(own);
      if (!closed) start();
      return {
        hasRead(version) {
          ofSession.version = version;
          ofSession.isCompared = false;
        },
        end() {
          ofSession.listeners.delete(own);
          if (ofSession.listeners.size === 0 && watched.get(sessionId) === ofSession)
            watched.delete(sessionId);
        },
      };
    },
    subscribeToAll(listener) {
      const own = (id: string) => listener(id);
      toAll.add(own);
      if (!closed) listen();
      return () => void toAll.delete(own);
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      clearTimeout(attempts);
      spread.stop();
      echo.stop();
      watched.clear();
      toAll.clear();
      closing.abort();
      await flushing;
      await sending;
      await postgres?.close();
    },
  };
}
