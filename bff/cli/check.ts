/** `check`: checks the configuration and the database, then makes a harmless signed call to each account. */
import { accessSync, constants } from "node:fs";
import { resolve } from "node:path";
import { atMost } from "../at-most.ts";
import { findUnapprovable } from "../config/approvers.ts";
import type { CheckoutConfig } from "../config/types.ts";
import { missingGrant } from "../core/denied-access.ts";
import type { ProbeResult } from "../providers/contract.ts";
import type { Database } from "../storage/engine/database.ts";
import { explainStart } from "./explain-start.ts";
import { exitConfig, loadConfig, type Terminal } from "./load-config.ts";

/** Describes the result for the person who has to find the mistake. */
function explain(result: ProbeResult, baseUrl: string): string {
  switch (result.kind) {
    case "ok":
      return `ok${noteOf(result)}`;
    case "wrong_credentials":
      return `wrong credentials: the provider answers at ${baseUrl} and refuses them (${result.code})${noteOf(result)}`;
    case "not_reached":
      return `wrong address, or the provider is down: no answer from ${baseUrl} (${result.cause})`;
    case "unexpected":
      return result.note === undefined
        ? `unexpected answer from ${baseUrl} (${result.code}): is it the address of this provider's API?`
        : `unexpected answer from ${baseUrl} (${result.code})${noteOf(result)}`;
    default:
      return result satisfies never;
  }
}

function noteOf({ note }: { readonly note?: string }): string {
  return note === undefined ? "" : `; ${note}`;
}

const closeMs = 1_000;

async function probeAccounts(config: CheckoutConfig, terminal: Terminal): Promise<number> {
  const { createProviderHttp } = await import("../providers/http-client.ts");
  const { providerTimeoutMs: timeoutMs, allowPrivateAddresses } = config.network;
  const probes = config.accounts.map(async ({ id, provider, baseUrl, createAdapter }) => {
    const http = createProviderHttp({ timeoutMs, allowPrivateAddresses });
    const result = await createAdapter(http).probe(Date.now());
    await http.close();
    return { line: `${id} (${provider}): ${explain(result, baseUrl)}`, ok: result.kind === "ok" };
  });
  const results = await Promise.all(probes);
  for (const { line } of results) terminal.out(line);
  return results.filter(({ ok }) => !ok).length;
}

/**
 * Looks at the SQLite file, or at the folder where the first start will make it: this user must be allowed to write.
 * @returns whether there is a file to open; undefined if the start would fail.
 */
async function probeFile(url: string, terminal: Terminal): Promise<boolean | undefined> {
  const { nearestExisting, objectToPlace } = await import("../storage/engine/sqlite-files.ts");
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
  if (!exists) terminal.out(`There is no database ${path} yet. The first start makes it.`);
  return exists;
}

/**
 * Opens the database without changing anything in it, and names what the configuration lacks: a key that is in use, or
 * what is open (rule 22).
 */
async function probeDatabase(config: CheckoutConfig, terminal: Terminal): Promise<boolean> {
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
    return await fits(config, database, terminal);
  } catch (error) {
    terminal.out(explainStart(error));
    return false;
  } finally {
    if (database !== undefined) await atMost(database.close(), closeMs, () => undefined);
  }
}

async function fits(config: CheckoutConfig, database: Database, terminal: Terminal): Promise<boolean> {
  const [{ migrationState }, { objectToKeys }, { findUncovered }, { unfinishedSteps }] = await Promise.all([
    import("../storage/migrations/migrator.ts"),
    import("../storage/encryption/key-ring.ts"),
    import("../services/coverage/find-uncovered.ts"),
    import("../storage/encryption/seal-old-rows.ts"),
  ]);
  const state = await migrationState(database);
  terminal.out("The database answers.");
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

/**
 * @returns 0, 78 for mistakes in the configuration, 1 when the database or an account does not work, or when something
 *   that is open is not covered.
 */
export async function check(file: string | undefined, terminal: Terminal): Promise<number> {
  const config = await loadConfig(file, terminal);
  if (config === undefined) return exitConfig;
  terminal.out("The configuration is right.");
  for (const sentence of findUnapprovable(config)) terminal.out(`Warning: ${sentence}.`);
  const { objectToArchive } = await import("../services/retention/archive.ts");
  const objection = objectToArchive(config.retention.archive);
  if (objection !== undefined) terminal.out(`${objection}.`);
  const isFit = (await probeDatabase(config, terminal)) && objection === undefined;
  const failed = await probeAccounts(config, terminal);
  return isFit && failed === 0 ? 0 : 1;
}
