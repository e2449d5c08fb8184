/** A run in words. */
import { engineNames } from "./aim.ts";
import type { Report, Wrong } from "./run.ts";

const mb = (bytes: number) => `${Math.round(bytes / 1_048_576)} MB`;

export function describeWrong({ where, what, replay }: Wrong): string {
  return `${where}: ${what}${replay === undefined ? "" : `\n  again: npm run test:fuzz -- 1 ${replay}`}`;
}

export function describeReport(report: Report): string {
  const { requests, statuses, before, after, slowest, seed, growthTried, wrongs } = report;
  const engines = engineNames.map((engine) => {
    const own = [...statuses].filter(([key]) => key.startsWith(`${engine} `)).sort();
    const told = own.map(([key, count]) => `${key.slice(engine.length + 1)}: ${count}`).join(", ");
    return `  ${engine}: ${requests[engine]} requests (${told})`;
  });
  const failed = [...statuses]
    .filter(([key]) => / 5\d\d$/.test(key))
    .reduce((sum, [, count]) => sum + count, 0);
  const total = engineNames.reduce((sum, engine) => sum + requests[engine], 0);
  return [
    `seed ${seed}, ${total} requests, ${failed} of them answered 5xx`,
    ...engines,
    `  held memory ${mb(before.heapBytes)} before, ${mb(after.heapBytes)} after; resident ${mb(before.residentBytes)}, ${mb(after.residentBytes)}; sockets ${before.sockets}, ${after.sockets}`,
    `  growth compared for ${growthTried} pumps`,
    `  slowest: ${Math.round(slowest.cpuMs)} ms of the server's thread, ${slowest.where}: ${slowest.made.slice(0, 300)}`,
    ...wrongs.map((wrong) => `WRONG ${describeWrong(wrong)}`),
    wrongs.length === 0 ? "nothing is wrong" : `${wrongs.length} wrong`,
  ].join("\n");
}
