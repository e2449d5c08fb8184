/** Work on many things, a bounded number at a time. */

export interface InFlightOptions {
  /** How many may be under way now. Looked at before each start. */
  readonly places: () => number;
  /** False: nothing more is started. */
  readonly goesOn: () => boolean;
}

/**
 * Starts the next one as soon as a place is free, so a slow one holds up only its own place. Resolves when all that
 * were started have ended. Then throws the first error, of the work or of the items; nothing is started after it.
 */
export async function forEachInFlight<Item>(
  items: AsyncIterable<Item>,
  { places, goesOn }: InFlightOptions,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  const mayStart = () => failure === undefined && goesOn();
  try {
    for await (const item of items) {
      while (running.size >= Math.max(1, places())) await Promise.race(running);
      if (!mayStart()) break;
      const run = work(item)
        .catch((error: unknown) => {
          failure ??= { error };
        })
        .finally(() => running.delete(run));
      running.add(run);
    }
  } catch (error) {
    // The items cannot be read any further. Those under way still end.
    failure ??= { error };
  }
  await Promise.all(running);
  if (failure !== undefined) throw failure.error;
}
