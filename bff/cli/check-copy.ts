/** `check --database`: looks at a copy of the database, and changes nothing in it. Source: docs/backup.md#check-a-copy */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { atMost } from "../at-most.ts";
import type { CheckoutConfig } from "../config/types.ts";
import type { Database } from "../storage/engine/database.ts";
import { exitConfig } from "./exit-codes.ts";
import { explainStart } from "./explain-start.ts";
import { loadConfig, type Terminal } from "./load-config.ts";

const closeMs = 1_000;

/** A path, `sqlite:PATH` or `postgres://…`. */
function urlOf(place: string): string {
  return /^(?:sqlite:|postgres(?:ql)?:\/\/)/.test(place) ? place : `sqlite:${resolve(place)}`;
}

/** @returns 0 when the copy is whole and this configuration can use it, else 1; 78 for mistakes in the configuration. */
export async function checkCopy(
  { file, place }: { readonly file: string; readonly place: string },
  terminal: Terminal,
): Promise<number> {
  const config = await loadConfig(file, terminal);
  if (config === undefined) return exitConfig;
  return (await isGoodCopy(urlOf(place), config, terminal)) ? 0 : 1;
}

export async function isGoodCopy(url: string, config: CheckoutConfig, terminal: Terminal): Promise<boolean> {
  if (url.startsWith("sqlite:") && !existsSync(url.slice("sqlite:".length))) {
    terminal.out(`There is no file ${url.slice("sqlite:".length)}.`);
    return false;
  }
  const [{ openDatabase }, { reachDatabase }] = await Promise.all([
    import("../storage/engine/database.ts"),
    import("../storage/engine/reach-database.ts"),
  ]);
  let database: Database | undefined;
  try {
    database = await openDatabase({ url, readOnly: true });
    await reachDatabase(database, { limitMs: 0 });
    return await judge(database, config, terminal);
  } catch (error) {
    terminal.out(`The copy cannot be read: ${explainStart(error)}`);
    return false;
  } finally {
    if (database !== undefined) await atMost(database.close(), closeMs, () => undefined);
  }
}

async function judge(database: Database, config: CheckoutConfig, terminal: Terminal): Promise<boolean> {
  const [{ findDamage, newestChange }, { migrationState }, { openOrders }, { objectToKeys }] =
    await Promise.all([
      import("../storage/repositories/copy-facts.ts"),
      import("../storage/migrations/migrator.ts"),
      import("../storage/repositories/open-work.ts"),
      import("../storage/encryption/key-ring.ts"),
    ]);
  const damage = await findDamage(database);
  for (const line of damage) terminal.out(`Damaged: ${line}.`);
  if (damage.length > 0) return false;
  if (database.engine === "sqlite") terminal.out("The copy is whole.");
  const state = await migrationState(database);
  if (state.kind === "empty") {
    terminal.out("It is empty: there is nothing in it to restore.");
    return false;
  }
  if (state.kind === "foreign") {
    terminal.out(`It belongs to another program: it has a table ${state.table} and none of this software.`);
    return false;
  }
  if (state.kind === "newer") {
    terminal.out(`It is from a newer version (${state.has}; this one knows ${state.knows}).`);
    return false;
  }
  if (state.kind === "earlier") {
    terminal.out(`It is of an earlier version. A start upgrades it from ${state.from} to ${state.to}.`);
    return true;
  }
  terminal.out("Its tables are of this version.");
  const newest = await newestChange(database.kysely);
  terminal.out(`Newest change: ${newest === null ? "none" : new Date(newest).toISOString()}.`);
  const open = await openOrders(database.kysely);
  for (const object of ["payments", "payouts"] as const) {
    const count = open.filter((each) => each.object === object).reduce((sum, each) => sum + each.count, 0);
    terminal.out(`Open ${object}: ${count}.`);
  }
  const apiKeys = config.merchant.apiKeys.map(({ secret }) => secret);
  const objection = await objectToKeys(database.kysely, { encryptionKeys: config.encryption.keys, apiKeys });
  terminal.out(objection ?? "The keys of this configuration open it.");
  return objection === null;
}
