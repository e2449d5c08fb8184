/** One BFF process in the simulated world: the real use cases over a real database, until it is killed or ended. */
import { createClock, earliestNow, isSteady } from "../../../bff/core/clock.ts";
import { createCurrencies } from "../../../bff/core/money.ts";
import { noTracer } from "../../../bff/core/tracer.ts";
import { runJob } from "../../../bff/jobs/run-job.ts";
import type { ServiceContext } from "../../../bff/services/context.ts";
import { createAccountSuccesses } from "../../../bff/services/process/account-successes.ts";
import { createLeases } from "../../../bff/services/process/held-leases.ts";
import type { JobPlace } from "../../../bff/services/process/job-place.ts";
import { leaseMs } from "../../../bff/services/runs/lease-duration.ts";
import type { Seal } from "../../../bff/storage/encryption/seal.ts";
import type { Database } from "../../../bff/storage/engine/database.ts";
import { claimJobs } from "../../../bff/storage/jobs/claim-jobs.ts";
import { releaseLeases } from "../../../bff/storage/jobs/job-leases.ts";
import { type AccountsOptions, accountsOf } from "./accounts.ts";
import { configOf, endpointAt, webhookSecret } from "./configuration.ts";
import { createSwitchboard, type Switchboard } from "./hostile-switches.ts";
import { calm, type Hostility } from "./hostility.ts";
import { createMortalDatabase, DatabaseAway } from "./mortal-database.ts";
import type { Dice } from "./random.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** The process is gone: nothing after the await that threw this has happened. */
export class Killed extends Error {
  override readonly name = "Killed";
}

const worldsErrorNames: ReadonlySet<string> = new Set(["Killed", "DatabaseAway"]);

/** What is the world's doing and not a mistake of the software. */
export function isTheWorlds(error: unknown): boolean {
  return error instanceof Killed || error instanceof DatabaseAway;
}

export interface SimulatedProcess {
  readonly context: ServiceContext;
  /** Takes requests. */
  readonly isUp: () => boolean;
  /** Dies after that many more awaits. */
  killAfter(steps: number): void;
  /** Dies now. */
  die(): void;
  /** As on SIGTERM: takes nothing new, finishes what runs if that is soon, hands leases back. */
  shutDown(): Promise<void>;
  /** Stands still for that long, with whatever it is doing half done, while the others go on; then goes on itself. */
  freeze(ms: number): void;
  /** Sets the process's clock: so much ahead of the world's time. Back only when nothing is being sent, or `atOnce`. */
  setClock(aheadMs: number, atOnce?: boolean): void;
  /** Claims and runs what is due, once. */
  work(): Promise<void>;
  /** Runs something on behalf of this process, whose leases are kept up meanwhile. */
  perform<T>(action: () => Promise<T>): Promise<T>;
}

export interface ProcessOptions extends AccountsOptions {
  readonly name: string;
  readonly database: Database;
  readonly seal: Seal;
  readonly time: VirtualTime;
  readonly dice: Dice;
  /** How far its clock is ahead from its start; default 0. The process notices only a later setting. */
  readonly startsAheadMs?: number;
  /** Default: everything is off. */
  readonly switchboard?: Switchboard;
  readonly endpoints?: ServiceContext["endpoints"];
  readonly sendWebhook: ServiceContext["webhooks"]["send"];
  /** Killed, or ended in order. */
  readonly onEnd: (how: "killed" | "shut down") => void;
  readonly hostility?: () => Hostility;
  /** The database has failed. */
  readonly onFault?: () => void;
  /** Something happened that must never happen, whatever comes of it. */
  readonly complain?: (sentence: string) => void;
  /** Looks at the database after each commit. */
  readonly onCommit?: () => Promise<void>;
  /** What every process of this world does wrong: so that the invariants can be seen to notice. */
  readonly sabotage?: (context: ServiceContext) => ServiceContext;
}

const slowing = ["slowDatabase", "moneyAtTheExpiry", "keyedRequests"] as const;
/** MXN 100.00, and as much elsewhere. */
const approvedFirst: ReadonlyMap<string, bigint> = new Map(
  ["MXN", "INR", "CNY"].map((currency) => [currency, 10_000n]),
);
const heartbeatMs = 3_000;
const graceMs = 2_500;
const drainLookMs = 100;
const noLog = () => undefined;
const silence = { debug: noLog, info: noLog, warn: noLog, fatal: noLog, trace: noLog };

export function createProcess(options: ProcessOptions): SimulatedProcess {
  const { time, dice, hostility = () => calm, complain = () => undefined } = options;
  const { switchboard = createSwitchboard(0, { allowed: [] }) } = options;
  let stepsLeft = Number.POSITIVE_INFINITY;
  let state: "up" | "draining" | "gone" = "up";
  let { startsAheadMs: aheadMs = 0 } = options;
  /** As it was set last; it waits until nothing is being sent. */
  let clockAfter = aheadMs;
  let sending = 0;
  let frozenUntil = 0;

  const end = (how: "killed" | "shut down") => {
    state = "gone";
    options.onEnd(how);
  };
  /** Called at both sides of every await that leaves the process. */
  const step = () => {
    if (state === "gone") throw new Killed();
    stepsLeft--;
    if (stepsLeft > 0) return;
    end("killed");
    throw new Killed();
  };
  const thaw = async () => {
    if (time.now() >= frozenUntil) return;
    await time.wait(frozenUntil - time.now());
    step();
  };
  /** A worker of a real one looks at the clock every second, so no setting is overlooked, unless it stands still. */
  const setAhead = (ms: number) => {
    const isLooking = time.now() >= frozenUntil;
    if (isLooking) plain.clock.now();
    aheadMs = ms;
    if (isLooking) plain.clock.now();
  };
  const standStill = (ms: number) => {
    frozenUntil = Math.max(frozenUntil, time.now() + ms);
  };
  /** Whatever is under way stays half done meanwhile. */
  const maybeFreeze = () => {
    if (!switchboard.happens("freezesInFlight", 0.01)) return;
    const ms = switchboard.dice.pick([12_000, 50_000, 600_000]);
    standStill(switchboard.dice.whole(ms / 2, ms));
  };
  const pause = async () => {
    if (!slowing.some((name) => switchboard.isOn(name))) return;
    await time.wait(switchboard.dice.whole(0, 600));
    step();
  };
  const database = createMortalDatabase({
    database: options.database,
    dice,
    step,
    thaw,
    pause,
    onCommit: options.onCommit ?? (async () => undefined),
    onFault: options.onFault ?? (() => undefined),
    hostility: () => hostility().database,
  });
  /** At both sides of every call out of the process. Whoever calls out inside a transaction is told on (rule 4). */
  const guard = async () => {
    step();
    if (database.isInTransaction()) {
      complain("somebody is called inside a transaction");
      throw new Error("called inside a transaction");
    }
    maybeFreeze();
    await thaw();
  };
  /** An error that is caught, logged and tried again is a mistake all the same, unless it is the world's doing. */
  const reportError = (fields: { readonly err?: unknown; readonly errorName?: string }, message: string) => {
    const { err, errorName } = fields;
    if (err !== undefined && !isTheWorlds(err)) {
      complain(`${message}: ${err instanceof Error ? err.stack : String(err)}`);
    }
    if (errorName !== undefined && !worldsErrorNames.has(errorName)) complain(`${message}: ${errorName}`);
  };
  const leases = createLeases({ instanceId: options.name, leaseMs });
  const successes = createAccountSuccesses(database);
  const plain: ServiceContext = {
    config: configOf(database.url, switchboard.drawn.includes("refundsApproved") ? approvedFirst : new Map()),
    currencies: createCurrencies({}),
    database,
    seal: options.seal,
    channel: {
      listen: () => undefined,
      publish: () => undefined,
      publishAttempt: () => undefined,
      subscribe: () => ({ hasRead: () => undefined, end: () => undefined }),
      subscribeToAll: () => () => undefined,
      close: async () => undefined,
    },
    clock: createClock({ wall: () => time.now() + aheadMs, elapsed: () => time.now() }),
    random: dice,
    accounts: accountsOf(options, guard),
    circuits: { stateOf: () => (dice.chance(hostility().circuitOpen) ? "open" : "closed") },
    endpoints: options.endpoints ?? [
      { ...endpointAt("https://shop.example/webhooks"), secrets: [webhookSecret] },
    ],
    webhooks: {
      async send(message) {
        await guard();
        sending++;
        const result = await options.sendWebhook(message);
        if (switchboard.happens("askedAgain", 0.15)) standStill(switchboard.dice.whole(11_000, 300_000));
        await guard();
        // Only then does the sender look at the clock.
        time.after(1, async () => {
          sending--;
          if (sending === 0) setAhead(clockAfter);
        });
        return result;
      },
      close: async () => undefined,
    },
    logger: Object.assign(Object.create(null), silence, { error: reportError }),
    metrics: { count: () => undefined, measure: () => undefined },
    tracer: noTracer,
    wakeJobs: () => time.start(work),
    // Without a place the job is claimed, and both ways are to be seen.
    reservePlace: () => (state === "up" && dice.chance(0.5) ? place : undefined),
    instanceId: options.name,
    successes,
    drift: { note: () => undefined, flush: async () => undefined },
    leases,
  };
  const context = options.sabotage?.(plain) ?? plain;
  const isStopping = () => state !== "up";
  const place: JobPlace = {
    run: (job, payload) =>
      time.start(async () => void (await perform(() => runJob(context, job, { payload, isStopping })))),
    cancel: () => undefined,
  };

  let running = 0;
  let beating = false;
  /** As the loop does it: a lease outlives its work only when the process does not. */
  async function beat(): Promise<void> {
    beating = state !== "gone" && (running > 0 || leases.count() > 0);
    if (!beating) return;
    time.after(heartbeatMs, beat);
    await thaw();
    await leases.keepUp(database.kysely, context.clock.now());
    await successes.flush();
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
    await thaw();
    if (state !== "up") return;
    const now = context.clock.now();
    const { clock } = context;
    const earliest = isSteady(clock) ? undefined : earliestNow(clock);
    const jobs = await claimJobs(database, { instanceId: options.name, now, earliest, limit: 8, leaseMs });
    for (const job of jobs)
      time.start(async () => void (await perform(() => runJob(context, job, { isStopping }))));
  }

  async function shutDown(): Promise<void> {
    if (state !== "up") return;
    state = "draining";
    for (let waited = 0; running > 0 && waited < graceMs; waited += drainLookMs) await time.wait(drainLookMs);
    try {
      await releaseLeases(database.kysely, options.name);
    } catch (error) {
      // Without a database the leases run out by themselves.
      if (!(error instanceof DatabaseAway)) throw error;
    }
    end("shut down");
  }

  return {
    context,
    isUp: () => state === "up",
    killAfter: (steps) => {
      stepsLeft = steps;
    },
    die() {
      if (state === "gone") return;
      end("killed");
    },
    freeze: (ms) => {
      frozenUntil = time.now() + ms;
    },
    setClock: (ms, atOnce = false) => {
      clockAfter = ms;
      const mayBeSet =
        atOnce || sending === 0 || ms >= aheadMs || switchboard.drawn.includes("clockSetBackInFlight");
      if (mayBeSet) setAhead(ms);
    },
    shutDown,
    work,
    perform,
  };
}
