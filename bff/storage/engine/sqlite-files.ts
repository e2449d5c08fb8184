/** Where an SQLite database may be, and that its files are for their owner alone. */
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { StorageLogger } from "./database.ts";

const ownerOnly = 0o600;
const folderForOwner = 0o700;
const others = 0o077;
/** SQLite makes the other two with the mode of the first. */
const endings = ["", "-wal", "-shm"];

/** The path itself, or what is there of the folders above it. */
export function nearestExisting(path: string): string {
  let place = resolve(path);
  // Where Node may not read, nothing seems to exist, the root included.
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  return place;
}

/** @returns why no database can be there, as the end of a sentence about it; undefined if nothing speaks against it. */
export function objectToPlace(path: string): string | undefined {
  const place = nearestExisting(path);
  if (!existsSync(place)) return undefined;
  const stats = statSync(place);
  if (place === resolve(path)) {
    if (stats.isFile()) return undefined;
    return stats.isDirectory() ? "it is a folder" : "it is a device, a socket or a pipe";
  }
  return stats.isDirectory() ? undefined : `${place} is no folder`;
}

/** Makes the folders above the file, one by one: Node's `recursive` never returns where the system makes none (`/proc`). */
export function makeFolders(path: string): void {
  const folder = dirname(resolve(path));
  if (existsSync(folder) || dirname(folder) === folder) return;
  makeFolders(folder);
  try {
    mkdirSync(folder, { mode: folderForOwner });
  } catch (error) {
    // Another process may have been quicker.
    if (!existsSync(folder)) throw error;
  }
}

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
