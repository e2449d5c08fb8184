/** The same work for each checkout: from a choice to an order that is paid, in three steps. */
import type { Counts } from "../floor/counts.ts";
import { inParallel } from "../support/numbers.ts";
import type { Buyer, Checkout } from "./checkout.ts";

export const steps = [
  "until the customer can pay",
  "the payment is started",
  "paid, and the merchant told",
] as const;
export type Step = (typeof steps)[number];

export interface Sample {
  /** Of the server's process, for each buyer. */
  readonly cpuMs: number;
  readonly perSecond: number;
  readonly waitsMs: readonly number[];
}

/** How many buyers a checkout has had so far. */
const paidSoFar = new WeakMap<Checkout, number>();

async function measureStep(
  checkout: Checkout,
  work: () => Promise<readonly number[]>,
  settle: () => Promise<void>,
): Promise<Sample> {
  const cpuBefore = await checkout.process.readCpuMs();
  const began = performance.now();
  const waitsMs = await work();
  const tookMs = performance.now() - began;
  await settle();
  const cpuMs = (await checkout.process.readCpuMs()) - cpuBefore;
  return { cpuMs: cpuMs / waitsMs.length, perSecond: (waitsMs.length * 1000) / tookMs, waitsMs };
}

/** `count` buyers, `width` at a time. */
export async function measureBuyers(
  checkout: Checkout,
  { count, width }: { readonly count: number; readonly width: number },
): Promise<ReadonlyMap<Step, Sample>> {
  const paid = (paidSoFar.get(checkout) ?? 0) + count;
  paidSoFar.set(checkout, paid);
  const buyers: Buyer[] = [];
  const forEach = (work: (buyer: Buyer) => Promise<number>) => () => inParallel(buyers, { width, work });
  const prepare = async () => {
    const { buyer, tookMs } = await checkout.prepare();
    buyers.push(buyer);
    return tookMs;
  };
  const turns = Array.from({ length: count });
  const nothing = async () => undefined;
  const prepared = await measureStep(checkout, () => inParallel(turns, { width, work: prepare }), nothing);
  const started = await measureStep(
    checkout,
    forEach((buyer) => buyer.start()),
    nothing,
  );
  await checkout.readyToBePaid();
  const settle = () => checkout.settled(paid);
  const settled = await measureStep(
    checkout,
    forEach((buyer) => buyer.pay()),
    settle,
  );
  await checkout.rest();
  return new Map<Step, Sample>([
    [steps[0], prepared],
    [steps[1], started],
    [steps[2], settled],
  ]);
}

/** What one buyer after another costs the database, all three steps together. */
export async function countBuyers(checkout: Checkout, count: number): Promise<Counts> {
  // Calls that prepare a statement or connect do so only the first time.
  await measureBuyers(checkout, { count: 2, width: 1 });
  const before = await checkout.process.readCounts();
  await measureBuyers(checkout, { count, width: 1 });
  const after = await checkout.process.readCounts();
  return {
    statements: (after.statements - before.statements) / count,
    commits: (after.commits - before.commits) / count,
    roundTrips: (after.roundTrips - before.roundTrips) / count,
  };
}
