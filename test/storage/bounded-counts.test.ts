import { describe, expect, test } from "vitest";
import { createBoundedCounts } from "../../bff/storage/repositories/bounded-counts.ts";

const windowMs = 60_000;

describe("the counts of a process", () => {
  test("are of a bounded number of callers", () => {
    const counts = createBoundedCounts({ windowMs });
    for (let caller = 0; caller < 100_000; caller++) counts.of(`address ${caller}`, 0).unstored++;
    expect(counts.size).toBeLessThanOrEqual(20_000);
    expect(counts.size).toBeGreaterThan(10_000);
  });

  test("forget those whose minute is over before any other", () => {
    const counts = createBoundedCounts({ windowMs, mostKeys: 4 });
    for (const old of ["a", "b"]) counts.of(old, 0).unstored = 9;
    for (const young of ["c", "d"]) counts.of(young, windowMs).unstored = 1;
    counts.of("e", windowMs);
    expect([...counts.entries()].map(([key]) => key)).toEqual(["c", "d", "e"]);
  });

  test("forget those with the fewest requests first", () => {
    const counts = createBoundedCounts({ windowMs, mostKeys: 4 });
    for (const [key, requests] of [
      ["a", 5],
      ["b", 2],
      ["c", 7],
      ["d", 3],
    ] as const) {
      counts.of(key, 0).unstored = requests;
    }
    counts.of("e", 0);
    expect([...counts.entries()].map(([key]) => key)).toEqual(["a", "c", "d", "e"]);
  });

  test("begin anew when the minute is over, or ends later than any minute can", () => {
    const counts = createBoundedCounts({ windowMs });
    counts.of("a", 1_000_000).unstored = 5;
    expect(counts.of("a", 1_000_000 + windowMs).unstored).toBe(0);
    counts.of("a", 1_000_000 + windowMs).unstored = 5;
    expect(counts.of("a", 0).unstored).toBe(0);
  });
});
