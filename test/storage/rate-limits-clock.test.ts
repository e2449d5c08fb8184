import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createSeal } from "../../bff/storage/encryption/seal.ts";
import { createRateLimiter } from "../../bff/storage/repositories/rate-limits.ts";
import { forEachEngine } from "../support/databases.ts";

const seal = createSeal(new Uint8Array(32).fill(7));
const start = Date.UTC(2026, 10, 19, 9);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

forEachEngine("a rate limit", (openTestDatabase) => {
  test("that was reached by a wrong clock begins anew when the clock is right again", async () => {
    const database = await openTestDatabase();
    const limiter = createRateLimiter(database, { name: "browser", perMinute: 2, seal });
    vi.setSystemTime(start + 400 * 24 * 60 * 60_000);
    for (let calls = 0; calls < 5; calls++) limiter.take("one");
    expect(limiter.take("one")).toMatchObject({ isAllowed: false, resetSeconds: 60 });
    vi.setSystemTime(start);
    expect(limiter.take("one")).toMatchObject({ isAllowed: true, remaining: 1, resetSeconds: 60 });
    expect(limiter.take("one")).toMatchObject({ isAllowed: true, remaining: 0 });
    expect(limiter.take("one")).toMatchObject({ isAllowed: false, resetSeconds: 60 });
    limiter.close();
  });
});
