import { AsyncLocalStorage } from "node:async_hooks";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createHeartbeats } from "../../bff/http/heartbeats.ts";

const intervalMs = 15_000;

const failed: unknown[] = [];
const open = () => createHeartbeats({ intervalMs, onError: (error) => failed.push(error) });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  expect(failed.splice(0)).toEqual([]);
});

/** Of a process that does something else for `busyMs` before each call of the timer. */
function beBusy(busyMs: () => number): () => number {
  const now = performance.now.bind(performance);
  let lateMs = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now() + lateMs);
  return () => {
    lateMs += busyMs();
    vi.advanceTimersByTime(intervalMs / 60);
    return performance.now();
  };
}

test("beats for every stream once in each interval, whenever it came", () => {
  const heartbeats = open();
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
  const heartbeats = open();
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
  const heartbeats = open();
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
  const heartbeats = open();
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
  const heartbeats = open();
  const seen: string[] = [];
  const end = heartbeats.add(() => {
    seen.push("one");
    end();
  });
  heartbeats.add(() => seen.push("other"));
  vi.advanceTimersByTime(2 * intervalMs);
  expect(seen).toEqual(["one", "other", "other"]);
});

test("keeps the interval in a process that is busy, whose timers come late", () => {
  const turn = beBusy(() => 700);
  const heartbeats = open();
  const beats: number[] = [];
  heartbeats.add(() => beats.push(performance.now()));
  const until = performance.now() + 10 * intervalMs;
  while (turn() < until);
  expect(beats.length).toBeGreaterThanOrEqual(9);
  for (const [index, at] of beats.slice(1).entries()) {
    expect(Math.abs(at - (beats[index] ?? 0) - intervalMs)).toBeLessThanOrEqual(1_000);
  }
});

test("beats once for every stream after a standstill of several intervals", () => {
  let busyMs = 0;
  const turn = beBusy(() => busyMs);
  const heartbeats = open();
  const beats = Array.from({ length: 120 }, () => 0);
  for (const index of beats.keys()) {
    heartbeats.add(() => {
      beats[index] = (beats[index] ?? 0) + 1;
    });
    if (index % 2 === 0) turn();
  }
  beats.fill(0);
  busyMs = 4 * intervalMs;
  turn();
  expect(new Set(beats)).toEqual(new Set([1]));
});

test("beats for the others when one throws, and reports the error", () => {
  const heartbeats = open();
  let beats = 0;
  heartbeats.add(() => {
    throw new Error("a beat that fails");
  });
  heartbeats.add(() => beats++);
  vi.advanceTimersByTime(intervalMs);
  expect(beats).toBe(1);
  expect(failed.splice(0)).toEqual([new Error("a beat that fails")]);
});

test("has every beat run in the context of who added it, and not in that of the first", () => {
  const names = new AsyncLocalStorage<string>();
  const heartbeats = open();
  const seen: (string | undefined)[] = [];
  for (const name of ["one", "two"]) names.run(name, () => heartbeats.add(() => seen.push(names.getStore())));
  heartbeats.add(() => seen.push(names.getStore()));
  vi.advanceTimersByTime(intervalMs);
  expect(seen).toEqual(["one", "two", undefined]);
});
