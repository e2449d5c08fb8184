/** `check`: checks the configuration and the database, then makes a harmless signed call to each account. */
import { findUnapprovable } from "../config/approvers.ts";
import { exitConfig } from "./exit-codes.ts";
import { loadConfig, type Terminal } from "./load-config.ts";
import { probeAccounts } from "./probe-accounts.ts";
import { probeDatabase } from "./probe-database.ts";

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
  const isRight = (await probeDatabase(config, terminal)) && objection === undefined;
  const failed = await probeAccounts(config, terminal);
  return isRight && failed === 0 ? 0 : 1;
}
