/** Looks at the database as the next start will find it, and changes nothing in it. */
import { accessSync, constants } from "node:fs";
import { resolve } from "node:path";
import { atMost } from "../at-most.ts";
import type { CheckoutConfig } from "../config/types.ts";
import { missingGrant } from "../core/denied-access.ts";
import type { Database } from "../storage/engine/database.ts";
import { explainStart } from "./explain-start.ts";
import type { Terminal } from "./load-config.ts";

const closeMs = 1_000;

/**
 * Looks at the SQLite file, or at the folder where the first start will make it: this user must be allowed to write.
 * @returns whether there is a file to open; undefined if the start would fail.
 */
async function probeFile(url: string, terminal: Terminal): Promise<boolean | undefined> {
  const [{ nearestExisting, objectToPlace }, { objectToAbsence }] = await Promise.all([
    import("../storage/engine/sqlite-files.ts"),
    import("../storage/migrations/known-file.ts"),
  ]);
  const path = resolve(url.slice("sqlite:".length));
  const missing = missingGrant(path);
  if (missing !== undefined) {
    terminal.out(`The database cannot be written: ${missing}.`);
    return undefined;
  }
  const objection = objectToPlace(path);
  if (objection !== undefined) {
    terminal.out(`The database ${path} can't be opened: ${objection}.`);
    return undefined;
  }
  const place = nearestExisting(path);
  const exists = place === path;
  try {
    accessSync(place, constants.W_OK);
  } catch (error) {
    terminal.out(`The database cannot be written: ${explainStart(error)}`);
    return undefined;
  }
  const absence = objectToAbsence(url);
  if (absence !== undefined) {
    terminal.out(absence);
    return undefined;
  }
  if (!exists) terminal.out(`There is no database ${path} yet. The first start makes it.`);
  return exists;
}

/**
 * Opens the database without changing anything in it, and names what the configuration lacks: a key that is in use, or
 * what is open (rule 22).
 */
export async function probeDatabase(config: CheckoutConfig, terminal: Terminal): Promise<boolean> {
  const { url } = config.database;
  if (url.startsWith("sqlite:") && url !== "sqlite::memory:") {
    const exists = await probeFile(url, terminal);
    if (exists !== true) return exists === false;
  }
  const [{ openDatabase }, { reachDatabase }] = await Promise.all([
    import("../storage/engine/database.ts"),
    import("../storage/engine/reach-database.ts"),
  ]);
  let database: Database | undefined;
  try {
    database = await openDatabase({ url, readOnly: true });
    await reachDatabase(database, { limitMs: 0 });
    return await isReadyToStart(config, database, terminal);
  } catch (error) {
    terminal.out(explainStart(error));
    return false;
  } finally {
    if (database !== undefined) await atMost(database.close(), closeMs, () => undefined);
  }
}

async function isReadyToStart(
  config: CheckoutConfig,
  database: Database,
  terminal: Terminal,
): Promise<boolean> {
  const { objectToEmptiness } = await import("../storage/migrations/known-file.ts");
  const [{ migrationState }, { objectToKeys }, { findUncovered }, { unfinishedSteps }] = await Promise.all([
    import("../storage/migrations/migrator.ts"),
    import("../storage/encryption/key-ring.ts"),
    import("../services/coverage/find-uncovered.ts"),
    import("../storage/encryption/seal-old-rows.ts"),
  ]);
  const state = await migrationState(database);
  terminal.out("The database answers.");
  const emptiness = await objectToEmptiness(database);
  if (emptiness !== undefined) {
    terminal.out(emptiness);
    return false;
  }
  if (state.kind === "foreign") {
    terminal.out(
      `Its file belongs to another program: it has a table ${state.table} and none of this software. Give database.url a file of its own.`,
    );
    return false;
  }
  if (state.kind === "newer") {
    terminal.out(
      `It is from a newer version of this software (${state.has}; this one knows ${state.knows}), so this one does not start on it.`,
    );
    return false;
  }
  if (state.kind === "earlier") {
    terminal.out(
      `It is of an earlier build, so what is open in it was not compared. The next start upgrades it from ${state.from} to ${state.to}.`,
    );
  }
  if (state.kind === "empty") terminal.out("It is empty. The first start makes its tables.");
  if (state.kind !== "current") return true;
  const steps = await unfinishedSteps(database.kysely);
  if (steps.length > 0)
    terminal.out("An upgrade of it was broken off: not all personal data is sealed. The next start goes on.");
  const apiKeys = config.merchant.apiKeys.map(({ secret }) => secret);
  const objection = await objectToKeys(database.kysely, { encryptionKeys: config.encryption.keys, apiKeys });
  if (objection !== null) {
    terminal.out(objection);
    return false;
  }
  const uncovered = await findUncovered(database.kysely, config);
  for (const { sentence } of uncovered) terminal.out(`Not covered: ${sentence}.`);
  return uncovered.length === 0;
}
