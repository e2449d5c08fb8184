/** Figures out of many measurements, and how they are written. */

/** The smallest value that at least this share of all values does not exceed. NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function inMs(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

/** Middle and far end of what was measured, in ms. */
export function spread(values: readonly number[]): string {
  return `p50 ${inMs(quantile(values, 0.5))}, p99 ${inMs(quantile(values, 0.99))} (of ${values.length})`;
}

export function perSecond(count: number, tookMs: number): string {
  return `${((count * 1000) / tookMs).toFixed(0)} /s (${count} in ${(tookMs / 1000).toFixed(1)} s)`;
}

/** Works through the items, so many at a time, and gives the results in the items' order. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  options: { readonly width: number; readonly work: (item: Item, index: number) => Promise<Result> },
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const worker = async () => {
    // All workers draw from the one iterator.
    for (const [index, item] of queue) results[index] = await options.work(item, index);
  };
  await Promise.all(Array.from({ length: Math.min(options.width, items.length) }, worker));
  return results;
}
