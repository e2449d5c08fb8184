/**
 * Loaded before a program (`node --import`) that is measured: tells whoever forked it what it has used so far, as often
 * as it is asked, and ends it when its starter is gone.
 */
import { readFileSync } from "node:fs";
import { newCounts } from "./counts.ts";

/** Filled by sqlite-counter.ts where that is loaded, too. */
export const ownCounts = newCounts();

function writtenBytes(): number {
  try {
    return Number(/^write_bytes: (\d+)$/m.exec(readFileSync("/proc/self/io", "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

process.on("message", () =>
  process.send?.({ cpu: process.cpuUsage(), writtenBytes: writtenBytes(), counts: ownCounts }),
);
process.on("disconnect", () => process.exit());
// The program ends when it has nothing else to do.
process.channel?.unref();
