/**
 * Listens to a PostgreSQL channel on a connection of its own, and reconnects whenever the connection is lost.
 */
import pg from "pg";
import type { StorageLogger } from "../engine/database.ts";
import { postgresSettings } from "../engine/postgres-pool.ts";

export interface Listener {
  close(): Promise<void>;
}

export interface ListenerOptions {
  readonly url: string;
  /** A constant of ours: it becomes part of the SQL. */
  readonly channel: string;
  readonly logger: StorageLogger | undefined;
  onMessage(message: string): void;
  /** Called after each connect, also the first one. Messages sent before it were missed. */
  onConnected(): void;
  /** Called when a connection is lost, or could not be made. */
  onDisconnected(): void;
}

const firstPauseMs = 100;
const maxPauseMs = 5_000;
/** TCP keep-alive detects a dead connection that nothing is written to. */
const keepAliveDelayMs = 10_000;

export function listenToPostgres(options: ListenerOptions): Listener {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let pauseMs = firstPauseMs;
  let closed = false;

  function retry(lost: pg.Client, why: { readonly err: unknown } | { readonly reason: string }): void {
    if (client !== lost) return;
    client = undefined;
    lost.end().catch(() => undefined);
    if (closed) return;
    options.onDisconnected();
    options.logger?.warn(why, "the connection that listens for changes was lost");
    timer = setTimeout(connect, pauseMs * (0.5 + Math.random()));
    pauseMs = Math.min(pauseMs * 2, maxPauseMs);
  }

  function connect(): void {
    const next = new pg.Client({
      ...postgresSettings(options.url),
      application_name: "pay-checkout listener",
      keepAliveInitialDelayMillis: keepAliveDelayMs,
    });
    client = next;
    next.on("error", (error) => retry(next, { err: error }));
    next.on("end", () => retry(next, { reason: "it was closed" }));
    next.on("notification", ({ payload }) => {
      if (payload !== undefined) options.onMessage(payload);
    });
    listen(next).catch((error: unknown) => retry(next, { err: error }));
  }

  async function listen(next: pg.Client): Promise<void> {
    await next.connect();
    await next.query(`listen ${options.channel}`);
    pauseMs = firstPauseMs;
    if (!closed) options.onConnected();
  }

  connect();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      const last = client;
      client = undefined;
      await last?.end().catch(() => undefined);
    },
  };
}
