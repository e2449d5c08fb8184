/** Counts the tests of Vitest's JSON report, including every kind of failure. */
import { z } from "zod";

const report = z.looseObject({
  testResults: z.array(
    z.looseObject({
      status: z.string(),
      assertionResults: z.array(z.looseObject({ status: z.string() })),
    }),
  ),
});

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * The counts of one Vitest run. A file that failed without a failed test (it did not load, or a hook threw) counts as
 * one failure. So does a run that failed outside of tests (an unhandled rejection, no tests, no report).
 * @param options.report the parsed JSON report; undefined without one
 * @param options.exitCode Vitest's exit code
 */
export function tallyVitest(options: { report: unknown; exitCode: number }): Tally {
  const parsed = report.safeParse(options.report);
  if (!parsed.success) return { passed: 0, failed: 1, skipped: 0 };
  const tally = { passed: 0, failed: 0, skipped: 0 };
  for (const file of parsed.data.testResults) {
    const failed = file.assertionResults.filter((test) => test.status === "failed").length;
    tally.failed += file.status === "failed" && failed === 0 ? 1 : failed;
    for (const { status } of file.assertionResults) {
      if (status === "passed") tally.passed++;
      else if (status !== "failed") tally.skipped++;
    }
  }
  if (options.exitCode !== 0 && tally.failed === 0) tally.failed = 1;
  return tally;
}

/** The sum of several counts. */
export function addTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, next) => ({
      passed: sum.passed + next.passed,
      failed: sum.failed + next.failed,
      skipped: sum.skipped + next.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** The last line of `npm test`. */
export function describeTally({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
