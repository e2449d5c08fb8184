/**
 * Opens everything that the use cases need: database, keys, adapters, webhooks. Every program uses this one
 * place.
 */
import { randomBytes, randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { CheckoutConfig } from "./config/types.ts";
import { type Clock, systemClock } from "./core/clock.ts";
import type { RandomSource } from "./core/ids.ts";
import { createCurrencies } from "./core/money.ts";
import { createCircuits } from "./providers/circuit.ts";
import { createProviderHttp, type ProviderHttp } from "./providers/http-client.ts";
import { guardRedirects } from "./services/accounts/guard-redirects.ts";
import type { Metrics, ProviderAccount, ServiceContext } from "./services/context.ts";
import { createAccountSuccesses } from "./services/process/account-successes.ts";
import { createLeases } from "./services/process/held-leases.ts";
import { leaseMs } from "./services/runs/lease-duration.ts";
import { openDataKey } from "./storage/encryption/key-ring.ts";
import { createSeal } from "./storage/encryption/seal.ts";
import { type Database, openDatabase } from "./storage/engine/database.ts";
import { type DatabaseWait, reachDatabase } from "./storage/engine/reach-database.ts";
import { migrate } from "./storage/migrations/migrator.ts";
import { createStatusChannel } from "./storage/notifications/status-channel.ts";
import { createWebhookSender } from "./webhooks/send.ts";

export interface OpenContextOptions {
  readonly config: CheckoutConfig;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock?: Clock;
  readonly random?: RandomSource;
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
  /** Gives running calls half a second, then closes everything. */
  close(): Promise<void>;
}

const systemRandom: RandomSource = { bytes: (length) => randomBytes(length) };

type Closing = () => Promise<void>;

/**
 * Creates the adapters, each with its own HTTP client. Appends the functions that close the clients to
 * `closeClients`.
 */
function openAccounts(
  config: CheckoutConfig,
  protect: (accountId: string, http: ProviderHttp) => ProviderHttp,
  closeClients: Closing[],
  onUnsafeRedirect: (accountId: string, why: string) => void,
): ReadonlyMap<string, ProviderAccount> {
  const { providerTimeoutMs: timeoutMs, allowPrivateAddresses } = config.network;
  const accounts = config.accounts.map(({ createAdapter, baseUrl, redirectHosts, ...account }) => {
    const { id } = account;
    const http = createProviderHttp({ timeoutMs, allowPrivateAddresses });
    closeClients.push(() => http.close());
    const adapter = guardRedirects(createAdapter(protect(id, http)), {
      httpsOnly: config.environment === "live",
      ownOrigin: new URL(baseUrl).origin,
      hosts: redirectHosts,
      onRefused: (why) => onUnsafeRedirect(id, why),
    });
    return [id, { ...account, adapter }] as const;
  });
  return new Map(accounts);
}

async function openSeal(config: CheckoutConfig, database: Database, clock: Clock) {
  const secrets = config.merchant.apiKeys.map(({ secret }) => secret);
  return createSeal(await openDataKey(database, { secrets, now: clock.now() }));
}

/**
 * Throws if the database cannot be reached or opened, or if none of the API keys decrypts its data key.
 * Nothing stays open then.
 */
export async function openContext(options: OpenContextOptions): Promise<OpenContext> {
  const { config, logger, metrics, clock = systemClock, random = systemRandom } = options;
  const closings: Closing[] = [];
  const closeClients: Closing[] = [];
  const close = async () => {
    // All clients at once, so that one that hangs takes no time from the others. The database comes last.
    await Promise.all(closeClients.splice(0).map((end) => end()));
    for (const end of closings.splice(0).reverse()) await end();
  };
  try {
    const database = await openDatabase({ url: config.database.url, logger });
    closings.push(() => database.close());
    await reachDatabase(database, { limitMs: 0, ...options.databaseWait, logger });
    await migrate(database);
    const seal = await openSeal(config, database, clock);
    const channel = createStatusChannel({ database, logger });
    closings.push(() => channel.close());
    const circuits = createCircuits();
    const webhooks = createWebhookSender({
      allowPrivateAddresses: config.network.allowPrivateAddresses,
      exceptions: config.network.webhookHosts,
    });
    closeClients.push(() => webhooks.close());
    let jobs: JobsOfProcess = { wake: () => undefined, reserve: () => undefined };
    const instanceId = randomUUID();
    const context: ServiceContext = {
      config,
      currencies: createCurrencies(config.coins),
      database,
      seal,
      channel,
      clock,
      random,
      accounts: openAccounts(config, circuits.protect, closeClients, (accountId, reason) => {
        metrics.count("provider_alarms", { account: accountId, code: "unsafe_redirect" });
        logger.error({ accountId, reason }, "provider sends customers where they may not go");
      }),
      circuits,
      endpoints: config.merchant.webhooks,
      webhooks,
      logger,
      metrics,
      wakeJobs: (queue) => jobs.wake(queue),
      reservePlace: (queue) => jobs.reserve(queue),
      instanceId,
      successes: createAccountSuccesses(database),
      leases: createLeases({ instanceId, leaseMs }),
    };
    const connectJobs = (loop: JobsOfProcess) => {
      jobs = loop;
    };
    return { context, close, connectJobs };
  } catch (error) {
    await close();
    throw error;
  }
}
