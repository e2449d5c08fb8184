/** Keeps the files of an SQLite database for their owner alone. */
import { chmodSync, closeSync, openSync, statSync } from "node:fs";
import type { StorageLogger } from "./database.ts";

const ownerOnly = 0o600;
const others = 0o077;
/** SQLite makes the other two with the mode of the first. */
const endings = ["", "-wal", "-shm"];

/**
 * Makes the file, if there is none, so that SQLite finds it with the right mode. Takes away what group and others may
 * do with the files that are there, and warns of it; if that is not allowed, it only warns. Throws when the file cannot
 * be made.
 */
export function keepFilesPrivate(path: string, logger: StorageLogger | undefined): void {
  // Windows has no such modes.
  if (process.platform === "win32") return;
  closeSync(openSync(path, "a", ownerOnly));
  for (const ending of endings) keepFilePrivate(path + ending, logger);
}

function keepFilePrivate(file: string, logger: StorageLogger | undefined): void {
  const stats = statSync(file, { throwIfNoEntry: false });
  // A device belongs to the whole machine.
  if (stats === undefined || !stats.isFile() || (stats.mode & others) === 0) return;
  try {
    chmodSync(file, ownerOnly);
    logger?.warn(
      {},
      "a file of the database was open to other users of the machine: now only its owner may read it",
    );
  } catch (error) {
    logger?.warn({ err: error }, "a file of the database is open to other users of the machine");
  }
}
