/** Runs schedules in which every process does one thing wrong, until the invariants notice. */
import type { SwitchName } from "../world/hostile-switches.ts";
import { violations } from "../world/invariants.ts";
import { runSchedule } from "../world/run-schedule.ts";
import type { Sabotage } from "../world/world.ts";
import { openInMemory } from "./databases.ts";

export interface Noticed {
  readonly done: Sabotage;
  /** What is said then. */
  readonly noticed: RegExp;
  /** Those that are on; default none. */
  readonly switches?: readonly SwitchName[];
  /** Default 60. */
  readonly mostSchedules?: number;
  /** The first seed; default 1. A later one saves the schedules in which the rare chance does not come. */
  readonly firstSeed?: number;
}

/** By what is done wrong, as a sentence. */
export type Mistakes = Readonly<
  Record<
    string,
    Noticed & {
      /** Those of docs/rules.md that it breaks. */
      readonly rules: readonly number[];
    }
  >
>;

/** @returns the sentence, or undefined when every schedule went by without it. */
export async function firstNotice(input: Noticed): Promise<string | undefined> {
  const { done, noticed, switches = [], mostSchedules = 60, firstSeed = 1 } = input;
  for (let seed = firstSeed; seed < firstSeed + mostSchedules; seed++) {
    await using opened = await openInMemory();
    const world = await runSchedule({ seed, database: opened.database, sabotage: done, forced: switches });
    const found = (await violations(world)).find((sentence) => noticed.test(sentence));
    if (found !== undefined) return found;
  }
  return undefined;
}
