/** A schedule: what it is run with, and what is left of it. */
import type { KyselyPlugin } from "kysely";
import type { ServiceContext } from "../../../bff/services/context.ts";
import type { Database } from "../../../bff/storage/engine/database.ts";
import type { Switchboard, SwitchName } from "./hostile-switches.ts";
import type { KeyedRequests } from "./keyed-requests.ts";
import type { SimulatedMerchant } from "./merchant.ts";
import type { SimulatedProvider } from "./provider.ts";
import type { Refunder } from "./refunds/refunder.ts";
import type { SessionChanges } from "./session-changes.ts";
import type { SimulatedShop } from "./shop.ts";
import type { Watch } from "./watch.ts";

export interface World {
  readonly seed: number;
  readonly database: Database;
  readonly providers: ReadonlyMap<string, SimulatedProvider>;
  readonly shop: SimulatedShop;
  readonly merchant: SimulatedMerchant;
  readonly refunder: Refunder;
  readonly changes: SessionChanges;
  readonly keyed: KeyedRequests;
  readonly switchboard: Switchboard;
  readonly watch: Watch;
  readonly failures: readonly unknown[];
  /** When a process died or the database failed, epoch ms. */
  readonly troubles: readonly number[];
  /** When the database was put back to an earlier copy, epoch ms; null: never. */
  readonly restoredAt: number | null;
  /** What was seen to be wrong while it ran. */
  readonly complaints: readonly string[];
  /** How often what befell processes. */
  readonly seen: Readonly<Record<"deaths" | "shutdowns" | "freezes" | "jumps", number>>;
}

export interface Sabotage {
  /** Of every process. */
  readonly context?: (context: ServiceContext) => ServiceContext;
  /** The merchant's backend sends no idempotency keys. */
  readonly keyless?: boolean;
  /** Of every statement. */
  readonly plugin?: KyselyPlugin;
  /** What a request binds to its key does not follow from the key. */
  readonly bindsByChance?: boolean;
}

export interface ScheduleOptions {
  readonly seed: number;
  /** Empty, with its tables. */
  readonly database: Database;
  /** The switches that the dice may turn on; default all. With `forced`, exactly those are on. */
  readonly allowed?: readonly SwitchName[];
  readonly forced?: readonly SwitchName[];
  /** What is done wrong in this world, so that the invariants can be seen to notice. */
  readonly sabotage?: Sabotage;
}
