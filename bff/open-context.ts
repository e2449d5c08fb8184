/**
 * Opens everything that the use cases need: database, keys, adapters, webhooks. Every program uses this one
 * place.
 */
import { randomBytes, randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { planReload, type Reload } from "./config/reload.ts";
import type { CheckoutConfig } from "./config/types.ts";
import { type Clock, systemClock } from "./core/clock.ts";
import type { RandomSource } from "./core/ids.ts";
import { noTracer } from "./core/tracer.ts";
import { createCurrentSettings } from "./current-settings.ts";
import type { Tracing } from "./open-tracing.ts";
import { createCircuits } from "./providers/circuit.ts";
import { logCalls } from "./providers/log-calls.ts";
import { measureCalls } from "./providers/measure-calls.ts";
import { recordCalls } from "./providers/record-calls.ts";
import { traceCalls } from "./providers/trace-calls.ts";
import type { Metrics, ServiceContext } from "./services/context.ts";
import { createAccountDrift } from "./services/process/account-drift.ts";
import { createAccountSuccesses } from "./services/process/account-successes.ts";
import { noteCallTime } from "./services/process/call-times.ts";
import { hearCall } from "./services/process/heard-calls.ts";
import { createLeases } from "./services/process/held-leases.ts";
import { leaseMs } from "./services/runs/lease-duration.ts";
import { openKeys } from "./storage/encryption/open-keys.ts";
import { sealOldRows } from "./storage/encryption/seal-old-rows.ts";
import { openDatabase } from "./storage/engine/database.ts";
import { type DatabaseWait, reachDatabase } from "./storage/engine/reach-database.ts";
import {
  ForgottenDatabaseError,
  objectToAbsence,
  objectToEmptiness,
  rememberDatabase,
} from "./storage/migrations/known-file.ts";
import { migrate } from "./storage/migrations/migrator.ts";
import { createStatusChannel } from "./storage/notifications/status-channel.ts";
import { createWebhookSender } from "./webhooks/send.ts";

export interface OpenContextOptions {
  readonly config: CheckoutConfig;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock?: Clock;
  readonly random?: RandomSource;
  /** Closed with the rest, and last. Default: no traces. */
  readonly tracing?: Tracing;
  /** How long to wait for a database that is not there yet; default not at all. */
  readonly databaseWait?: DatabaseWait;
}

/** The part of the job loop that the use cases use. */
export interface JobsOfProcess {
  readonly wake: ServiceContext["wakeJobs"];
  readonly reserve: ServiceContext["reservePlace"];
}

export interface OpenContext {
  readonly context: ServiceContext;
  /** Connects the job loop that the use cases wake and whose places they reserve. Without it they wake none. */
  connectJobs(jobs: JobsOfProcess): void;
  /** Takes over what changes at once of a file that was read again. */
  reload(read: CheckoutConfig): Reload;
  /** Gives running calls half a second, then closes everything. */
  close(): Promise<void>;
}

const systemRandom: RandomSource = { bytes: (length) => randomBytes(length) };

function refuse(objection: string | undefined): void {
  if (objection !== undefined) throw new ForgottenDatabaseError(objection);
}

type Closing = () => Promise<void>;

/**
 * Throws if the database cannot be reached or opened, or if the configuration lacks an encryption key that is in use.
 * Nothing stays open then.
 */
export async function openContext(options: OpenContextOptions): Promise<OpenContext> {
  const { config, logger, metrics, clock = systemClock, random = systemRandom } = options;
  const { tracing } = options;
  const tracer = tracing?.tracer ?? noTracer;
  const closings: Closing[] = tracing === undefined ? [] : [() => tracing.close()];
  const closeClients: Closing[] = [];
  const close = async () => {
    // All clients at once, so that one that hangs takes no time from the others. The database comes last.
    await Promise.all(closeClients.splice(0).map((end) => end()));
    for (const end of closings.splice(0).reverse()) await end();
  };
  try {
    refuse(objectToAbsence(config.database.url));
    const database = await openDatabase({ url: config.database.url, logger });
    closings.push(() => database.close());
    await reachDatabase(database, { limitMs: 0, ...options.databaseWait, logger });
    refuse(await objectToEmptiness(database));
    const migrated = await migrate(database);
    const [first] = migrated;
    if (first !== undefined) {
      // The whole list is longer than the log takes of one text.
      const migrations = `${migrated.length}, from ${first} to ${migrated.at(-1)}`;
      logger.info({ migrations }, "the database was brought up to date");
    }
    rememberDatabase(config.database.url, logger);
    const instanceId = randomUUID();
    const keys = await openKeys({ database, config, clock, logger, instanceId });
    closings.push(() => keys.close());
    await sealOldRows(database, keys.seal, logger);
    // Housekeeping tries again: without them, lists are slower and nothing else.
    await database
      .keepStatistics()
      .catch((error: unknown) => logger.warn({ err: error }, "the statistics of the tables were not made"));
    const channel = createStatusChannel({ database, logger });
    closings.push(() => channel.close());
    const circuits = createCircuits();
    const webhooks = createWebhookSender({
      allowPrivateAddresses: config.network.allowPrivateAddresses,
      exceptions: config.network.webhookHosts,
      proxy: config.network.outgoingProxy,
    });
    closeClients.push(() => webhooks.close());
    let jobs: JobsOfProcess = { wake: () => undefined, reserve: () => undefined };
    const settings = createCurrentSettings(config, {
      surround({ id, provider }, http) {
        const account = { accountId: id, provider };
        const told = traceCalls(logCalls(circuits.protect(id, http), account, logger), account, tracer);
        return measureCalls(
          recordCalls(told, { now: () => clock.now(), hear: hearCall }),
          ({ operation, outcome, seconds }) => {
            const labels = { account: id, operation, outcome };
            metrics.count("provider_calls", labels);
            metrics.measure("provider_call_duration", labels, seconds);
            noteCallTime({ accountId: id, operation, durationMs: seconds * 1_000 });
          },
        );
      },
      onUnsafeRedirect(accountId, reason) {
        metrics.count("provider_alarms", { account: accountId, code: "unsafe_redirect" });
        logger.error({ accountId, reason }, "provider sends customers where they may not go");
      },
    });
    closeClients.push(() => settings.close());
    const context: ServiceContext = {
      get config() {
        return settings.read().config;
      },
      get currencies() {
        return settings.read().currencies;
      },
      get accounts() {
        return settings.read().accounts;
      },
      get endpoints() {
        return settings.read().endpoints;
      },
      database,
      seal: keys.seal,
      channel,
      clock,
      random,
      circuits,
      webhooks,
      logger,
      metrics,
      tracer,
      wakeJobs: (queue) => jobs.wake(queue),
      reservePlace: (queue) => jobs.reserve(queue),
      instanceId,
      successes: createAccountSuccesses(database),
      drift: createAccountDrift({
        database,
        onNew(accountId, { kind, name }) {
          metrics.count("provider_drift", { account: accountId, kind });
          logger.warn({ accountId, kind, field: name }, "provider sent what its documentation does not have");
        },
      }),
      leases: createLeases({ instanceId, leaseMs }),
    };
    const connectJobs = (loop: JobsOfProcess) => {
      jobs = loop;
    };
    const reload = (read: CheckoutConfig) => {
      const plan = planReload(context.config, read);
      settings.replace(plan.config);
      return plan;
    };
    return { context, close, connectJobs, reload };
  } catch (error) {
    await close();
    throw error;
  }
}
