import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Answer } from "../../../widget/console/net/api.ts";
import { openResource, type Resource } from "../../../widget/console/net/resource.ts";

const offline = {
  ok: false,
  trouble: {
    kind: "offline",
    status: null,
    code: null,
    title: null,
    detail: null,
    fields: [],
    requestId: null,
  },
} as const;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  // Node has no window that could be online.
  vi.stubGlobal("addEventListener", () => undefined);
  vi.stubGlobal("removeEventListener", () => undefined);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A BFF that takes 400 ms to answer, and counts. */
function setResource(answerOf: (count: number) => Answer<number> = succeed) {
  let asked = 0;
  let running = 0;
  let most = 0;
  const drawn: (number | null)[] = [];
  const backgrounds: boolean[] = [];
  const resource: Resource<number> = openResource(
    async (isBackground) => {
      asked += 1;
      const count = asked;
      backgrounds.push(isBackground);
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 400));
      running -= 1;
      return answerOf(count);
    },
    () => drawn.push(resource.value()),
  );
  return { resource, drawn, backgrounds, asked: () => asked, most: () => most };
}

const succeed = (value: number): Answer<number> => ({ ok: true, value, headers: new Headers() });

test("changes that never stop are drawn all the same, one request at a time and with a pause between", async () => {
  const { resource, drawn, asked, most } = setResource();
  const changes = setInterval(resource.refresh, 100);
  await vi.advanceTimersByTimeAsync(10_000);
  clearInterval(changes);
  // Each takes 400 ms, and the pause is a second.
  expect(drawn).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(most()).toBe(1);
  const before = asked();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked() - before).toBeLessThanOrEqual(1);
  resource.close();
});

test("a change after a quiet time is read at once", async () => {
  const { resource, drawn } = setResource();
  await vi.advanceTimersByTimeAsync(5_000);
  resource.refresh();
  await vi.advanceTimersByTimeAsync(400);
  expect(drawn).toEqual([1, 2]);
  resource.close();
});

test("an answer of before what somebody has just done is not drawn", async () => {
  const { resource, drawn } = setResource();
  await vi.advanceTimersByTimeAsync(5_000);
  resource.refresh();
  resource.put(100);
  await vi.advanceTimersByTimeAsync(400);
  expect(drawn).toEqual([1, 100]);
  await vi.advanceTimersByTimeAsync(400);
  expect(drawn).toEqual([1, 100, 3]);
  resource.close();
});

test("what somebody wants to see is read as soon as the request on its way has ended", async () => {
  const { resource, drawn, backgrounds, most } = setResource();
  resource.reload();
  await vi.advanceTimersByTimeAsync(800);
  expect(drawn).toEqual([2]);
  expect(backgrounds).toEqual([false, false]);
  expect(most()).toBe(1);
  resource.close();
});

test("without a network it tries again by itself, less and less often, and at once when something changes", async () => {
  const { resource, asked, drawn } = setResource((count) => (count < 4 ? offline : succeed(count)));
  await vi.advanceTimersByTimeAsync(400 + 2_000 + 400);
  expect(asked()).toBe(2);
  resource.refresh();
  await vi.advanceTimersByTimeAsync(400);
  expect(asked()).toBe(3);
  await vi.advanceTimersByTimeAsync(8_000 + 400);
  expect(drawn).toEqual([null, null, null, 4]);
  resource.close();
});
