/** A few thousand requests of `npm run test:fuzz`, always the same ones. */
import { expect, test } from "vitest";
import { describeReport } from "./report.ts";
import { runFuzz } from "./run.ts";

const count = 3_000;
const seed = 20_261_126;

test("three engines of generated requests find nothing wrong", async () => {
  const report = await runFuzz({ count, seed });
  expect(report.wrongs, describeReport(report)).toEqual([]);
  const { schema, raw, mutation } = report.requests;
  expect(Math.min(schema, raw, mutation)).toBeGreaterThan(count / 6);
  // They are worth something only if many get past the validation.
  for (const there of ["schema 200", "schema 201", "schema 422", "raw 400", "mutation 200", "mutation 401"])
    expect([...report.statuses.keys()]).toContain(there);
});
