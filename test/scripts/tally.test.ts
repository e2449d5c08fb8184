import { describe, expect, test } from "vitest";
import { addTallies, describeTally, tallyVitest } from "../../scripts/tally.ts";

function file(status: string, ...tests: string[]) {
  return { status, assertionResults: tests.map((each) => ({ status: each, title: "a test" })) };
}

describe("tallyVitest", () => {
  test("counts tests that passed, failed and were skipped over all files", () => {
    const report = {
      testResults: [file("passed", "passed", "skipped", "todo"), file("failed", "failed", "passed")],
    };
    expect(tallyVitest({ report, exitCode: 1 })).toEqual({ passed: 2, failed: 1, skipped: 2 });
  });

  test("counts a file that did not load as a failure, though none of its tests failed", () => {
    const report = {
      testResults: [file("failed"), file("failed", "passed", "skipped"), file("passed", "passed")],
    };
    expect(tallyVitest({ report, exitCode: 1 })).toEqual({ passed: 2, failed: 2, skipped: 1 });
  });

  test("counts a run that ended badly as a failure, though every test passed", () => {
    const report = { testResults: [file("passed", "passed")] };
    expect(tallyVitest({ report, exitCode: 1 })).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  test.each([[undefined], [null], [{}], ["text"]])(
    "counts a run that left %j for a report as a failure",
    (report) => {
      expect(tallyVitest({ report, exitCode: 0 })).toEqual({ passed: 0, failed: 1, skipped: 0 });
    },
  );
});

test("adds counts up and says them in one line, the skipped only when there are any", () => {
  const total = addTallies([
    { passed: 3, failed: 0, skipped: 0 },
    { passed: 1, failed: 2, skipped: 0 },
  ]);
  expect(describeTally(total)).toBe("4 passed, 2 failed");
  expect(describeTally({ ...total, skipped: 5 })).toBe("4 passed, 2 failed, 5 skipped");
});
