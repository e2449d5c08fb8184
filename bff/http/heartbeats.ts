/**
 * The heartbeats of all open event streams, by one timer. Ten thousand timers would wake the process hundreds of times a
 * second, and waking costs several times what a beat does.
 */

export interface Heartbeats {
  /**
   * Calls `beat` after at most the interval, and then once in each interval. It must return quickly and not throw.
   * @returns a function that ends the calls.
   */
  add(beat: () => void): () => void;
}

/** One slot after the other is served, so that the streams do not all beat in the same moment. */
const slotsPerInterval = 60;
/** A timer cannot keep less. */
const shortestSlotMs = 1;

export function createHeartbeats(intervalMs: number): Heartbeats {
  const count = Math.min(slotsPerInterval, Math.max(1, Math.floor(intervalMs / shortestSlotMs)));
  const slots = Array.from({ length: count }, () => new Set<() => void>());
  let served = 0;
  let members = 0;
  let timer: NodeJS.Timeout | undefined;

  function serveNext(): void {
    served = (served + 1) % count;
    for (const beat of slots[served] ?? []) beat();
  }

  return {
    add(beat) {
      const own = () => beat();
      // Its turn comes again when all the others have had theirs.
      const slot = slots[served];
      slot?.add(own);
      members++;
      timer ??= setInterval(serveNext, intervalMs / count);
      return () => {
        if (slot?.delete(own) !== true) return;
        members--;
        if (members > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}
