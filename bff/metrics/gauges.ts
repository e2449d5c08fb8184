/** How things stand at a scrape: every gauge, and where its values come from. */
import { isSteady } from "../core/clock.ts";
import type { ServiceContext } from "../services/context.ts";
import { leaseMs } from "../services/runs/lease-duration.ts";
import { webhookQueue } from "../storage/jobs/jobs.ts";
import { disabledEndpointList, endpointIdsOf } from "../storage/repositories/disabled-endpoints.ts";
import {
  countDeadDeliveries,
  countFreeJobs,
  countOpen,
  longestInDoubt,
  mostCounted,
  queuesOfHeldJobs,
} from "../storage/repositories/standing-counts.ts";
import type { JobQueue, JobQueueKind } from "../storage/schema/jobs.ts";
import { operationsOf, valuesOf } from "./counters.ts";

export interface GaugeDescription {
  readonly help: string;
  /** In the order of the output, with what each says. */
  readonly labels: Readonly<Record<string, string>>;
}

const upTo = `at most ${mostCounted} are counted`;
const state = "the state";

export const gauges = {
  payments_open: { help: `Payments that are open, by state; ${upTo}`, labels: { status: state } },
  payouts_open: { help: `Payouts that are open, by state; ${upTo}`, labels: { status: state } },
  sessions_open: { help: `Sessions that are open, by state; ${upTo}`, labels: { status: state } },
  payments_longest_seconds: {
    help: "How long the payment that has been in this state longest has been in it, in seconds; 0 if there is none",
    labels: { status: "`unknown` or `review`" },
  },
  payouts_longest_seconds: {
    help: "How long the payout that has been in this state longest has been in it, in seconds; 0 if there is none",
    labels: { status: "`unknown` or `review`" },
  },
  jobs: {
    help: `Jobs by queue and state; ${upTo} of each queue`,
    labels: {
      queue: "`providers`, `webhooks` or `maintenance`",
      state: "`waiting` (due later), `due`, `running` (in any process) or `dead`",
    },
  },
  deliveries: {
    help: `Webhook deliveries that wait or are dead, by endpoint; ${upTo}`,
    labels: { endpoint: "the endpoint's id", state: "`pending` or `dead`" },
  },
  endpoint_disabled: {
    help: "1 if the endpoint answered 410 and gets nothing any more, else 0",
    labels: { endpoint: "the endpoint's id" },
  },
  circuit_state: {
    help: "The circuit before an operation in this process: 0 closed, 1 half-open, 2 open",
    labels: { account: "the account's id in the configuration", operation: "what the calls are for" },
  },
  account_last_success_timestamp_seconds: {
    help: "When the account last answered a query or sent a callback that was accepted, in seconds since 1970; 0 if never",
    labels: { account: "the account's id in the configuration" },
  },
  database_up: { help: "1 if the database answered this scrape within two seconds, else 0", labels: {} },
  database_connections: {
    help: "PostgreSQL: this process's connections, and the work that waits for one",
    labels: { state: "`busy`, `idle`, `waiting` (work without a connection) or `most` (the limit)" },
  },
  clock_steady: { help: "0 for a minute after the machine's clock was set, else 1", labels: {} },
} as const satisfies Readonly<Record<string, GaugeDescription>>;

export type GaugeName = keyof typeof gauges;

export interface GaugeValue {
  readonly name: GaugeName;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const circuitValues = { closed: 0, half_open: 1, open: 2 } as const;

/** What this process knows by itself, without the database. */
export function readOwnGauges(context: ServiceContext): GaugeValue[] {
  const circuits = operationsOf(context).map(({ account, operation }) => ({
    name: "circuit_state" as const,
    labels: { account, operation },
    value: circuitValues[context.circuits.stateOf(account, operation)],
  }));
  const pool = Object.entries(context.database.poolUse() ?? {}).map(([word, value]) => ({
    name: "database_connections" as const,
    labels: { state: word },
    value,
  }));
  return [...circuits, ...pool, { name: "clock_steady", labels: {}, value: isSteady(context.clock) ? 1 : 0 }];
}

const queueKinds = valuesOf<JobQueueKind>({ providers: true, webhooks: true, maintenance: true });

function kindOf(queue: JobQueue): string {
  return queue.startsWith("webhooks") ? "webhooks" : queue;
}

/** What the database knows. Throws when it does not answer. */
export async function readStoredGauges(context: ServiceContext): Promise<GaugeValue[]> {
  const now = context.clock.now();
  const { kysely } = context.database;
  const open = await countOpen(kysely);
  const longest = await longestInDoubt(kysely);
  return [
    ...open.map(({ table, status, count }) => ({
      name: openNames[table],
      labels: { status },
      value: count,
    })),
    ...longest.map(({ table, status, since }) => ({
      name: longestNames[table],
      labels: { status },
      value: since === null ? 0 : Math.max(0, now - since) / 1_000,
    })),
    ...(await readWork(context, now)),
    ...(await readSuccesses(context)),
  ];
}

const openNames = { payments: "payments_open", payouts: "payouts_open", sessions: "sessions_open" } as const;
const longestNames = { payments: "payments_longest_seconds", payouts: "payouts_longest_seconds" } as const;

async function readSuccesses(context: ServiceContext): Promise<GaugeValue[]> {
  const successes = await context.successes.read();
  return [...context.accounts.keys()].map((account) => ({
    name: "account_last_success_timestamp_seconds",
    labels: { account },
    value: (successes.get(account) ?? 0) / 1_000,
  }));
}

async function readWork(context: ServiceContext, now: number): Promise<GaugeValue[]> {
  const { kysely } = context.database;
  const endpoints = context.endpoints.map(({ id }) => id);
  const queues: JobQueue[] = ["providers", "maintenance", ...endpoints.map(webhookQueue)];
  const free = await countFreeJobs(kysely, { queues, now, leaseMs });
  const { running, dead } = await queuesOfHeldJobs(kysely, now);
  const deadDeliveries = await countDeadDeliveries(kysely, endpoints);
  const [list] = await context.database.read(disabledEndpointList({}));
  const disabled = list === undefined ? new Set<string>() : endpointIdsOf(list);
  const jobs = queueKinds.flatMap((queue) => {
    const own = free.filter((one) => kindOf(one.queue) === queue);
    const held = (all: readonly JobQueue[]) => all.filter((one) => kindOf(one) === queue).length;
    const counts = {
      waiting: own.reduce((sum, one) => sum + one.waiting, 0),
      due: own.reduce((sum, one) => sum + one.due, 0),
      running: held(running),
      dead: held(dead),
    };
    return Object.entries(counts).map(([word, value]) => ({
      name: "jobs" as const,
      labels: { queue, state: word },
      value,
    }));
  });
  const deliveries = endpoints.flatMap((endpoint): GaugeValue[] => {
    const queue = webhookQueue(endpoint);
    const own = free.find((one) => one.queue === queue);
    const pending = (own?.waiting ?? 0) + (own?.due ?? 0) + running.filter((other) => other === queue).length;
    return [
      { name: "deliveries", labels: { endpoint, state: "pending" }, value: pending },
      { name: "deliveries", labels: { endpoint, state: "dead" }, value: deadDeliveries.get(endpoint) ?? 0 },
      { name: "endpoint_disabled", labels: { endpoint }, value: disabled.has(endpoint) ? 1 : 0 },
    ];
  });
  return [...jobs, ...deliveries];
}
