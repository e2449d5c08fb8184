import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createHeartbeats } from "../../bff/http/heartbeats.ts";

const intervalMs = 15_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("beats for every stream once in each interval, whenever it came", () => {
  const heartbeats = createHeartbeats(intervalMs);
  const beats = Array.from({ length: 200 }, () => [] as number[]);
  for (const own of beats) {
    heartbeats.add(() => own.push(Date.now()));
    vi.advanceTimersByTime(77);
  }
  const from = Date.now();
  vi.advanceTimersByTime(10 * intervalMs);
  for (const own of beats) {
    const later = own.filter((at) => at > from);
    expect(later).toHaveLength(10);
    for (const [index, at] of later.slice(1).entries()) expect(at - (later[index] ?? 0)).toBe(intervalMs);
  }
});

test("beats for the first time before the interval is over, and not at once", () => {
  const heartbeats = createHeartbeats(intervalMs);
  heartbeats.add(() => undefined);
  vi.advanceTimersByTime(333);
  const cameAt = Date.now();
  let firstAt = 0;
  heartbeats.add(() => {
    firstAt ||= Date.now();
  });
  vi.advanceTimersByTime(intervalMs);
  expect(firstAt - cameAt).toBeGreaterThan(intervalMs * 0.9);
  expect(firstAt - cameAt).toBeLessThanOrEqual(intervalMs);
});

test("spreads the streams that come one after the other", () => {
  const heartbeats = createHeartbeats(intervalMs);
  let beats = 0;
  for (let at = 0; at < intervalMs; at += 25) {
    heartbeats.add(() => {
      beats++;
    });
    vi.advanceTimersByTime(25);
  }
  const inEach = Array.from({ length: 60 }, () => {
    beats = 0;
    vi.advanceTimersByTime(intervalMs / 60);
    return beats;
  });
  expect(Math.max(...inEach)).toBeLessThanOrEqual(11);
});

test("has one timer for ten thousand streams, and none when the last one has left", () => {
  const heartbeats = createHeartbeats(intervalMs);
  let beats = 0;
  const leave = Array.from({ length: 10_000 }, () => heartbeats.add(() => beats++));
  expect(vi.getTimerCount()).toBe(1);
  for (const end of leave) end();
  for (const end of leave) end();
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(2 * intervalMs);
  expect(beats).toBe(0);
  heartbeats.add(() => beats++);
  vi.advanceTimersByTime(intervalMs);
  expect(beats).toBe(1);
});

test("goes on for the others when one leaves at its own beat", () => {
  const heartbeats = createHeartbeats(intervalMs);
  const seen: string[] = [];
  const end = heartbeats.add(() => {
    seen.push("one");
    end();
  });
  heartbeats.add(() => seen.push("other"));
  vi.advanceTimersByTime(2 * intervalMs);
  expect(seen).toEqual(["one", "other", "other"]);
});
