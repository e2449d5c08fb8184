/** What a run notices of itself: memory that grows, and that it has to stop. */
import { expect, test } from "vitest";
import { type MemorySample, objectToUsage } from "./memory.ts";
import { watchRun } from "./watch.ts";

const mb = 1024 * 1024;

/** Samples at every 10,000 requests with so many megabytes held. */
function samplesOf(...heldMb: readonly number[]): MemorySample[] {
  return heldMb.map((held, index) => ({
    requests: index * 10_000,
    usage: {
      cpuMs: 0,
      heapBytes: held * mb,
      externalBytes: 0,
      reservedBytes: 0,
      residentBytes: 0,
      sockets: 2,
    },
  }));
}

test("memory that fills up once and then goes up and down is right", () => {
  expect(objectToUsage(samplesOf(50, 65, 64, 66, 65))).toEqual([]);
});

test("memory that grows by more than 8 MB in 10,000 requests is wrong", () => {
  expect(objectToUsage(samplesOf(50, 55, 55, 64))).toEqual([
    "9.0 MB more are held after 30000 requests than at the look before",
  ]);
});

test("so is memory that grows by little each time, and sockets that stay open", () => {
  expect(objectToUsage(samplesOf(50, 57, 64, 71, 78, 85))).toEqual([
    "35.0 MB more are held than in the beginning",
  ]);
  const [first, last] = samplesOf(50, 50);
  if (first === undefined || last === undefined) throw new Error("there are two");
  expect(objectToUsage([first, { ...last, usage: { ...last.usage, sockets: 99 } }])).toEqual([
    "99 sockets are open after 10000 requests, 2 were",
  ]);
});

test("a run is stopped by whoever interrupts it, also before it has begun", async () => {
  const interrupt = new AbortController();
  const watch = watchRun(interrupt.signal);
  expect(watch.isStopped()).toBe(false);
  interrupt.abort("SIGINT");
  expect([watch.isStopped(), await watch.stopped]).toEqual([true, "interrupted by SIGINT"]);
  expect(await watchRun(interrupt.signal).stopped).toBe("interrupted by SIGINT");
});

test("a run is stopped when nothing is answered any more", async () => {
  const watch = watchRun(undefined, 10);
  expect(await watch.stopped).toBe("nothing was answered for 0.01 s");
  watch.close();
});
