import type { RequestListener } from "node:http";
import { Agent, request } from "undici";
import { afterEach, expect, test } from "vitest";
import { createRunningCalls } from "../../bff/net/running-calls.ts";
import { startTestServer } from "../support/net.ts";

const undo: (() => void)[] = [];
afterEach(() => {
  for (const action of undo.splice(0)) action();
});

/** A call that has reached its server, which does with it what `listener` says. */
async function call(listener: RequestListener) {
  const asked = Promise.withResolvers<void>();
  const server = await startTestServer((incoming, response) => {
    asked.resolve();
    listener(incoming, response);
  });
  undo.push(() => void server.close());
  const agent = new Agent();
  const calls = createRunningCalls(agent);
  const read = async () => {
    const { body } = await request(server.origin, { dispatcher: agent });
    return await body.text();
  };
  const answer = calls.add(read()).catch(() => "broken off");
  await asked.promise;
  return { calls, answer };
}

test("a call that comes to its end meanwhile gets its answer", async () => {
  const answer = Promise.withResolvers<void>();
  const running = await call(async (_, response) => {
    await answer.promise;
    response.end("late");
  });
  const ended = running.calls.end();
  answer.resolve();
  expect(await running.answer).toBe("late");
  await ended;
});

test("a call that hangs is broken off", async () => {
  const { calls, answer } = await call(() => undefined);
  await calls.end();
  expect(await answer).toBe("broken off");
});
