/**
 * The whole BFF in the test's own process, on real ports, a real database and the sandbox providers:
 *
 *     const app = await startTestApp({ engine: "sqlite" });
 *     const session = await app.api.createSession();
 *     const payment = await app.browser(session.clientToken).start("store");
 *     app.clock.advance(60_000);
 *     await app.runJobsUntilIdle();
 *     await app.stop();
 *
 * The clock stands still until the test advances it, and jobs run when the test calls for it, unless `runJobs` is set.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, vi } from "vitest";
import type { CheckoutConfig } from "../../bff/config/types.ts";
import { readConfig } from "../../bff/config.ts";
import { runJob } from "../../bff/jobs/run-job.ts";
import { createLogger } from "../../bff/logger.ts";
import { startServer } from "../../bff/main.ts";
import type { ServiceContext } from "../../bff/services/context.ts";
import type { Database, Engine } from "../../bff/storage/engine/database.ts";
import type { DatabaseWait } from "../../bff/storage/engine/reach-database.ts";
import { claimJobs } from "../../bff/storage/jobs/claim-jobs.ts";
import { type DemoConfig, demoConfig } from "../../demo/config.ts";
import { type CallbackOptions, type Sandbox, startSandbox } from "../../demo/sandbox/sandbox.ts";
import type { Order } from "../../demo/sandbox/state/order.ts";
import { findFreePort } from "../../scripts/free-port.ts";
import { createHandClock, type HandClock } from "./hand-clock.ts";
import {
  type BrowserClient,
  type Call,
  callApi,
  createBrowserClient,
  createMerchantClient,
  type MerchantClient,
  type Reply,
} from "./http-client.ts";
import { createMigratedDatabase } from "./postgres.ts";
import { writeSqliteFile } from "./templates.ts";
import { startWebhookReceiver, type WebhookReceiver } from "./webhook-receiver.ts";

export interface TestAppOptions {
  /** Default: `sqlite`. */
  readonly engine?: Engine;
  readonly apiKey?: string;
  /** Changes the configuration, which is the demo's, with accounts at all five providers. */
  readonly config?: (base: DemoConfig) => unknown;
  /** Another app whose database, sandbox, clock and webhook receiver this one shares, as a second process would. */
  readonly like?: TestApp;
  /** A sandbox that several apps share. Default: one of its own. */
  readonly sandbox?: Sandbox;
  readonly callbacks?: CallbackOptions;
  readonly clock?: HandClock;
  /** True: the job loop runs by itself, as in production. */
  readonly runJobs?: boolean;
  readonly heartbeatMs?: number;
  readonly mostStreams?: number;
  /** Called at each run of scrypt, which is the work of a sign-in to the console. */
  readonly onScrypt?: () => void;
  /** How long the BFF waits for a database that does not answer. */
  readonly databaseWait?: DatabaseWait;
  /** The folder of the built widget. */
  readonly widgetFolder?: string;
}

export interface TestApp {
  readonly url: string;
  readonly config: CheckoutConfig;
  readonly apiKey: string;
  /** Uses an API key with every scope. */
  readonly api: MerchantClient;
  /** The origin of the page that contains the widget. */
  readonly origin: string;
  browser(clientToken: string): BrowserClient;
  /** Makes a call without adding a key or an origin. */
  call(call: Call): Promise<Reply>;
  readonly sandbox: Sandbox;
  readonly webhooks: WebhookReceiver;
  readonly context: ServiceContext;
  readonly database: Database;
  readonly clock: HandClock;
  /** Reads a changed configuration again, as SIGHUP does. */
  reload(change: (base: DemoConfig) => unknown): Promise<void>;
  /** The log lines until now, as text. */
  logs(): string[];
  /** The provider's order for one of our payments. */
  orderOf(paymentId: string): Promise<Order>;
  /** Waits until the sandbox has delivered its callbacks, then runs the jobs that are due. */
  settle(): Promise<void>;
  /** Runs jobs that are due by the clock until none is left. @returns how many jobs ran. */
  runJobsUntilIdle(): Promise<number>;
  /** Stops only the BFF, as SIGTERM does. Its database, sandbox and receiver go on. */
  stopServer(): Promise<void>;
  /** Stops everything that this app started. */
  stop(): Promise<void>;
}

/** More jobs than any test has. A job that keeps making itself due exceeds the limit. */
const mostJobs = 1_000;
const leaseMs = 10_000;
const settleMs = { timeout: 10_000, interval: 10 };

interface TestUrl {
  readonly url: string;
  drop(): Promise<void>;
}

async function createDatabaseUrl(engine: Engine): Promise<TestUrl> {
  if (engine === "postgres") return await createMigratedDatabase();
  const folder = mkdtempSync(join(tmpdir(), "pay-checkout-app-"));
  const path = join(folder, "checkout.db");
  await writeSqliteFile(path);
  return {
    url: `sqlite:${path}`,
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function runJobsUntilIdle(context: ServiceContext): Promise<number> {
  let ran = 0;
  for (;;) {
    const { database, clock, instanceId } = context;
    const jobs = await claimJobs(database, { instanceId, now: clock.now(), limit: 50, leaseMs });
    if (jobs.length === 0) return ran;
    for (const job of jobs) await runJob(context, job);
    ran += jobs.length;
    if (ran > mostJobs) throw new Error("the jobs never end: one of them makes itself due at once");
  }
}

/** The cleanups to run, last first, when the app stops or fails to start. */
type Undo = () => Promise<unknown>;

export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const undo: Undo[] = [];
  const stop = async () => {
    for (const action of undo.splice(0).reverse()) await action();
  };
  const own = async <T>(made: Promise<T>, end: (thing: T) => Undo): Promise<T> => {
    const thing = await made;
    undo.push(end(thing));
    return thing;
  };
  try {
    return await start(options, own, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

function readRight(raw: unknown): CheckoutConfig {
  const reading = readConfig({ text: JSON.stringify(raw), env: {} });
  if (!reading.ok) throw new Error(`the configuration is wrong: ${JSON.stringify(reading.issues)}`);
  return reading.config;
}

type Own = <T>(made: Promise<T>, end: (thing: T) => Undo) => Promise<T>;

async function start(options: TestAppOptions, own: Own, stop: () => Promise<void>): Promise<TestApp> {
  const { engine = "sqlite", like, runJobs = false } = options;
  const clock = options.clock ?? like?.clock ?? createHandClock();
  const apiKey = options.apiKey ?? like?.apiKey ?? "sk_sandbox_of_a_test";
  const databaseUrl =
    like?.config.database.url ?? (await own(createDatabaseUrl(engine), (made) => made.drop)).url;
  const webhooks = like?.webhooks ?? (await own(startWebhookReceiver(), (made) => made.stop));
  const sandbox =
    options.sandbox ??
    like?.sandbox ??
    (await own(
      // Callbacks follow each other without waits, because the test's clock does not advance by itself.
      startSandbox({ now: clock.now, callbacks: options.callbacks ?? { scale: 0 } }),
      (made) => made.stop,
    ));
  const base: DemoConfig = {
    ...demoConfig({
      sandbox,
      bffUrl: `http://127.0.0.1:${await findFreePort()}`,
      shopUrl: webhooks.origin,
      apiKey,
      webhookSecret: webhooks.secret,
    }),
    database: { url: databaseUrl },
  };
  const config = readRight(options.config?.(base) ?? base);
  const lines: string[] = [];
  const logger = createLogger({ level: "debug", destination: { write: (line) => void lines.push(line) } });
  const { heartbeatMs, mostStreams, onScrypt, widgetFolder, databaseWait } = options;
  const server = await own(
    startServer({
      config,
      logger,
      clock,
      runJobs,
      ...(heartbeatMs === undefined ? {} : { heartbeatMs }),
      ...(mostStreams === undefined ? {} : { mostStreams }),
      ...(onScrypt === undefined ? {} : { onScrypt }),
      ...(widgetFolder === undefined ? {} : { widgetFolder }),
      ...(databaseWait === undefined ? {} : { databaseWait }),
    }),
    (made) => made.stop,
  );
  const { url, context } = server;
  const origin = webhooks.origin;
  const api = createMerchantClient({ baseUrl: url, apiKey, returnUrl: `${origin}/thanks?order=1001` });
  return {
    url,
    config,
    apiKey,
    origin,
    api,
    browser: (clientToken) => createBrowserClient({ baseUrl: url, clientToken, origin }),
    call: (call) => callApi(url, call),
    sandbox,
    webhooks,
    context,
    database: context.database,
    clock,
    reload: (change) => server.reload(readRight(change(base))),
    logs: () => [...lines],
    async orderOf(paymentId) {
      const { orderNo } = await api.readPayment(paymentId);
      const order = sandbox.state.orders().find((held) => held.orderNo === orderNo);
      if (order === undefined) throw new Error(`no provider holds the order of ${paymentId}`);
      return order;
    },
    async settle() {
      await vi.waitFor(() => {
        const callbacks = sandbox.state.orders().flatMap((order) => order.callbacks);
        const onTheWay = callbacks.filter(
          ({ attempts, nextAttemptAt }) => attempts.length === 0 && nextAttemptAt !== null,
        );
        expect(onTheWay).toEqual([]);
      }, settleMs);
      await runJobsUntilIdle(context);
    },
    runJobsUntilIdle: () => runJobsUntilIdle(context),
    stopServer: server.stop,
    stop,
  };
}
