/** A database that goes away and comes back when the test says so: every statement of this process then fails. */
import type { Database } from "../../../bff/storage/engine/database.ts";
import { createMortalDatabase, faultlessDatabase } from "../../simulation/world/mortal-database.ts";
import { createDice } from "../../simulation/world/random.ts";

export interface FickleDatabase {
  readonly database: Database;
  isAway: boolean;
  /** The number of statements that are answered before the database goes away. */
  awayAfter: number;
}

export function createFickleDatabase(database: Database): FickleDatabase {
  const switches = { isAway: false, awayAfter: Number.POSITIVE_INFINITY };
  const hostility = () => {
    if (switches.awayAfter-- <= 0) switches.isAway = true;
    return { ...faultlessDatabase, statementFails: switches.isAway ? 1 : 0 };
  };
  const mortal = createMortalDatabase({
    database,
    dice: createDice(1),
    step: () => undefined,
    thaw: async () => undefined,
    onCommit: async () => undefined,
    hostility,
  });
  return Object.assign(switches, { database: mortal });
}
