/**
 * The whole checkout behind one request handler: database, app, jobs. `serve` puts a server of its own around it
 * (main.ts), and a program that mounts it brings one (server.ts).
 */
import type { RequestListener } from "node:http";
import type { Logger } from "pino";
import { createApp } from "./app.ts";
import { atMost } from "./at-most.ts";
import { withoutBasePath } from "./base-path.ts";
import { findUnapprovable } from "./config/approvers.ts";
import type { CheckoutConfig } from "./config/types.ts";
import type { Clock } from "./core/clock.ts";
import type { RandomSource } from "./core/ids.ts";
import { startHousekeeping } from "./housekeeping.ts";
import { createLifecycle } from "./http/lifecycle.ts";
import { watchRequests } from "./http/watch-requests.ts";
import { isWidgetBuilt } from "./http/widget-files.ts";
import { startJobs } from "./jobs/loop.ts";
import { createMetrics } from "./metrics.ts";
import { openContext } from "./open-context.ts";
import { openLimiters } from "./open-limiters.ts";
import { openTracing } from "./open-tracing.ts";
import { readVersion, widgetFolder } from "./package-files.ts";
import type { ServiceContext } from "./services/context.ts";
import { nameUncovered } from "./services/coverage/name-uncovered.ts";
import { scheduleReconciliations } from "./services/reconciliation/run-reconciliation.ts";
import { createReadiness } from "./storage/engine/check-database.ts";
import type { DatabaseWait } from "./storage/engine/reach-database.ts";
import { adoptDeliveries } from "./storage/repositories/adopt-deliveries.ts";

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

export interface OpenCheckoutOptions {
  readonly config: CheckoutConfig;
  readonly logger: Logger;
  readonly clock?: Clock;
  readonly random?: RandomSource;
  /** The folder of the built widget; default the package's own. */
  readonly widgetFolder?: string;
  /** Between two comment lines of an event stream. */
  readonly heartbeatMs?: number;
  /** How many event streams of customers may be open at once. */
  readonly mostStreams?: number;
  /** True where another program's server brings the requests. */
  readonly isEmbedded?: boolean;
  /** Called at each run of scrypt. */
  readonly onScrypt?: () => void;
  /** False runs no jobs (a test runs them one by one). */
  readonly runJobs?: boolean;
  /** How long to wait for a database that is not there yet; default a minute. */
  readonly databaseWait?: DatabaseWait;
}

export interface OpenCheckout {
  readonly context: ServiceContext;
  /** Answers every request, with the path of `publicUrl` or without it. */
  readonly handle: RequestListener;
  /**
   * Starts housekeeping, the listener for changes, and the jobs. Call it when requests can come in: a callback is the
   * answer to a job's call.
   */
  begin(): void;
  /**
   * Takes over a configuration that was read again, as far as it changes at once, and logs what else differs. What runs
   * goes on.
   */
  reload(read: CheckoutConfig): Promise<void>;
  /**
   * Refuses new work, finishes what runs, releases leases, and closes everything, within 10 s. `closeServer` is called
   * when the requests are answered.
   */
  stop(closeServer: () => void): Promise<void>;
  /** For a start that has failed: closes what is open. */
  abandon(): Promise<void>;
}

/** For each currency in which a payout might be made that nobody may approve. */
function warnOfApprovers(config: CheckoutConfig, logger: Logger): void {
  for (const reason of findUnapprovable(config)) logger.warn({ reason }, "nobody may approve some payouts");
}

/** Throws if the database cannot be reached. Nothing keeps running then. */
export async function openCheckout(options: OpenCheckoutOptions): Promise<OpenCheckout> {
  const { config, logger, runJobs = true } = options;
  const metrics = createMetrics();
  const tracing = await openTracing({ logger, version: readVersion() });
  const opened = await openContext({
    databaseWait: { limitMs: databaseWaitMs },
    ...options,
    metrics: metrics.metrics,
    tracing,
  });
  const { context } = opened;
  metrics.watch(context, { version: readVersion() });
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
      onScrypt: options.onScrypt,
      isEmbedded: options.isEmbedded,
      ...(options.heartbeatMs === undefined ? {} : { heartbeatMs: options.heartbeatMs }),
      ...(options.mostStreams === undefined ? {} : { mostStreams: options.mostStreams }),
    });
    const requests = watchRequests(withoutBasePath(config.publicUrl, app));
    await scheduleReconciliations(context);
    await adoptDeliveries(context.database, context.endpoints);
    await nameUncovered(context);
    warnOfApprovers(config, logger);
    let jobs: ReturnType<typeof startJobs> | undefined;
    let stopHousekeeping: () => void = () => undefined;
    const begin = () => {
      stopHousekeeping = startHousekeeping(context);
      context.channel.listen();
      if (!runJobs) return;
      jobs = startJobs(context);
      opened.connectJobs(jobs);
    };
    const notStopped = (error: unknown) => logger.warn({ err: error }, "a part did not stop cleanly");
    const stop = async (closeServer: () => void) => {
      lifecycle.drain();
      // Other processes should take the jobs while this one finishes its requests.
      jobs?.pause();
      stopHousekeeping();
      await atMost(requests.idle(), requestsMs, notStopped);
      closeServer();
      if (jobs !== undefined) await atMost(jobs.stop(jobsMs - 500), jobsMs, notStopped);
      for (const each of Object.values(limiters)) each.close();
      await atMost(opened.close(), closeMs, notStopped);
      logger.info("stopped");
    };
    const reload = async (read: CheckoutConfig) => {
      const { changed, waiting } = opened.reload(read);
      metrics.follow();
      for (const each of Object.values(limiters)) each.follow();
      // First, so that somebody works on the queues into which the deliveries move.
      jobs?.followEndpoints();
      await adoptDeliveries(context.database, context.endpoints);
      logger.info({ changed: changed.join(" ") }, "the configuration was read again");
      if (waiting.length > 0)
        logger.warn({ reason: waiting.join(" ") }, "of the configuration, this changes with the next start");
      await nameUncovered(context);
      warnOfApprovers(context.config, logger);
    };
    let stopped: Promise<void> | undefined;
    return {
      context,
      handle: requests.handle,
      begin,
      reload,
      stop: (closeServer) => {
        stopped ??= stop(closeServer);
        return stopped;
      },
      abandon: () => atMost(opened.close(), closeMs, notStopped),
    };
  } catch (error) {
    await atMost(opened.close(), closeMs, () => undefined);
    throw error;
  }
}
