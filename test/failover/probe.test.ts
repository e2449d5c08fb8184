import { expect, test } from "vitest";
import { type Answer, findInterruption } from "./support/probe.ts";

const good = (startedAt: number, endedAt = startedAt + 10): Answer => ({ startedAt, endedAt, status: 201 });
const refused = (startedAt: number): Answer => ({ startedAt, endedAt: startedAt + 10, status: 503 });
const span = { from: 1_000, until: 60_000 };

test("an interruption lasts from the event to the first answer after the last refusal", () => {
  const answers = [good(900), refused(1_100), good(2_000), refused(3_000), good(4_000), good(5_000)];
  expect(findInterruption(answers, span)).toEqual({ ms: 3_010, failed: 2 });
});

test("an answer that came late counts as none in time, and is no refusal", () => {
  expect(findInterruption([good(1_100), good(1_500, 9_000), good(9_100)], span)).toEqual({
    ms: 8_000,
    failed: 0,
  });
});

test("what was refused before the event, or after its end, is not counted", () => {
  expect(findInterruption([refused(500), good(1_100), refused(61_000)], span)).toEqual({ ms: 0, failed: 0 });
});

test("there is no end while nothing succeeds", () => {
  expect(findInterruption([good(1_100), refused(1_200)], span)).toBeUndefined();
});
