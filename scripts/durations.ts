/** How long the tests of each folder took, by Vitest's JSON report, so that a folder that grows slow is seen. */
import { sep } from "node:path";
import { z } from "zod";

const report = z.looseObject({
  testResults: z.array(z.looseObject({ name: z.string(), startTime: z.number(), endTime: z.number() })),
});

const fewSeconds = 10;

/**
 * One line: the seconds of all files of a folder of test/ together, most first. Files run side by side, so the sum is
 * more than the run took. Folders of few seconds are left out; undefined when all are.
 * @param testsFolder the path of test/
 */
export function describeDurations(given: unknown, testsFolder: string): string | undefined {
  const parsed = report.safeParse(given);
  if (!parsed.success) return undefined;
  const seconds = new Map<string, number>();
  for (const { name, startTime, endTime } of parsed.data.testResults) {
    const [folder = name] = name.replace(`${testsFolder}${sep}`, "").split(sep);
    seconds.set(folder, (seconds.get(folder) ?? 0) + (endTime - startTime) / 1000);
  }
  const long = [...seconds].filter(([, sum]) => sum >= fewSeconds).sort(([, a], [, b]) => b - a);
  if (long.length === 0) return undefined;
  return `Seconds by folder: ${long.map(([folder, sum]) => `${folder} ${sum.toFixed(0)}`).join(", ")}`;
}
