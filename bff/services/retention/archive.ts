/** The file that keeps what leaves the database: a line of JSON for each session, payout and loose row. */
import { constants } from "node:fs";
import { type FileHandle, mkdir, open } from "node:fs/promises";
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
  const flags = constants.O_CREAT | constants.O_APPEND | constants.O_RDWR;
  const file = await open(path, flags, ownerOnly.file);
  try {
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
    await file.appendFile((await endsInLine(file)) ? `\n${text}` : text);
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

/**
 * True after a write that was broken off, by a full disk or a power failure. The part that was written stays a line of its own.
 * It must not spoil the next one: its rows leave.
 */
async function endsInLine(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const { buffer } = await file.read({ buffer: Buffer.alloc(1), position: size - 1 });
  return buffer.toString("latin1") !== "\n";
}
