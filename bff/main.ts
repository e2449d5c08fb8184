/** The process: config → database → app → listen → drain. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { createApp } from "./app.ts";
import type { CheckoutConfig } from "./config/types.ts";
import type { Clock } from "./core/clock.ts";
import type { RandomSource } from "./core/ids.ts";
import { startHousekeeping } from "./housekeeping.ts";
import { createLifecycle } from "./http/lifecycle.ts";
import { startJobs } from "./jobs/loop.ts";
import { createMetrics } from "./metrics.ts";
import { openContext } from "./open-context.ts";
import { readVersion, widgetFolder } from "./package-files.ts";
import type { ServiceContext } from "./services/context.ts";
import { nameUncovered } from "./services/coverage/name-uncovered.ts";
import { scheduleReconciliations } from "./services/reconciliation/run-reconciliation.ts";
import { canReachDatabase } from "./storage/engine/check-database.ts";
import type { DatabaseWait } from "./storage/engine/reach-database.ts";
import { adoptDeliveries } from "./storage/repositories/deliveries.ts";
import { createRateLimiter } from "./storage/repositories/rate-limits.ts";

/** An orchestrator kills a process after 10 s or more. Stopping takes at most the sum of these three. */
const requestsMs = 5_000;
const jobsMs = 3_000;
const closeMs = 1_000;

/**
 * How long to wait for the database at start. A machine that starts everything at once has its PostgreSQL by
 * then. The server does not listen meanwhile.
 */
const databaseWaitMs = 60_000;

const requestTimeoutMs = 30_000;
const headersTimeoutMs = 15_000;
/** Longer than the minute for which balancers keep a connection, so that they close it first. */
const keepAliveMs = 65_000;

export interface ServerOptions {
  readonly config: CheckoutConfig;
  readonly logger: Logger;
  readonly clock?: Clock;
  readonly random?: RandomSource;
  /** The folder of the built widget; default the package's own. */
  readonly widgetFolder?: string;
  /** Between two comment lines of an event stream. */
  readonly heartbeatMs?: number;
  /** False runs no jobs (a test runs them one by one). */
  readonly runJobs?: boolean;
  /** How long to wait for a database that is not there yet; default a minute. */
  readonly databaseWait?: DatabaseWait;
}

export interface RunningServer {
  /** Where it listens, such as `http://127.0.0.1:8787`. */
  readonly url: string;
  readonly context: ServiceContext;
  /** Refuses new work, finishes what runs, releases leases, and closes everything, within 10 s. */
  stop(): Promise<void>;
}

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const host = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}

async function listen(server: Server, { host, port }: CheckoutConfig["listen"]): Promise<void> {
  server.listen({ host, port });
  await once(server, "listening");
}

/** Counts the requests under way. `idle` resolves when every one has been answered. */
function watchRequests(server: Server): { readonly idle: () => Promise<void> } {
  let active = 0;
  let whenIdle: () => void = () => undefined;
  server.on("request", (_request, response) => {
    active++;
    response.once("close", () => {
      active--;
      if (active === 0) whenIdle();
    });
  });
  return {
    idle: () =>
      new Promise((resolve) => {
        whenIdle = resolve;
        if (active === 0) resolve();
      }),
  };
}

/**
 * Waits for one part of stopping, but no longer than the limit. If the part fails, the failure is logged and the next
 * part begins.
 */
async function atMost(work: Promise<unknown>, limitMs: number, logger: Logger): Promise<void> {
  const stop = new AbortController();
  const limit = sleep(limitMs, undefined, { signal: stop.signal }).catch(() => undefined);
  const done = work.catch((error: unknown) => logger.warn({ err: error }, "a part did not stop cleanly"));
  await Promise.race([done, limit]);
  stop.abort();
}

/**
 * Throws if the database cannot be reached or the address cannot be listened on. Nothing keeps running then.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config, logger, runJobs = true } = options;
  const metrics = createMetrics();
  const opened = await openContext({
    databaseWait: { limitMs: databaseWaitMs },
    ...options,
    metrics: metrics.metrics,
  });
  const { context } = opened;
  const lifecycle = createLifecycle();
  try {
    const limiter = (name: string, perMinute: number) =>
      createRateLimiter(context.database, { name, perMinute, seal: context.seal, logger });
    const limiters = {
      browser: limiter("browser", config.limits.browserPerMinute),
      session: limiter("session", config.limits.sessionPerMinute),
      merchant: limiter("merchant", config.limits.merchantPerMinute),
      callbacks: limiter("callbacks", config.limits.callbacksPerMinute),
      failures: limiter("failures", config.limits.failuresPerMinute),
    };
    const app = createApp(context, {
      lifecycle,
      limiters,
      observe: metrics.observe,
      countStream: metrics.countStream,
      renderMetrics: metrics.render,
      isReady: () => canReachDatabase(context.database),
      widgetFolder: options.widgetFolder ?? widgetFolder,
      version: readVersion(),
      ...(options.heartbeatMs === undefined ? {} : { heartbeatMs: options.heartbeatMs }),
    });
    const server = createServer({ requestTimeout: requestTimeoutMs, headersTimeout: headersTimeoutMs }, app);
    server.keepAliveTimeout = keepAliveMs;
    const requests = watchRequests(server);
    await scheduleReconciliations(context);
    await adoptDeliveries(context.database.kysely, context.endpoints);
    await nameUncovered(context);
    await listen(server, config.listen);
    const stopHousekeeping = startHousekeeping(context);
    const jobs = runJobs ? startJobs(context) : undefined;
    if (jobs !== undefined) opened.connectJobs(jobs);
    logger.info({ url: urlOf(server), environment: config.environment }, "listening");

    const stop = async () => {
      lifecycle.drain();
      // Other processes should take the jobs while this one finishes its requests.
      jobs?.pause();
      stopHousekeeping();
      await atMost(requests.idle(), requestsMs, logger);
      server.close();
      server.closeAllConnections();
      if (jobs !== undefined) await atMost(jobs.stop(jobsMs - 500), jobsMs, logger);
      for (const each of Object.values(limiters)) each.close();
      await atMost(opened.close(), closeMs, logger);
      logger.info("stopped");
    };
    let stopped: Promise<void> | undefined;
    return {
      url: urlOf(server),
      context,
      stop: () => {
        stopped ??= stop();
        return stopped;
      },
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}
