/** What the server holds while it is attacked: looked at every so many requests, after a garbage collection. */
import { setTimeout as pause } from "node:timers/promises";
import type { Usage } from "./server/bff.ts";

/** How many requests lie between two looks. */
export const sampledEvery = 10_000;

export interface MemorySample {
  readonly requests: number;
  readonly usage: Usage;
}

export const heldBytes = ({ heapBytes, externalBytes }: Usage): number => heapBytes + externalBytes;

const mb = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MB`;

export function describeUsage(usage: Usage): string {
  const { heapBytes, externalBytes, reservedBytes, residentBytes, sockets } = usage;
  return (
    `${mb(heapBytes)} and ${mb(externalBytes)} outside of the heap held, ` +
    `${mb(residentBytes)} resident with a heap of ${mb(reservedBytes)}, ${sockets} sockets`
  );
}

/** Measured: less than 1 MB, up and down. Nothing that a request brings may stay. */
const mostHeldMore = 8 * 1024 * 1024;
const mostHeldBytes = 32 * 1024 * 1024;
const mostSockets = 40;
/** A refused connection lingers for a second, and for 15 at the most: what it holds does not count. */
const restMs = 20_000;
const lookEveryMs = 250;

/** What is held once the connections of the requests before have ended, or that time is over. */
export async function usageAtRest(look: () => Promise<Usage>, first: Usage | undefined): Promise<Usage> {
  const until = performance.now() + restMs;
  for (;;) {
    const usage = await look();
    if (usage.sockets <= (first?.sockets ?? 0) + mostSockets || performance.now() > until) return usage;
    await pause(lookEveryMs);
  }
}

/** @param samples the first is of before the run. What comes after it may fill caches; from then on, nothing grows. */
export function objectToUsage(samples: readonly MemorySample[]): string[] {
  const [first, last] = [samples[0]?.usage, samples.at(-1)?.usage];
  if (first === undefined || last === undefined) return [];
  const grown = heldBytes(last) - heldBytes(first);
  const steps = samples.slice(2).map(({ requests, usage }, index) => {
    const before = samples[index + 1]?.usage ?? first;
    return { requests, more: heldBytes(usage) - heldBytes(before) };
  });
  return [
    ...steps
      .filter(({ more }) => more > mostHeldMore)
      .map(
        ({ requests, more }) =>
          `${mb(more)} more are held after ${requests} requests than at the look before`,
      ),
    ...(grown > mostHeldBytes ? [`${mb(grown)} more are held than in the beginning`] : []),
    ...samples
      .filter(({ usage }) => usage.sockets - first.sockets > mostSockets)
      .map(
        ({ requests, usage }) =>
          `${usage.sockets} sockets are open after ${requests} requests, ${first.sockets} were`,
      ),
  ];
}
