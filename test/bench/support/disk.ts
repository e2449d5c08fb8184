import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { spread } from "./numbers.ts";

const writes = 100;
const pageBytes = 4096;

/** What one write costs that survives a power cut: a commit on SQLite has at least one, and waits for it. */
export function measureDisk(folder: string): string {
  const file = openSync(join(folder, "disk"), "w");
  const page = Buffer.alloc(pageBytes);
  const times = Array.from({ length: writes }, () => {
    const began = performance.now();
    writeSync(file, page);
    fdatasyncSync(file);
    return performance.now() - began;
  });
  closeSync(file);
  return `durable write ${spread(times)}`;
}
