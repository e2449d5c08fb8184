/** One BFF process in the simulated world: the real use cases over a real database, until it is killed. */
import type { KyselyPlugin } from "kysely";
import { createCurrencies } from "../../../bff/core/money.ts";
import { Secret } from "../../../bff/core/secret.ts";
import { runJob } from "../../../bff/jobs/run-job.ts";
import type { ServiceContext } from "../../../bff/services/context.ts";
import { leaseMs } from "../../../bff/services/new-payment.ts";
import type { Database } from "../../../bff/storage/database.ts";
import { claimJobs, heartbeat } from "../../../bff/storage/jobs.ts";
import type { Seal } from "../../../bff/storage/seal.ts";
import type { SimulatedProvider } from "./provider.ts";
import type { Dice } from "./random.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** The process is gone: nothing after the await that threw this has happened. */
export class Killed extends Error {
  override readonly name = "Killed";
}

export interface SimulatedProcess {
  readonly context: ServiceContext;
  readonly isAlive: () => boolean;
  /** Dies after that many more awaits. */
  killAfter(steps: number): void;
  /** Claims and runs what is due, once. */
  work(): Promise<void>;
  /** Runs something on behalf of this process, whose leases are kept up meanwhile. */
  perform<T>(action: () => Promise<T>): Promise<T>;
}

export interface ProcessOptions {
  readonly name: string;
  readonly database: Database;
  readonly seal: Seal;
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly providers: ReadonlyMap<string, SimulatedProvider>;
  readonly sendWebhook: ServiceContext["webhooks"]["send"];
  readonly onDeath: () => void;
}

const heartbeatMs = 3_000;
const noLog = () => undefined;
const silence = { debug: noLog, info: noLog, warn: noLog, error: noLog, fatal: noLog, trace: noLog };

export function createProcess(options: ProcessOptions): SimulatedProcess {
  const { database, time, dice } = options;
  let stepsLeft = Number.POSITIVE_INFINITY;
  let alive = true;

  /** Called at both sides of every await that leaves the process. */
  const step = () => {
    if (!alive) throw new Killed();
    stepsLeft--;
    if (stepsLeft > 0) return;
    alive = false;
    options.onDeath();
    throw new Killed();
  };
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      step();
      return node;
    },
    transformResult: async ({ result }) => {
      step();
      for (let turns = dice.whole(0, 3); turns > 0; turns--) await Promise.resolve();
      return result;
    },
  };
  const mortal: Database = {
    ...database,
    kysely: database.kysely.withPlugin(plugin),
    async transaction(work) {
      step();
      const result = await database.transaction(async (trx) => {
        const value = await work(trx.withPlugin(plugin));
        step();
        return value;
      });
      step();
      return result;
    },
  };
  const context: ServiceContext = {
    config: {
      environment: "sandbox",
      listen: { host: "127.0.0.1", port: 0 },
      publicUrl: "https://pay.example",
      database: { url: database.url },
      merchant: {
        name: "Shop",
        apiKeys: [{ id: "backend", secret: new Secret("sk"), scopes: ["sessions"] }],
        allowedOrigins: ["https://shop.example"],
        webhooks: [],
      },
      network: { allowPrivateAddresses: false, trustedProxies: 0, providerTimeoutMs: 15_000 },
      limits: { browserPerMinute: 0, merchantPerMinute: 0, callbacksPerMinute: 0, paymentsPerSession: 30 },
      metrics: { token: null },
      accounts: [],
      coins: {},
    },
    currencies: createCurrencies({}),
    database: mortal,
    seal: options.seal,
    channel: { publish: () => undefined, subscribe: () => () => undefined, close: async () => undefined },
    clock: time,
    random: dice,
    accounts: new Map(
      [...options.providers].map(([id, provider]) => [
        id,
        {
          id,
          provider: id,
          methods: methodsOf(id),
          adapter: provider.adapter(step),
        },
      ]),
    ),
    circuits: { stateOf: () => "closed" },
    endpoints: [{ id: "shop", url: "https://shop.example/webhooks", secrets: [new Secret(webhookSecret)] }],
    webhooks: {
      async send(message) {
        step();
        const result = await options.sendWebhook(message);
        step();
        return result;
      },
      close: async () => undefined,
    },
    logger: Object.assign(Object.create(null), silence),
    metrics: { count: () => undefined },
    wakeJobs: () => time.start(work),
    instanceId: options.name,
  };

  let running = 0;
  let beating = false;
  /** As the loop does it: a lease outlives its work only when the process does not. */
  async function beat(): Promise<void> {
    beating = alive && running > 0;
    if (!beating) return;
    await heartbeat(mortal.kysely, { instanceId: options.name, now: time.now(), leaseMs });
    time.after(heartbeatMs, beat);
  }

  async function perform<T>(action: () => Promise<T>): Promise<T> {
    running++;
    if (!beating) {
      beating = true;
      time.after(heartbeatMs, beat);
    }
    try {
      return await action();
    } finally {
      running--;
    }
  }

  async function work(): Promise<void> {
    if (!alive) return;
    const now = time.now();
    const jobs = await claimJobs(mortal, { instanceId: options.name, now, limit: 8, leaseMs });
    for (const job of jobs) time.start(() => perform(() => runJob(context, job)));
  }

  return {
    context,
    isAlive: () => alive,
    killAfter: (steps) => {
      stepsLeft = steps;
    },
    work,
    perform,
  };
}

/** Made up; the simulated shop checks no signatures. */
const webhookSecret = `whsec_${Buffer.from("a secret of the simulated shop").toString("base64")}`;

function methodsOf(accountId: string) {
  const base = {
    currency: "MXN",
    decimals: 2,
    expiresInSeconds: 3_600,
    countries: null,
    minMinor: null,
    maxMinor: null,
    label: null,
  };
  return accountId === "weak"
    ? [
        { ...base, method: "bank_transfer", channel: "va" },
        { ...base, method: "store", channel: "store" },
      ]
    : [
        { ...base, method: "cashier", channel: "page" },
        { ...base, method: "bank_transfer", channel: "bank" },
      ];
}
