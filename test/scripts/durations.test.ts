import { join } from "node:path";
import { expect, test } from "vitest";
import { describeDurations } from "../../scripts/durations.ts";

const tests = join(import.meta.dirname, "..");

function file(path: string, seconds: number) {
  return { name: join(tests, path), startTime: 5_000, endTime: 5_000 + seconds * 1_000 };
}

test("adds up the files of each folder, most first, without the folders of few seconds", () => {
  const testResults = [
    file("kill/a.test.ts", 11),
    file("browser/widget/b.test.ts", 40),
    file("core/c.test.ts", 9),
    file("browser/e2e/d.test.ts", 2.4),
  ];
  expect(describeDurations({ testResults }, tests)).toBe("Seconds by folder: browser 42, kill 11");
});

test.each([[undefined], [{}], [{ testResults: [] }]])("says nothing about the report %j", (report) => {
  expect(describeDurations(report, tests)).toBeUndefined();
});
