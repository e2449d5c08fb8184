/** The file that keeps what leaves the database: a line of JSON for each session, payout and loose row. */
import { constants } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { toIsoTime } from "../../core/clock.ts";
import { missingGrant } from "../../core/denied-access.ts";

const ownerOnly = { file: 0o600, folder: 0o700 };

/** Why this process could not write into that folder when the time comes, as far as Node's own flags say. */
export function objectToArchive(folder: string | null): string | undefined {
  if (folder === null) return undefined;
  const missing = missingGrant(join(folder, "finished.jsonl"));
  return missing === undefined ? undefined : `The archive cannot be written: ${missing}`;
}

/** Appends the lines to the file of that day, and returns when they are on the disk. */
export async function appendToArchive(folder: string, lines: readonly unknown[], now: number): Promise<void> {
  if (lines.length === 0) return;
  await mkdir(folder, { recursive: true, mode: ownerOnly.folder });
  const path = join(folder, `finished-${toIsoTime(now).slice(0, 10)}.jsonl`);
  const flags = constants.O_CREAT | constants.O_APPEND | constants.O_WRONLY;
  const file = await open(path, flags, ownerOnly.file);
  try {
    await file.writeFile(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    await file.sync();
  } finally {
    await file.close();
  }
  const directory = await open(folder, constants.O_RDONLY);
  try {
    // The name of a new file is on the disk only with its folder.
    await directory.sync();
  } finally {
    await directory.close();
  }
}
