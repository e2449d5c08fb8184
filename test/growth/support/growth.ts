/**
 * How the time of some work grows with the size of what it is given. The time is what a thread computed (this one, or
 * a server's), so what else the machine does makes little difference; and only growth is judged, never the time itself.
 */

/** Time that grows with the square of the size grows by the square of this. */
const step = 8;
/** Between 8 (linear) and 64 (quadratic), with room on both sides for a garbage collection. */
const mostGrowth = 24;
/** Below this nothing can be said about growth. Quadratic work over 64 kB takes ten times as long, or more. */
const shortestMs = 100;
/** Some systems count a thread's time in ticks of this length. */
const tickMs = 4;
const repeats = 3;

/** One kind of work; `prepare` makes what it is to work on, which does not count. */
export interface Work<Input> {
  readonly name: string;
  readonly prepare: (size: number) => Input;
  readonly run: (input: Input) => unknown;
}

/** What the thread that does the work has computed until now, in milliseconds. */
export type CpuClock = () => number | Promise<number>;

const thisThread: CpuClock = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

/** @returns why the work's time grows faster than the size; undefined when it does not. */
export async function objectToGrowth<Input>(
  work: Work<Input>,
  size: number,
  clock: CpuClock = thisThread,
): Promise<string | undefined> {
  const msOf = async (input: Input): Promise<number> => {
    const before = await clock();
    await work.run(input);
    return (await clock()) - before;
  };
  const leastMsOf = async (input: Input): Promise<number> => {
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < repeats; i++) least = Math.min(least, await msOf(input));
    return least;
  };
  const small = work.prepare(Math.floor(size / step));
  // The small one first: what is much too slow is found before it is run over all of it.
  const smallMs = await msOf(small);
  const largest = smallMs > shortestMs ? small : work.prepare(size);
  const before = smallMs > shortestMs ? work.prepare(Math.floor(size / step / step)) : small;
  if (largest !== small && (await msOf(largest)) <= shortestMs) return undefined;
  const [beforeMs, afterMs] = [await leastMsOf(before), await leastMsOf(largest)];
  if (afterMs <= shortestMs || afterMs <= Math.max(beforeMs, tickMs) * mostGrowth) return undefined;
  return `${work.name}: ${step} times the size took ${Math.round(afterMs)} ms instead of ${Math.round(beforeMs)}`;
}

/** What is wrong with any of the works, each in a sentence. */
export async function objectToAll<Input>(works: Iterable<Work<Input>>, size: number): Promise<string[]> {
  const objections: string[] = [];
  for (const work of works) {
    const objection = await objectToGrowth(work, size);
    if (objection !== undefined) objections.push(objection);
    // One slow kind shows; a hundred would only take long.
    if (objections.length >= 5) break;
  }
  return objections;
}
