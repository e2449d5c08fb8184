/** Several processes share the deliveries of one PostgreSQL: how fast, who claims in vain, and who waits for a lock. */
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { Sandbox } from "../../../demo/sandbox/sandbox.ts";
import { startPostgresProxy } from "../floor/postgres-proxy.ts";
import { startEndpoint } from "../support/endpoint.ts";
import { openBenchContext } from "../support/open-context.ts";
import { benchConfig, beside, createBenchDatabase, startBff } from "../support/product.ts";
import type { Bench } from "../support/run-bench.ts";
import { writeEvents } from "../support/write-events.ts";

export interface Shared {
  readonly processes: number;
  readonly deliveries: number;
  readonly perSecond: number;
  /** Requests beyond the first for an event. */
  readonly repeats: number;
  readonly claims: number;
  /** Claims that got no job. */
  readonly inVain: number;
  readonly heartbeats: number;
  /** How many of the looks at PostgreSQL saw a statement that waited for a lock, and how many looks there were. */
  readonly lockWaits: number;
  readonly looks: number;
  /** How often a heartbeat was seen to wait for a lock. */
  readonly heartbeatWaits: number;
  /** Of those that waited: how their statements begin. */
  readonly waiting: readonly string[];
}

/** An endpoint of the merchant takes so long: then a process cannot do it alone, and leases outlast heartbeats. */
const endpointMs = 200;
const lookEveryMs = 10;
const textLength = 60;
const claim = /^with "due" as/;
const heartbeat = /^update "jobs" set "locked_until" = \$1 where "locked_by" = \$2 and "lease_token" in/;
const waitingSql =
  "select query from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

/** Looks at the server's statements until it is told to stop. */
function watchLocks(client: pg.Client) {
  let [looks, lockWaits, heartbeatWaits] = [0, 0, 0];
  let isOver = false;
  const waiting = new Set<string>();
  const watching = (async () => {
    while (!isOver) {
      const { rows } = await client.query<{ query: string }>(waitingSql);
      looks++;
      if (rows.length > 0) lockWaits++;
      for (const { query } of rows) waiting.add(query.slice(0, textLength));
      heartbeatWaits += rows.filter(({ query }) => heartbeat.test(query)).length;
      await pause(lookEveryMs);
    }
  })();
  return async () => {
    isOver = true;
    await watching;
    return { looks, lockWaits, heartbeatWaits, waiting: [...waiting] };
  };
}

export async function measureShared(
  bench: Bench,
  input: { readonly sandbox: Sandbox; readonly processes: number; readonly deliveries: number },
): Promise<Shared> {
  const { sandbox, processes, deliveries } = input;
  await using running = new AsyncDisposableStack();
  const own = { ...bench, cleanup: running };
  const endpoint = await startEndpoint(own, endpointMs);
  const { url: databaseUrl } = await createBenchDatabase(own, "postgres");
  const config = await benchConfig({ sandbox, databaseUrl, merchant: endpoint.origin });
  {
    await using writing = new AsyncDisposableStack();
    await writeEvents(await openBenchContext({ cleanup: writing }, config), deliveries);
  }
  let [claims, inVain, heartbeats] = [0, 0, 0];
  const seen = (sql: string, rows: number) => {
    if (heartbeat.test(sql)) heartbeats++;
    if (!claim.test(sql)) return;
    claims++;
    if (rows === 0) inVain++;
  };
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  running.defer(() => client.end());
  const starts = Array.from({ length: processes }, async () => {
    const proxy = await startPostgresProxy(databaseUrl, seen);
    running.defer(() => proxy.close());
    await startBff(own, { ...(await beside(config)), database: { url: proxy.url } });
  });
  await Promise.all(starts);
  const stopWatching = watchLocks(client);
  while (endpoint.arrivals.size < deliveries) await pause(5);
  const locks = await stopWatching();
  const times = [...endpoint.arrivals.values()].sort((a, b) => a - b);
  // The processes become ready one after the other, and the last deliveries leave places empty: the middle half counts.
  const [from, to] = [Math.floor(times.length / 4), Math.floor((times.length * 3) / 4)];
  const tookMs = (times[to] ?? 0) - (times[from] ?? 0);
  return {
    processes,
    deliveries,
    perSecond: ((to - from) * 1000) / tookMs,
    repeats: endpoint.repeats(),
    claims,
    inVain,
    heartbeats,
    ...locks,
  };
}
