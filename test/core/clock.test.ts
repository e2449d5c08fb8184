import { describe, expect, test } from "vitest";
import { createClock, earliestNow, isOver, isSteady } from "../../bff/core/clock.ts";

const second = 1_000;
const minute = 60 * second;
const day = 24 * 60 * minute;

function ofTwoSources() {
  const time = { aheadMs: 0, elapsedMs: 5 };
  const start = Date.UTC(2026, 10, 19, 9);
  const clock = createClock({
    wall: () => start + time.elapsedMs + time.aheadMs,
    elapsed: () => time.elapsedMs,
  });
  return { clock, time, start };
}

describe("a clock", () => {
  test("is steady from the start, and stays so however long it goes on", () => {
    const { clock, time, start } = ofTwoSources();
    expect(isSteady(clock)).toBe(true);
    time.elapsedMs += 400 * day;
    expect(clock.now()).toBe(start + time.elapsedMs);
    expect(isSteady(clock)).toBe(true);
  });

  test.each([400 * day, -400 * day, 61 * second])(
    "that was set by %d ms is steady again after a minute",
    (ms) => {
      const { clock, time } = ofTwoSources();
      time.aheadMs = ms;
      expect(isSteady(clock)).toBe(false);
      time.elapsedMs += minute - 1;
      expect(isSteady(clock)).toBe(false);
      time.elapsedMs += 1;
      expect(isSteady(clock)).toBe(true);
    },
  );

  test("that is set back has been set once more", () => {
    const { clock, time } = ofTwoSources();
    time.aheadMs = 400 * day;
    expect(isSteady(clock)).toBe(false);
    time.elapsedMs += 50 * second;
    time.aheadMs = 0;
    clock.now();
    time.elapsedMs += 50 * second;
    expect(isSteady(clock)).toBe(false);
  });

  test.each([400 * day, -400 * day])(
    "that was set by %d ms goes by its earlier time until it is steady",
    (ms) => {
      const { clock, time, start } = ofTwoSources();
      const from = start + time.elapsedMs;
      expect(earliestNow(clock)).toBe(from);
      time.aheadMs = ms;
      expect(earliestNow(clock)).toBe(from + Math.min(0, ms));
      time.elapsedMs += minute - 1;
      expect(earliestNow(clock)).toBe(from + minute - 1 + Math.min(0, ms));
      time.elapsedMs += 1;
      expect(earliestNow(clock)).toBe(from + minute + ms);
    },
  );

  test("shows whole milliseconds, even if the elapsed time is a fraction", () => {
    let elapsed = 1_000.25;
    let wall = 5_000_000;
    const clock = createClock({ wall: () => wall, elapsed: () => elapsed });
    wall += 2 * 60 * 60_000;
    elapsed += 10.5;
    expect(isSteady(clock)).toBe(false);
    for (const time of [clock.now(), earliestNow(clock)]) expect(Number.isInteger(time)).toBe(true);
  });

  test("that is set again and again goes by the earliest of its times", () => {
    const { clock, time, start } = ofTwoSources();
    for (const ahead of [2 * day, -3 * day, day]) {
      time.aheadMs = ahead;
      clock.now();
      time.elapsedMs += 30 * second;
    }
    expect(earliestNow(clock)).toBe(start + time.elapsedMs - 3 * day);
    time.elapsedMs += 30 * second;
    expect(earliestNow(clock)).toBe(start + time.elapsedMs + day);
    time.aheadMs = 0;
    expect(earliestNow(clock)).toBe(start + time.elapsedMs);
  });

  test("may be corrected a little at a time", () => {
    const { clock, time } = ofTwoSources();
    for (let hours = 0; hours < 100; hours++) {
      time.elapsedMs += 60 * minute;
      time.aheadMs += 10 * second;
      clock.now();
    }
    expect(isSteady(clock)).toBe(true);
  });

  test("of a test, which says nothing of this, is steady", () => {
    expect(isSteady({ now: () => 0 })).toBe(true);
    expect(earliestNow({ now: () => 5 })).toBe(5);
  });
});

test("an end that is later than possible is over", () => {
  expect(isOver(null, { now: 0, longestMs: 10 })).toBe(true);
  expect(isOver(10, { now: 0, longestMs: 10 })).toBe(false);
  expect(isOver(10 + minute, { now: 0, longestMs: 10 })).toBe(false);
  expect(isOver(11 + minute, { now: 0, longestMs: 10 })).toBe(true);
});
