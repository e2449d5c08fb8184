/** The process: config → database → app → listen → drain. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { createApp } from "./app.ts";
import type { CheckoutConfig } from "./config/types.ts";
import type { Clock } from "./core/clock.ts";
import type { RandomSource } from "./core/ids.ts";
import { releaseStrays, startHousekeeping } from "./housekeeping.ts";
import { createLifecycle } from "./http/lifecycle.ts";
import { startJobs } from "./jobs/loop.ts";
import { createMetrics } from "./metrics.ts";
import { openContext } from "./open-context.ts";
import { readVersion, widgetFolder } from "./package-files.ts";
import type { ServiceContext } from "./services/context.ts";
import { scheduleReconciliations } from "./services/reconciliation/run-reconciliation.ts";
import { canReachDatabase } from "./storage/engine/check-database.ts";
import type { DatabaseWait } from "./storage/engine/reach-database.ts";
import { createRateLimiter } from "./storage/repositories/rate-limits.ts";

/** An orchestrator kills after 10 s or more: these three end before. */
const requestsMs = 5_000;
const jobsMs = 3_000;
const closeMs = 1_000;

/** A machine that starts everything at once has its PostgreSQL by then. Nothing listens meanwhile. */
const databaseWaitMs = 60_000;

const requestTimeoutMs = 30_000;
const headersTimeoutMs = 15_000;
/** Longer than the minute that balancers keep a connection, so that they are the ones who let go. */
const keepAliveMs = 65_000;

export interface ServerOptions {
  readonly config: CheckoutConfig;
  readonly logger: Logger;
  readonly clock?: Clock;
  readonly random?: RandomSource;
  /** Where the built widget is; the package's own unless a test says otherwise. */
  readonly widgetFolder?: string;
  /** Between two comment lines of an event stream. */
  readonly heartbeatMs?: number;
  /** False leaves the jobs to somebody else (a test that runs them one by one). */
  readonly runJobs?: boolean;
  /** How long a database that is not there yet is waited for; a minute. */
  readonly databaseWait?: DatabaseWait;
}

export interface RunningServer {
  /** Where it listens: `http://127.0.0.1:8787`. */
  readonly url: string;
  readonly context: ServiceContext;
  /** Refuses new work, finishes what runs, hands leases back, closes: within 10 s. */
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

/** Counts requests that are not answered yet. */
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

/** Waits for the work or the time, whichever is first. Work that fails is over, too: what follows must still be done. */
async function atMost(work: Promise<unknown>, limitMs: number, logger: Logger): Promise<void> {
  const stop = new AbortController();
  const limit = sleep(limitMs, undefined, { signal: stop.signal }).catch(() => undefined);
  const done = work.catch((error: unknown) => logger.warn({ err: error }, "a part did not stop cleanly"));
  await Promise.race([done, limit]);
  stop.abort();
}

/** Throws when the database or the address can't be had; nothing runs then. */
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
      createRateLimiter(context.database, { name, perMinute, seal: context.seal });
    const app = createApp(context, {
      lifecycle,
      limiters: {
        browser: await limiter("browser", config.limits.browserPerMinute),
        merchant: await limiter("merchant", config.limits.merchantPerMinute),
        callbacks: await limiter("callbacks", config.limits.callbacksPerMinute),
      },
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
    await releaseStrays(context);
    await listen(server, config.listen);
    const stopHousekeeping = startHousekeeping(context);
    const jobs = runJobs ? startJobs(context) : undefined;
    if (jobs !== undefined) opened.connectJobs(jobs);
    logger.info({ url: urlOf(server), environment: config.environment }, "listening");

    const stop = async () => {
      lifecycle.drain();
      // Another process should have them while the requests of this one end.
      jobs?.pause();
      stopHousekeeping();
      await atMost(requests.idle(), requestsMs, logger);
      server.close();
      server.closeAllConnections();
      if (jobs !== undefined) await atMost(jobs.stop(jobsMs - 500), jobsMs, logger);
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
