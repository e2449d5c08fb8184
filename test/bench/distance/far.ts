/** Starts and callbacks while PostgreSQL is as far away as a network would make it. */
import { setTimeout as pause } from "node:timers/promises";
import { request } from "undici";
import type { Contender } from "../floor/contender.ts";
import type { Customer } from "../floor/drive.ts";
import type { Tools } from "../floor/operations.ts";
import { inParallel, quantile } from "../support/numbers.ts";

export interface FarAway {
  /** Ms of the network, there and back. */
  readonly delayMs: number;
  /** Until a start is answered. */
  readonly startMs: number;
  /** From the payment at the provider until both webhooks have come. */
  readonly callbackMs: number;
}

const delays = [0, 10, 50];
const quick = 0.25;

function setDelay({ proxy }: Contender, delayMs: number): void {
  if (proxy === undefined) throw new Error("the database is not reached by a proxy");
  proxy.setDelay(delayMs);
}

/** Sessions while the network takes no time. */
async function createCustomers(
  contender: Contender,
  { drive }: Tools,
  { count, width }: { readonly count: number; readonly width: number },
): Promise<Customer[]> {
  setDelay(contender, 0);
  const work = async () => (await drive.createSession(contender, false)).value;
  return await inParallel(Array.from({ length: count }), { width, work });
}

/** One after the other: what they take longer is their round trips, one after the other. */
export async function measureFarAway(contender: Contender, tools: Tools, each: number): Promise<FarAway[]> {
  const { drive } = tools;
  const { view } = contender;
  const found: FarAway[] = [];
  for (const delayMs of delays) {
    const customers = await createCustomers(contender, tools, { count: each + 1, width: 1 });
    setDelay(contender, delayMs);
    let delivered = await view.countDeliveries();
    const starts: number[] = [];
    for (const customer of customers) {
      starts.push(await drive.start(contender, customer));
      await view.waitForDeliveries(++delivered);
    }
    await drive.readOrders(contender);
    const callbacks: number[] = [];
    for (const customer of customers) {
      callbacks.push(await drive.pay(contender, customer));
      delivered += 2;
      await view.waitForDeliveries(delivered);
    }
    // The quick ones are those that other programs have disturbed less; the first connects, and prepares its statements.
    const [startMs, callbackMs] = [starts, callbacks].map((waits) => quantile(waits.slice(1), quick));
    found.push({ delayMs, startMs: startMs ?? Number.NaN, callbackMs: callbackMs ?? Number.NaN });
    setDelay(contender, 0);
    await view.forgetLaterJobs();
  }
  return found;
}

/** Round trips, one after the other, by how much longer the last takes than the first. */
export function roundTripsOf(found: readonly FarAway[], of: "startMs" | "callbackMs"): number {
  const [near, far] = [found[0], found.at(-1)];
  if (near === undefined || far === undefined) return Number.NaN;
  return (far[of] - near[of]) / (far.delayMs - near.delayMs);
}

export interface Crowd {
  readonly waitsMs: readonly number[];
  /** Starts that were not answered with 201. */
  readonly refused: number;
  /** The most that were seen to wait for a connection to the database. */
  readonly mostWaiting: number;
}

async function readWaiting({ url, metricsToken }: Contender): Promise<number> {
  const headers = { authorization: `Bearer ${metricsToken}` };
  const text = await (await request(`${url}/metrics`, { headers })).body.text();
  return Number(/database_connections\{state="waiting"\} (\d+)/.exec(text)?.[1]);
}

/** Customers who start at once: far more than there are connections. */
export async function startCrowd(
  contender: Contender,
  tools: Tools,
  options: { readonly count: number; readonly width: number; readonly delayMs: number },
): Promise<Crowd> {
  const customers = await createCustomers(contender, tools, { count: options.count, width: 8 });
  setDelay(contender, options.delayMs);
  let [refused, mostWaiting] = [0, 0];
  let isOver = false;
  const watch = async () => {
    while (!isOver) {
      mostWaiting = Math.max(mostWaiting, await readWaiting(contender));
      await pause(20);
    }
  };
  const start = async (customer: Customer) => {
    try {
      return [await tools.drive.start(contender, customer)];
    } catch {
      refused++;
      return [];
    }
  };
  const watching = watch();
  const waits = await inParallel(customers, { width: options.width, work: start });
  isOver = true;
  await watching;
  setDelay(contender, 0);
  return { waitsMs: waits.flat(), refused, mostWaiting };
}
