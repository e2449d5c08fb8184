/** What the search needs to know of a world, be it of a payment or of a payout. */
import type { Fact } from "./words.ts";

/** Which rule is broken, and how. */
export interface Problem {
  readonly rule: string;
  /** The same for mistakes of one sort: the shortest example of each sort is kept. */
  readonly sort: string;
  readonly what: string;
}

export interface Outcome {
  readonly status: string;
  /** Sorted. */
  readonly exceptions: readonly string[];
  /** Minor units; 0 where there is no such column. */
  readonly received: number;
  /** A query has to settle what was said. */
  readonly isInDoubt: boolean;
}

/** Who sees to a world in which no job is left. */
export interface Left {
  /** Nobody knows whether the money of what has succeeded was taken back. */
  readonly isInDoubt: boolean;
  /** Its personal data and its rows are kept until somebody settles it. */
  readonly isKept: boolean;
  /** It is in the list of what needs a person today. */
  readonly isListed: boolean;
}

export interface Stepped<World> {
  readonly after: World;
  readonly problems: readonly Problem[];
}

/** Null: there is nothing to do in this world. */
type Step<World> = (world: World) => Stepped<World> | null;

/**
 * A world is plain data. Its rows go through JSON in every step, so that each step is a crash and a reload at the same
 * time.
 */
export interface Machine<World> {
  readonly start: World;
  /** The same for worlds in which the same can follow. */
  keyOf(world: World): string;
  outcomeOf(world: World): Outcome;
  leftOf(world: World): Left;
  /** @param isRepeat the callback's bytes have come before. Null: the fact cannot be in this world. */
  step(world: World, fact: Fact, isRepeat: boolean): Stepped<World> | null;
  /** A query whose answer comes after a callback that came after the query began. */
  overtake(world: World, told: { callback: Fact; isRepeat: boolean; query: Fact }): Stepped<World> | null;
  /** The next run of the jobs, answered by the provider's last word. */
  readonly runAnswered: Step<World>;
  /** The run at the end of the watch. */
  readonly endAnswered: Step<World>;
  readonly endSilent: Step<World>;
}

export const sayOutcome = ({ status, exceptions, received }: Outcome) =>
  [status, ...exceptions, ...(received === 0 ? [] : [received / 100])].join(" ");

/** Steps one after the other, with what each of them breaks. */
export function chain<World>(
  first: Stepped<World>,
  ...next: ((world: World) => Stepped<World>)[]
): Stepped<World> {
  return next.reduce(({ after, problems }, step) => {
    const stepped = step(after);
    return { after: stepped.after, problems: [...problems, ...stepped.problems] };
  }, first);
}
