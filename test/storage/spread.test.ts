import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createSpread } from "../../bff/storage/notifications/spread.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const thousand = Array.from({ length: 1_000 }, (_, i) => `cs_${i}`);

test("a thousand are served evenly over two seconds, in their order, each once", () => {
  const served: string[] = [];
  createSpread(2_000).start(thousand, (id) => void served.push(id));
  expect(served).toEqual(["cs_0"]);
  for (const share of [0.25, 0.5, 0.75]) {
    vi.advanceTimersByTime(500);
    expect(Math.abs(served.length - share * 1_000)).toBeLessThan(10);
  }
  vi.advanceTimersByTime(500);
  expect(served).toEqual(thousand);
  expect(vi.getTimerCount()).toBe(0);
});

test("never more than a few in one moment", () => {
  let served = 0;
  createSpread(2_000).start(thousand, () => void served++);
  for (let ms = 0; ms < 2_000; ms++) {
    const before = served;
    vi.advanceTimersByTime(1);
    expect(served - before).toBeLessThanOrEqual(2);
  }
});

test("a new round begins anew, and none goes on after the end", () => {
  const served: string[] = [];
  const spread = createSpread(1_000);
  spread.start(["a", "b"], (id) => void served.push(id));
  spread.start(["c", "d"], (id) => void served.push(id));
  vi.advanceTimersByTime(1_000);
  expect(served).toEqual(["a", "c", "d"]);
  spread.start(["e", "f"], (id) => void served.push(id));
  spread.stop();
  vi.advanceTimersByTime(1_000);
  expect(served).toEqual(["a", "c", "d", "e"]);
});

test("nobody, and all at once, are served too", () => {
  const served: string[] = [];
  createSpread(1_000).start([], (id) => void served.push(id));
  createSpread(0).start(["a", "b"], (id) => void served.push(id));
  expect(served).toEqual(["a", "b"]);
});
