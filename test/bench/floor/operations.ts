/** The measured operations of a contender, in the order below. Each one needs the results of those before it. */
import { inParallel } from "../support/numbers.ts";
import type { TimedSandbox } from "../support/start-timed-sandbox.ts";
import type { Contender } from "./contender.ts";
import { type Customer, type createDrive, steadily } from "./drive.ts";
import type { Endpoint } from "./endpoint.ts";

export interface Sample {
  readonly count: number;
  readonly tookMs: number;
  /** Of the contender's process, over all of them. */
  readonly cpuMs: number;
  /** For each call: the time until its answer, or until the end that the operation's name says. */
  readonly waitsMs: readonly number[];
}

export interface Tools {
  readonly drive: ReturnType<typeof createDrive>;
  readonly endpoint: Endpoint;
  readonly sandbox: TimedSandbox;
}

/** One contender in one round: the customers who can pay, and those whose money has yet to arrive. */
export interface Scene extends Tools {
  readonly contender: Contender;
  readonly customers: Customer[];
  readonly pending: { readonly customer: Customer; readonly tag: string }[];
  size(full: number): number;
}

export interface Operation {
  readonly name: string;
  /** The share of the floor's throughput per CPU that is to be reached, by engine. */
  readonly goal?: { readonly sqlite: number; readonly postgres: number };
  run(scene: Scene): Promise<Sample>;
}

const polls = 4;

/** CPU and time from the start of `work` until everything that it started is done. */
async function measure(
  scene: Scene,
  work: () => Promise<readonly number[]>,
  deliveries: (count: number) => number = () => 0,
): Promise<Sample> {
  const { contender, endpoint } = scene;
  const delivered = await contender.view.countDeliveries();
  const cpuBefore = await contender.readCpuMs();
  const began = performance.now();
  const waitsMs = await work();
  const answered = performance.now();
  const expected = deliveries(waitsMs.length);
  if (expected > 0) await contender.view.waitForDeliveries(delivered + expected);
  const cpuMs = (await contender.readCpuMs()) - cpuBefore;
  const ended = expected > 0 ? Math.max(answered, endpoint.lastArrival()) : answered;
  return { count: waitsMs.length, tookMs: ended - began, cpuMs, waitsMs };
}

function createSessions(
  name: string,
  options: { readonly full: number; readonly withKey: boolean },
): Operation {
  return {
    name,
    run(scene) {
      const { drive, contender, customers } = scene;
      const turns = Array.from({ length: scene.size(options.full) });
      return measure(scene, async () => {
        const work = () => drive.createSession(contender, options.withKey);
        const made = await inParallel(turns, { width: 8, work });
        customers.push(...made.map(({ value }) => value));
        return made.map(({ tookMs }) => tookMs);
      });
    },
  };
}

/** Starts payments of known customers. Those who are to pay later go into `pending`. */
function startPayments(
  name: string,
  options: { readonly full: number; readonly width: number; readonly keep: boolean } & Pick<
    Operation,
    "goal"
  >,
): Operation {
  return {
    name,
    ...(options.goal === undefined ? {} : { goal: options.goal }),
    async run(scene) {
      const { drive, contender, customers, pending } = scene;
      const starting = customers.splice(0, scene.size(options.full));
      const work = (customer: Customer) => drive.start(contender, customer);
      const sample = await measure(
        scene,
        () => inParallel(starting, { width: options.width, work }),
        (count) => count,
      );
      if (options.keep) pending.push(...starting.map((customer) => ({ customer, tag: "" })));
      else await contender.view.forgetLaterJobs();
      return sample;
    },
  };
}

/** The provider's own time is subtracted from the waits. */
function startSteadily(perSecond: number, full: number): Operation {
  return {
    name: `payment started and its webhook, ${perSecond} a second`,
    async run(scene) {
      const { drive, contender, customers, sandbox } = scene;
      const starting = customers.splice(0, scene.size(full));
      const work = (customer: Customer) => drive.start(contender, customer);
      const sample = await measure(
        scene,
        () => steadily(starting, { perSecond, work }),
        (count) => count,
      );
      await contender.view.forgetLaterJobs();
      const times = await sandbox.readTimes();
      const waitsMs = sample.waitsMs.map(
        (waitMs, index) => waitMs - (times.get(starting[index]?.amount ?? 0) ?? Number.NaN),
      );
      return { ...sample, waitsMs };
    },
  };
}

/** The first poll after a creation queries the provider, so it is made before. The next query may come 10 s later. */
async function pollOnce({ drive, contender, pending }: Scene): Promise<void> {
  const tags = await inParallel(pending, {
    width: 8,
    work: async ({ customer }) => (await drive.poll(contender, customer)).value,
  });
  for (const [index, { customer }] of pending.entries()) {
    pending[index] = { customer, tag: tags[index] ?? "" };
  }
}

function pollStatus(name: string, unchanged: boolean): Operation {
  return {
    name,
    async run(scene) {
      const { drive, contender } = scene;
      if (!unchanged) await pollOnce(scene);
      const turns = Array.from({ length: polls }, () => scene.pending).flat();
      return await measure(scene, () =>
        inParallel(turns, {
          width: 8,
          work: async ({ customer, tag }) =>
            (await drive.poll(contender, customer, unchanged ? tag : undefined)).tookMs,
        }),
      );
    },
  };
}

const receiveCallbacks: Operation = {
  name: "PayPro callback, its query and two webhooks, 8 at once",
  goal: { sqlite: 0.6, postgres: 0.6 },
  async run(scene) {
    const { drive, contender, pending } = scene;
    const paying = pending.splice(0);
    await drive.readOrders(contender);
    const work = ({ customer }: (typeof paying)[number]) => drive.pay(contender, customer);
    const sample = await measure(
      scene,
      () => inParallel(paying, { width: 8, work }),
      (count) => 2 * count,
    );
    await contender.view.forgetLaterJobs();
    return sample;
  },
};

const startGoal = { sqlite: 0.6, postgres: 0.5 };

export const operations: readonly Operation[] = [
  createSessions("POST /v1/sessions, 8 at once", { full: 700, withKey: false }),
  createSessions("POST /v1/sessions with an Idempotency-Key, 8 at once", { full: 700, withKey: true }),
  startPayments("payment started and its webhook, 8 at once", {
    full: 250,
    width: 8,
    keep: true,
    goal: startGoal,
  }),
  pollStatus("GET /checkout/status, 200", false),
  pollStatus("GET /checkout/status, 304", true),
  receiveCallbacks,
  startPayments("payment started and its webhook, 64 at once", {
    full: 250,
    width: 64,
    keep: false,
    goal: startGoal,
  }),
  startSteadily(50, 200),
  startSteadily(100, 400),
];
