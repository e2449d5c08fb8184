import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createFetching } from "../../widget/net/fetching.ts";

/** A part that cannot be fetched as often as the test says, and when it was asked for. */
function makePart(failures: number) {
  const askedAtMs: number[] = [];
  const fetchIt = async () => {
    askedAtMs.push(Date.now());
    if (askedAtMs.length <= failures) throw new Error("404");
  };
  return { askedAtMs, fetchIt };
}

describe("fetching the widget's parts", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("asks once for a part, however often it is needed", async () => {
    const { askedAtMs, fetchIt } = makePart(0);
    const changes: string[] = [];
    const fetching = createFetching((name) => changes.push(name));
    for (let drawing = 0; drawing < 100; drawing += 1) fetching.start("qr", fetchIt);
    await vi.advanceTimersByTimeAsync(60_000);
    fetching.start("qr", fetchIt);
    expect([askedAtMs.length, changes, fetching.failures("qr")]).toEqual([1, ["qr"], 0]);
  });

  test("repeats by a clock with back-off what failed, at most six times in ten seconds, and never by drawing", async () => {
    const { askedAtMs, fetchIt } = makePart(Number.POSITIVE_INFINITY);
    const fetching = createFetching(() => fetching.start("qr", fetchIt));
    fetching.start("qr", fetchIt);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(askedAtMs.length).toBeGreaterThan(2);
    expect(askedAtMs.length).toBeLessThanOrEqual(6);
    await vi.advanceTimersByTimeAsync(600_000);
    const before = askedAtMs.length;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(askedAtMs.length).toBeGreaterThan(before);
    expect(fetching.failures("qr")).toBe(askedAtMs.length);
    fetching.close();
  });

  test("goes on when a later try succeeds, and asks no more", async () => {
    const { askedAtMs, fetchIt } = makePart(2);
    const fetching = createFetching(() => undefined);
    fetching.start("qr", fetchIt);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([askedAtMs.length, fetching.failures("qr")]).toEqual([3, 0]);
  });

  test("asks at once when the customer wants it, and not twice", async () => {
    const { askedAtMs, fetchIt } = makePart(1);
    const fetching = createFetching(() => undefined);
    fetching.start("qr", fetchIt);
    await vi.advanceTimersByTimeAsync(0);
    fetching.again("qr");
    fetching.again("qr");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(askedAtMs).toEqual([0, 0]);
  });

  test("stops when it is closed, even what fails afterwards, and can be started again", async () => {
    const { askedAtMs, fetchIt } = makePart(2);
    const fetching = createFetching(() => undefined);
    fetching.start("qr", fetchIt);
    fetching.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(askedAtMs.length).toBe(1);
    fetching.start("qr", fetchIt);
    await vi.advanceTimersByTimeAsync(0);
    fetching.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(askedAtMs.length).toBe(2);
  });
});
