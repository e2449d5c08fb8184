/**
 * The heartbeats of all open event streams, by one timer. Ten thousand timers would wake the process hundreds of times a
 * second, and waking costs several times what a beat does.
 */
import { AsyncLocalStorage } from "node:async_hooks";

export interface Heartbeats {
  /**
   * Calls `beat` after at most the interval, and then once in each interval, with the log fields and the trace of the
   * caller. It must return quickly. A process that stood still is late, and calls it once for all that it missed.
   *
   * @returns a function that ends the calls.
   */
  add(beat: () => void): () => void;
}

export interface HeartbeatsOptions {
  readonly intervalMs: number;
  /** Called with what a beat has thrown. The others are called all the same. */
  readonly onError: (error: unknown) => void;
}

/** One slot after the other is served, so that the streams do not all beat in the same moment. */
const slotsPerInterval = 60;

export function createHeartbeats({ intervalMs, onError }: HeartbeatsOptions): Heartbeats {
  const slotCount = Math.min(slotsPerInterval, Math.max(1, Math.floor(intervalMs)));
  const slotMs = intervalMs / slotCount;
  const slots = Array.from({ length: slotCount }, () => new Set<() => void>());
  /** The timer belongs to no request, so it has the log fields and the trace of none. */
  const outside = AsyncLocalStorage.snapshot();
  /** Number of the last slot served since the timer's start; modulo `slotCount` it is the slot's index. */
  let served = 0;
  let startedMs = 0;
  let members = 0;
  let timer: NodeJS.Timeout | undefined;

  function serve(slot: number): void {
    // Copied, since a beat may add a stream, whose turn has not come.
    for (const beat of [...(slots[slot % slotCount] ?? [])]) {
      try {
        beat();
      } catch (error) {
        onError(error);
      }
    }
  }

  /** By the time and not by the timer's calls: each comes a little late, and a busy process skips some. */
  function serveDue(): void {
    const due = Math.floor((performance.now() - startedMs) / slotMs);
    // A slot that was missed several times beats once.
    const from = Math.max(served + 1, due - slotCount + 1);
    // Before they are served: a beat may end the last stream and so the timer, and another may start it anew.
    served = Math.max(served, due);
    for (let slot = from; slot <= due; slot++) serve(slot);
  }

  function start(): void {
    served = 0;
    startedMs = performance.now();
    timer = outside(() => setInterval(serveDue, slotMs));
  }

  return {
    add(beat) {
      if (timer === undefined) start();
      const own = AsyncLocalStorage.bind(beat);
      // Its turn comes again when all the others have had theirs.
      const slot = slots[served % slotCount];
      slot?.add(own);
      members++;
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
