import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { startTestApp } from "../support/app.ts";

/** Sends one request, and leaves the connection open. @returns the headers of the answer. */
async function askOnce(url: string) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
  const [chunk]: unknown[] = await once(socket, "data");
  return { socket, headers: String(chunk) };
}

test.each([
  [{}, 65],
  [{ keepAliveMs: 700_000 }, 700],
])("an idle connection stays open as network says: %j", async (network, seconds) => {
  const app = await startTestApp({
    config: (base) => ({ ...base, network: { ...base.network, ...network } }),
  });
  const { socket, headers } = await askOnce(app.url);
  expect(headers.toLowerCase()).toContain(`keep-alive: timeout=${seconds}\r\n`);
  socket.destroy();
  await app.stop();
});

test("an idle connection is closed after keepAliveMs", async () => {
  const app = await startTestApp({
    config: (base) => ({ ...base, network: { ...base.network, keepAliveMs: 1_000 } }),
  });
  const { socket } = await askOnce(app.url);
  await once(socket, "close");
  await app.stop();
});
