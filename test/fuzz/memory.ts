/** What the server holds while it is attacked: looked at every so many requests, after a garbage collection. */
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
  return `${mb(usage.heapBytes)} and ${mb(usage.externalBytes)} outside of the heap held, ${mb(usage.residentBytes)} resident, ${usage.sockets} sockets`;
}

const mostHeldBytes = 64 * 1024 * 1024;
const mostSockets = 40;

/** @param samples the first is of before the run */
export function objectToUsage(samples: readonly MemorySample[]): string[] {
  const [first, last] = [samples[0]?.usage, samples.at(-1)?.usage];
  if (first === undefined || last === undefined) return [];
  const grown = heldBytes(last) - heldBytes(first);
  return [
    ...(grown > mostHeldBytes ? [`${mb(grown)} more are held`] : []),
    ...(last.sockets - first.sockets > mostSockets
      ? [`${last.sockets} sockets are open, ${first.sockets} were`]
      : []),
  ];
}
