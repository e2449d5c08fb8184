/** How many connections this process may have, and what it says about those that it closes. */
import { readFileSync } from "node:fs";
import type { ClosedBecause } from "./http/connections.ts";
import type { ServiceContext } from "./services/context.ts";

/** Each connection takes some memory, so the number has a bound of its own. */
const mostEver = 16_000;
/** The rest of the files is for the database, providers and webhooks. */
const share = 0.8;
/** POSIX guarantees fewer, but every system that runs Node gives at least these. */
const usualFiles = 1_024;
/** Of the connections. The rest is for callbacks, merchants and polls: customers who only look must not keep them out. */
const streamShare = 0.75;
const logEveryMs = 10_000;

/** How many files this process may have open. */
function fileLimit(): number {
  try {
    const limits = readFileSync("/proc/self/limits", "utf8");
    const soft = /^Max open files +(\d+|unlimited)/m.exec(limits)?.[1];
    if (soft === "unlimited") return Number.POSITIVE_INFINITY;
    return soft === undefined ? usualFiles : Number(soft);
  } catch {
    // This system has no such file.
    return usualFiles;
  }
}

export function mostConnections(): number {
  return Math.min(mostEver, Math.floor(fileLimit() * share));
}

/** How many event streams of customers this process keeps open. */
export function mostStreams(): number {
  return Math.floor(mostConnections() * streamShare);
}

/** Counts each, and logs at most one line in ten seconds: whoever opens many must not fill the log. */
export function createClosingReporter(context: ServiceContext): (reason: ClosedBecause) => void {
  let loggedAtMs = Number.NEGATIVE_INFINITY;
  let count = 0;
  return (reason) => {
    context.metrics.count("connections_closed", { reason });
    count++;
    const nowMs = performance.now();
    if (nowMs - loggedAtMs < logEveryMs) return;
    context.logger.warn({ reason, count }, "connections closed, the last one for this reason");
    loggedAtMs = nowMs;
    count = 0;
  };
}
