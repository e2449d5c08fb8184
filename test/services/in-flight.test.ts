import { expect, test } from "vitest";
import { forEachInFlight } from "../../bff/services/reconciliation/in-flight.ts";

async function* numbers(count: number): AsyncGenerator<number, void> {
  for (let number = 1; number <= count; number++) yield number;
}

const always = { places: () => 3, goesOn: () => true };

test("work in flight that fails lets the others end, starts nothing more, and throws the first error", async () => {
  const ended: number[] = [];
  const failing = Promise.withResolvers<void>();
  const slow = Promise.withResolvers<void>();
  const run = forEachInFlight(numbers(10), always, async (number) => {
    if (number === 1) await slow.promise;
    if (number === 2) await failing.promise;
    ended.push(number);
  });
  failing.reject(new Error("the first"));
  slow.resolve();
  await expect(run).rejects.toThrow("the first");
  // The first three were started together; the failure freed a place for none.
  expect(ended.includes(1)).toBe(true);
  expect(ended.includes(2)).toBe(false);
  expect(Math.max(...ended)).toBeLessThan(10);
});

test("work in flight goes on one by one when no more places are left, never with none", async () => {
  let running = 0;
  let most = 0;
  const ended: number[] = [];
  const options = { places: () => 0, goesOn: () => true };
  await forEachInFlight(numbers(4), options, async (number) => {
    running++;
    most = Math.max(most, running);
    await Promise.resolve();
    running--;
    ended.push(number);
  });
  expect([most, ended]).toEqual([1, [1, 2, 3, 4]]);
});

test("work in flight ends when it may not go on", async () => {
  const started: number[] = [];
  const options = { places: () => 1, goesOn: () => started.length < 2 };
  await forEachInFlight(numbers(10), options, async (number) => {
    started.push(number);
  });
  expect(started).toEqual([1, 2]);
});
