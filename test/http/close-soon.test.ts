import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { closeSoon } from "../../bff/http/close-soon.ts";

afterEach(() => {
  vi.useRealTimers();
});

test("a connection that was closed soon leaves no timer, which would keep its request in memory", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const accepted: Promise<Socket[]> = once(server, "connection");
  const client = connect(address.port, "127.0.0.1").on("error", () => undefined);
  const [socket] = await accepted;
  if (socket === undefined) throw new Error("nothing was accepted");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const finished = once(socket, "finish");
  const closed = once(socket, "close");
  closeSoon(socket);
  await finished;
  expect(vi.getTimerCount()).toBe(2);
  vi.advanceTimersByTime(1_000);
  await closed;
  expect(vi.getTimerCount()).toBe(0);
  client.destroy();
  server.close();
});
