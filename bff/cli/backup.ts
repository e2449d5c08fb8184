/** `backup`: copies the database while it is in use, and looks at the copy. Source: docs/backup.md#sqlite */
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { isGoodCopy } from "./check-copy.ts";
import { exitConfig, exitUsage } from "./exit-codes.ts";
import { explainStart } from "./explain-start.ts";
import { loadConfig, type Terminal } from "./load-config.ts";

const forPostgres = `This database is PostgreSQL, which makes its own backups, also while it is in use:
  pg_dump --format=custom --file=FILE "$DATABASE_URL"
Restore it into an empty database with: pg_restore --no-owner --dbname="$NEW_DATABASE_URL" FILE
Then look at it: pay-checkout check --config … --database "$NEW_DATABASE_URL"`;

/** @returns 0, 1 when there is no good copy, 64 without `--to`, 78 for mistakes in the configuration. */
export async function backup(
  { file, to }: { readonly file: string; readonly to: string },
  terminal: Terminal,
): Promise<number> {
  if (to === "") {
    terminal.error("Say where the copy goes: --to COPY.");
    return exitUsage;
  }
  const config = await loadConfig(file, terminal);
  if (config === undefined) return exitConfig;
  const { url } = config.database;
  if (!url.startsWith("sqlite:")) {
    terminal.error(forPostgres);
    return 1;
  }
  const [from, target] = [resolve(url.slice("sqlite:".length)), resolve(to)];
  const objection = objectTo({ url, from, to: target });
  if (objection !== undefined) {
    terminal.error(`Nothing was copied: ${objection}.`);
    return 1;
  }
  const { copySqlite } = await import("../storage/engine/copy-sqlite.ts");
  try {
    // The copy is for its owner alone, and so is a folder that is made for it.
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    copySqlite({ from, to: target });
  } catch (error) {
    terminal.error(`Nothing was copied: ${explainStart(error)}`);
    return 1;
  }
  if (!(await isGoodCopy(`sqlite:${target}`, config, terminal))) {
    rmSync(target, { force: true });
    terminal.error(`The copy was no good and is removed. Look at the database itself: ${from}.`);
    return 1;
  }
  terminal.out(`${target} is written, for you alone (mode 0600). Keep the encryption keys apart from it.`);
  return 0;
}

function objectTo(copy: { readonly url: string; readonly from: string; readonly to: string }) {
  if (copy.url === "sqlite::memory:") return "the database is in memory";
  if (!existsSync(copy.from)) return `there is no database ${copy.from}`;
  return existsSync(copy.to) ? `${copy.to} is there already, and is not overwritten` : undefined;
}
