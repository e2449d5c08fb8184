import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { planNext } from "../../widget/controllers/status-pace.ts";
import { backoffMs } from "../../widget/net/backoff.ts";
import type { LaterApi } from "../../widget/net/later-api.ts";
import { makePayment, makeStatus } from "./support/fixtures.ts";
import { makeServer, makeStream, refusal, watch } from "./support/watched-server.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("following the status by the stream", () => {
  test("takes each message as it comes, in whatever pieces, and does not poll beside it", async () => {
    const { server, api } = makeServer();
    const { stream, write } = makeStream();
    server.events = () => ({ ok: true, value: stream });
    const { watcher, statuses } = watch(api);
    watcher.start();
    await vi.advanceTimersByTimeAsync(0);
    const text = JSON.stringify(makeStatus({ payment: makePayment({ status: "succeeded" }) }));
    write(`: hello\n\nevent: status\r\ndata: ${text.slice(0, 30)}`);
    await vi.advanceTimersByTimeAsync(10);
    expect(statuses).toHaveLength(0);
    write(`${text.slice(30)}\r\n\r\n: keep alive\n\n`);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(statuses.map(({ payment }) => payment?.status)).toEqual(["succeeded"]);
    expect(server.times("status")).toEqual([]);
    watcher.stop();
  });

  test("connects again, after a check, when the stream was silent for 40 s", async () => {
    const { server, api } = makeServer();
    server.events = () => ({ ok: true, value: makeStream().stream });
    const { watcher } = watch(api);
    watcher.start();
    await vi.advanceTimersByTimeAsync(39_000);
    expect(server.times("events")).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.times("events")).toHaveLength(2);
    expect(server.times("status")).toHaveLength(1);
    watcher.stop();
  });

  test("never connects in a hot loop to a stream that closes at once", async () => {
    const { server, api } = makeServer();
    server.events = () => {
      const { stream, close } = makeStream();
      close();
      return { ok: true, value: stream };
    };
    const { watcher } = watch(api);
    watcher.start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.asked.length).toBeLessThan(30);
    watcher.stop();
  });
});

test("a stream that is cut after its first status is soon given up for polls at the advised pace", async () => {
  const { server, api } = makeServer();
  server.events = () => {
    const { stream, write, close } = makeStream();
    write(`event: status\ndata: ${JSON.stringify(makeStatus())}\n\n`);
    close();
    return { ok: true, value: stream };
  };
  const { watcher } = watch(api);
  watcher.start();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.times("events")).toHaveLength(2);
  expect(server.times("status").length).toBeGreaterThan(10);
  expect(server.asked.length).toBeLessThan(30);
  watcher.stop();
});

test("a stream that is cut after a minute is opened again, however often", async () => {
  const { server, api } = makeServer();
  server.events = () => {
    const { stream, write, close } = makeStream();
    write(`event: status\ndata: ${JSON.stringify(makeStatus())}\n\n`);
    for (let second = 15; second < 60; second += 15)
      setTimeout(() => write(": still here\n\n"), second * 1000);
    setTimeout(close, 60_000);
    return { ok: true, value: stream };
  };
  const { watcher } = watch(api);
  watcher.start();
  await vi.advanceTimersByTimeAsync(330_000);
  expect(server.times("events").length).toBeGreaterThan(4);
  watcher.stop();
});

test("a server that has no place for a stream is not called away, and is polled", async () => {
  const { server, api } = makeServer();
  server.events = () => refusal("unavailable");
  const { watcher, statuses, reachable } = watch(api);
  watcher.start();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reachable).not.toContain(false);
  expect(statuses.length).toBeGreaterThan(10);
  expect(server.times("events")).toHaveLength(2);
  watcher.stop();
});

describe("following the status by polling", () => {
  test("waits as long as the server advises, give or take a fifth, and sends the last ETag", async () => {
    const { server, api } = makeServer();
    server.status = () => ({ ok: true, value: { status: makeStatus({ pollAfter: 10 }), etag: '"7"' } });
    const { watcher } = watch(api);
    watcher.start();
    await vi.advanceTimersByTimeAsync(60_000);
    const times = server.times("status");
    const gaps = times.slice(2).map((time, index) => time - (times[index + 1] ?? 0));
    expect(gaps.length).toBeGreaterThan(3);
    for (const gap of gaps) expect(gap).toBe(10_000);
    expect(server.asked.filter(({ kind }) => kind === "status").at(-1)?.etag).toBe('"7"');
    watcher.stop();
  });

  test("backs off while the server is away, doubling to 30 s, and never stops", async () => {
    const { server, api } = makeServer();
    server.status = () => refusal("unavailable");
    const { watcher, reachable, gone } = watch(api);
    watcher.start();
    await vi.advanceTimersByTimeAsync(600_000);
    const times = server.times("status");
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(gaps.slice(0, 4).every((gap, index) => index === 0 || gap >= (gaps[index - 1] ?? 0))).toBe(true);
    expect(gaps.at(-1)).toBe(22_500);
    expect(reachable.at(-1)).toBe(false);
    expect(gone).toEqual([]);
    server.status = () => ({ ok: true, value: { status: makeStatus(), etag: null } });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(reachable.at(-1)).toBe(true);
    watcher.stop();
  });

  test("waits at least as long as Retry-After says", async () => {
    const { server, api } = makeServer();
    server.status = () => refusal("rate_limited", 50_000);
    const { watcher } = watch(api);
    watcher.start();
    await vi.advanceTimersByTimeAsync(49_000);
    expect(server.times("status")).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(server.times("status")).toHaveLength(2);
    watcher.stop();
  });

  test("stops and says so when the token is refused", async () => {
    const { server, api } = makeServer();
    server.status = () => refusal("unauthorized");
    const { watcher, gone } = watch(api);
    watcher.start();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(gone.map(({ code }) => code)).toEqual(["unauthorized"]);
    expect(server.times("status")).toHaveLength(1);
  });
});

describe("pausing and waking", () => {
  test("makes no request while paused, and one at once when resumed", async () => {
    const { server, api } = makeServer();
    const { watcher } = watch(api);
    watcher.start();
    await vi.advanceTimersByTimeAsync(5000);
    watcher.pause();
    const before = server.asked.length;
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(server.asked.length).toBe(before);
    watcher.resume();
    await vi.advanceTimersByTimeAsync(0);
    expect(server.asked.slice(before).map(({ kind }) => kind)).toContain("status");
    watcher.stop();
  });

  test("a check ends the wait early, and several at once make one request", async () => {
    const { server, api } = makeServer();
    server.status = () => refusal("unavailable");
    const { watcher } = watch(api);
    watcher.start();
    await vi.advanceTimersByTimeAsync(100_000);
    const before = server.times("status").length;
    watcher.check();
    watcher.check();
    watcher.check();
    await vi.advanceTimersByTimeAsync(0);
    expect(server.times("status").length).toBe(before + 1);
    watcher.stop();
  });

  test("a restart does not wait for the request under way, and does nothing while stopped or paused", async () => {
    const { server, api } = makeServer();
    let isHanging = true;
    const hanging = new Promise<never>(() => undefined);
    const status: LaterApi["status"] = async (...request) => {
      const answer = await api.status(...request);
      return isHanging ? await hanging : answer;
    };
    const { watcher, statuses } = watch({ ...api, status });
    watcher.restart();
    expect(server.asked).toEqual([]);
    watcher.start();
    await vi.advanceTimersByTimeAsync(5000);
    expect([server.times("status").length, statuses.length]).toEqual([1, 0]);
    isHanging = false;
    watcher.restart();
    await vi.advanceTimersByTimeAsync(0);
    expect([server.times("status").length, statuses.length]).toEqual([2, 1]);
    watcher.pause();
    watcher.restart();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.times("status").length).toBe(2);
    watcher.stop();
  });

  test("a check makes a request also when nothing is followed any more", async () => {
    const { server, api } = makeServer();
    const { watcher, statuses } = watch(api);
    watcher.check();
    await vi.advanceTimersByTimeAsync(0);
    expect(statuses).toHaveLength(1);
    expect(server.asked).toHaveLength(1);
  });
});

test("the back-off has jitter: between half and all of a doubling wait of at most 30 s", () => {
  expect([1, 2, 3, 4, 5, 6, 60].map((failures) => backoffMs(failures, 1))).toEqual([
    1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
  ]);
  expect(backoffMs(3, 0)).toBe(2000);
});

const pace = { failures: 0, emptyStreams: 0, pollAfterMs: 3000 };

test.each([
  ["a good poll leads to a stream", null, pace, { task: "stream", waitMs: 0 }],
  [
    "after two streams that brought nothing, to the next poll",
    null,
    { ...pace, emptyStreams: 2 },
    { task: "poll", waitMs: 3000 },
  ],
  ["a stream that ended leads to a poll, soon", 0, pace, { task: "poll", waitMs: 750 }],
  [
    "a failure leads to a poll after the back-off",
    0,
    { ...pace, failures: 3 },
    { task: "poll", waitMs: 3000 },
  ],
  [
    "and not before the wait that the server demanded",
    9000,
    { ...pace, failures: 3 },
    { task: "poll", waitMs: 9000 },
  ],
] as const)("%s", (_, leastWaitMs, now, plan) => {
  expect(planNext(leastWaitMs, now, 0.5)).toEqual(plan);
});
