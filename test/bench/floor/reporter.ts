/**
 * Loaded before a program (`node --import`) that is measured: tells whoever forked it what it has used so far, as often
 * as it is asked, and ends it when its starter is gone.
 */
import { newCounts } from "./counts.ts";

/** Filled by sqlite-counter.ts where that is loaded, too. */
export const ownCounts = newCounts();

process.on("message", () => process.send?.({ cpu: process.cpuUsage(), counts: ownCounts }));
process.on("disconnect", () => process.exit());
// The program ends when it has nothing else to do.
process.channel?.unref();
