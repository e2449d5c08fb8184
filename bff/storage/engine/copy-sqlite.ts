/** A copy of an SQLite database that is in use. */
import { closeSync, fsyncSync, linkSync, openSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

const ownerOnly = 0o600;

/**
 * Copies the database as it is in one moment. Others may write meanwhile. The copy is one file, for its owner alone; it
 * gets its name when it is whole. Throws, and leaves nothing, if the target is there already or anything fails.
 */
export function copySqlite({ from, to }: { readonly from: string; readonly to: string }): void {
  const half = `${to}.part`;
  closeSync(openSync(half, "wx", ownerOnly));
  try {
    const source = new DatabaseSync(from, { readOnly: true, timeout: 10_000 });
    try {
      source.prepare("vacuum into ?").run(half);
    } finally {
      source.close();
    }
    const copy = openSync(half, "r+");
    fsyncSync(copy);
    closeSync(copy);
    // Unlike a rename, this fails where there is a file of that name.
    linkSync(half, to);
  } finally {
    rmSync(half, { force: true });
  }
}
