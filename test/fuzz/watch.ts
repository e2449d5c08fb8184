/** Why a run ends before its time: somebody interrupts it, or nothing has been answered for long. */

const usualStallMs = 60_000;

export interface RunWatch {
  /** Resolves to why the run has to stop. */
  readonly stopped: Promise<string>;
  isStopped(): boolean;
  /** A request has been answered. */
  moved(): void;
  close(): void;
}

/** @param interrupt its reason says who interrupts */
export function watchRun(interrupt?: AbortSignal, stallMs = usualStallMs): RunWatch {
  const { promise, resolve } = Promise.withResolvers<string>();
  let isStopped = false;
  const stop = (why: string) => {
    isStopped = true;
    resolve(why);
  };
  const stall = setTimeout(() => stop(`nothing was answered for ${stallMs / 1_000} s`), stallMs);
  const onAbort = () => stop(`interrupted by ${interrupt?.reason}`);
  interrupt?.addEventListener("abort", onAbort);
  if (interrupt?.aborted === true) onAbort();
  return {
    stopped: promise,
    isStopped: () => isStopped,
    moved: () => void stall.refresh(),
    close() {
      clearTimeout(stall);
      interrupt?.removeEventListener("abort", onAbort);
    },
  };
}
