import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deliveryWaitsMs, judgeDelivery } from "../../bff/core/delivery-schedule.ts";
import {
  doubtfulWaitsMs,
  pendingWaitsMs,
  pollAfterSeconds,
  waitMsOf,
  watchMsOf,
  withJitter,
} from "../../bff/core/schedule.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const answer = (status: number, retryAfterSeconds: number | null = null) =>
  ({ kind: "answer", status, retryAfterSeconds }) as const;

describe("querying a provider", () => {
  test("in doubt comes after 5 s, 15 s, 60 s, 5 min, 15 min, 1 h and then hourly", () => {
    const waits = Array.from({ length: 8 }, (_, attempt) => waitMsOf(doubtfulWaitsMs, attempt));
    expect(waits).toEqual([5, 15, 60, 300, 900, 3_600, 3_600, 3_600].map((seconds) => seconds * second));
  });

  test("about a pending payment comes after 1 min, 5 min, 15 min and then hourly", () => {
    const waits = Array.from({ length: 5 }, (_, attempt) => waitMsOf(pendingWaitsMs, attempt));
    expect(waits).toEqual([minute, 5 * minute, 15 * minute, hour, hour]);
  });

  test("is spread by a fifth to either side and no more", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), (byte) => {
        const wait = withJitter(minute, byte);
        expect(wait).toBeGreaterThanOrEqual(48 * second);
        expect(wait).toBeLessThanOrEqual(72 * second);
      }),
    );
    expect(withJitter(minute, 0)).toBe(48 * second);
    expect(withJitter(minute, 255)).toBe(72 * second);
  });

  test("for late money goes on for 72 h after a code and 24 h after a redirect", () => {
    expect(watchMsOf("display_code")).toBe(72 * hour);
    expect(watchMsOf("redirect")).toBe(24 * hour);
    expect(watchMsOf("redirect_form")).toBe(24 * hour);
  });

  test("is advised to a browser less and less often as a payment ages", () => {
    const ages = [0, 3 * minute, 30 * minute, 5 * hour];
    const advice = ages.map((age) => pollAfterSeconds(age, false));
    expect(advice).toEqual([...advice].sort((a, b) => a - b));
    expect(new Set(advice).size).toBe(advice.length);
    expect(advice[0]).toBe(3);
  });
});

describe("delivering an event", () => {
  test("is tried ten times: at once, after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h, 24 h, 24 h, then given up", () => {
    expect(deliveryWaitsMs.map((wait) => wait / second)).toEqual([
      0, 5, 300, 1_800, 7_200, 18_000, 36_000, 36_000, 86_400, 86_400,
    ]);
    const verdicts = Array.from({ length: 10 }, (_, index) =>
      judgeDelivery(answer(500), { attempt: index + 1, randomByte: 0 }),
    );
    expect(verdicts.map((verdict) => verdict.kind)).toEqual([...Array(9).fill("retry"), "dead"]);
  });

  test("succeeds by any 2xx and by nothing else", () => {
    for (const status of [200, 201, 202, 204, 299]) {
      expect(judgeDelivery(answer(status), { attempt: 1, randomByte: 0 }).kind).toBe("delivered");
    }
    for (const status of [100, 301, 302, 307, 400, 404, 429, 500, 503]) {
      expect(judgeDelivery(answer(status), { attempt: 1, randomByte: 0 }).kind).toBe("retry");
    }
    expect(judgeDelivery({ kind: "no_answer" }, { attempt: 1, randomByte: 0 }).kind).toBe("retry");
  });

  test("ends for good with 410, which disables the endpoint", () => {
    const verdict = judgeDelivery(answer(410), { attempt: 1, randomByte: 0 });
    expect(verdict).toEqual({ kind: "dead", reason: "endpoint_disabled" });
  });

  test("waits as long as Retry-After says when that is longer, never shorter", () => {
    const input = { attempt: 1, randomByte: 255 };
    expect(judgeDelivery(answer(503, 120), input)).toEqual({ kind: "retry", waitMs: 120 * second });
    expect(judgeDelivery(answer(503, 1), input)).toEqual({ kind: "retry", waitMs: 6 * second });
  });
});
