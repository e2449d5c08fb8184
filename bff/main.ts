/** The process: config → database → app → listen → drain. */
import type { Logger } from "pino";
import { createApp } from "./app.ts";
import { atMost } from "./at-most.ts";
import { findUnapprovable } from "./config/approvers.ts";
import type { CheckoutConfig } from "./config/types.ts";
import type { Clock } from "./core/clock.ts";
import type { RandomSource } from "./core/ids.ts";
import { startHousekeeping } from "./housekeeping.ts";
import { createLifecycle } from "./http/lifecycle.ts";
import { isWidgetBuilt } from "./http/widget-files.ts";
import { listen, openHttpServer, urlOf } from "./http-server.ts";
import { startJobs } from "./jobs/loop.ts";
import { createMetrics } from "./metrics.ts";
import { openContext } from "./open-context.ts";
import { openLimiters } from "./open-limiters.ts";
import { readVersion, widgetFolder } from "./package-files.ts";
import type { ServiceContext } from "./services/context.ts";
import { nameUncovered } from "./services/coverage/name-uncovered.ts";
import { scheduleReconciliations } from "./services/reconciliation/run-reconciliation.ts";
import { createReadiness } from "./storage/engine/check-database.ts";
import type { DatabaseWait } from "./storage/engine/reach-database.ts";
import { adoptDeliveries } from "./storage/repositories/deliveries.ts";

/**
 * An orchestrator kills a process after 10 s or more. Stopping takes at most the sum of these three. What cannot wait
 * that long (cli/exit-watch.ts) ends the process from outside.
 */
const requestsMs = 5_000;
const jobsMs = 3_000;
const closeMs = 1_000;

/**
 * How long to wait for the database at start. A machine that starts everything at once has its PostgreSQL by
 * then. The server does not listen meanwhile.
 */
const databaseWaitMs = 60_000;

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
  /**
   * Takes over a configuration that was read again, as far as it changes at once, and logs what else differs. What runs
   * goes on.
   */
  reload(read: CheckoutConfig): Promise<void>;
  /** Refuses new work, finishes what runs, releases leases, and closes everything, within 10 s. */
  stop(): Promise<void>;
}

/** For each currency in which a payout might be made that nobody may approve. */
function warnOfApprovers(config: CheckoutConfig, logger: Logger): void {
  for (const reason of findUnapprovable(config)) logger.warn({ reason }, "nobody may approve some payouts");
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
    const limiters = openLimiters(context);
    const widgetIn = options.widgetFolder ?? widgetFolder;
    if (!isWidgetBuilt(widgetIn)) logger.warn("the widget is not built here: its files and /pay are 404");
    const app = createApp(context, {
      lifecycle,
      limiters,
      observe: metrics.observe,
      countStream: metrics.countStream,
      renderMetrics: metrics.render,
      isReady: createReadiness(context.database, logger),
      widgetFolder: widgetIn,
      version: readVersion(),
      ...(options.heartbeatMs === undefined ? {} : { heartbeatMs: options.heartbeatMs }),
    });
    const { server, requests, stopWatching } = openHttpServer(context, app);
    await scheduleReconciliations(context);
    await adoptDeliveries(context.database.kysely, context.endpoints);
    await nameUncovered(context);
    warnOfApprovers(config, logger);
    await listen(server, config.listen);
    const stopHousekeeping = startHousekeeping(context);
    const jobs = runJobs ? startJobs(context) : undefined;
    if (jobs !== undefined) opened.connectJobs(jobs);
    logger.info({ url: urlOf(server), environment: config.environment }, "listening");

    const notStopped = (error: unknown) => logger.warn({ err: error }, "a part did not stop cleanly");
    const stop = async () => {
      lifecycle.drain();
      // Other processes should take the jobs while this one finishes its requests.
      jobs?.pause();
      stopHousekeeping();
      await atMost(requests.idle(), requestsMs, notStopped);
      server.close();
      server.closeAllConnections();
      if (jobs !== undefined) await atMost(jobs.stop(jobsMs - 500), jobsMs, notStopped);
      stopWatching();
      for (const each of Object.values(limiters)) each.close();
      await atMost(opened.close(), closeMs, notStopped);
      logger.info("stopped");
    };
    const reload = async (read: CheckoutConfig) => {
      const { changed, waiting } = opened.reload(read);
      for (const each of Object.values(limiters)) each.follow();
      await adoptDeliveries(context.database.kysely, context.endpoints);
      jobs?.followEndpoints();
      logger.info({ changed: changed.join(" ") }, "the configuration was read again");
      if (waiting.length > 0)
        logger.warn({ reason: waiting.join(" ") }, "of the configuration, this changes with the next start");
      await nameUncovered(context);
      warnOfApprovers(context.config, logger);
    };
    let stopped: Promise<void> | undefined;
    return {
      url: urlOf(server),
      context,
      reload,
      stop: () => {
        stopped ??= stop();
        return stopped;
      },
    };
  } catch (error) {
    await atMost(opened.close(), closeMs, () => undefined);
    throw error;
  }
}
