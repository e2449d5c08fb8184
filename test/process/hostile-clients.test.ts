import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, beforeAll, expect, test } from "vitest";
import { ensureWidget } from "../../scripts/build-widget.ts";
import { endAll, metricsToken, type Served, serve } from "./support/server.ts";

const clients = 100;
/** What was measured without bounds was 512 MB. */
const mostGrowth = 120 * 1024 * 1024;
/** What the two ends of a connection on this machine may hold. */
const systemBufferBytes = 10 * 1024 * 1024;
const sockets: Socket[] = [];

beforeAll(ensureWidget);
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await endAll();
});

async function residentBytes(served: Served): Promise<number> {
  const text = await (await served.get("/metrics", metricsToken)).text();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]);
}

/** Lets the clients send all their requests, and read nothing. */
async function besiege(served: Served, path: string, requestsOfEach: number): Promise<void> {
  for (let client = 0; client < clients; client++) {
    const socket = connect(served.port, "127.0.0.1");
    sockets.push(socket);
    socket.on("error", () => undefined);
    await once(socket, "connect");
    socket.pause();
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(requestsOfEach));
  }
}

async function countStalled(served: Served): Promise<number> {
  const text = await (await served.get("/metrics", metricsToken)).text();
  return Number(/connections_closed_total\{reason="stalled"\} (\d+)/.exec(text)?.[1] ?? 0);
}

test.each([
  ["/widget/v1/pay-checkout.js", 100],
  ["/openapi.json", 128],
])(
  "a hundred clients that ask for %s %d times and never read take little, and are let go",
  async (path, requestsOfEach) => {
    // Without limits, or most of the answers would be small.
    const served = await serve({ config: (base) => ({ ...base, limits: { browserPerMinute: 0 } }) });
    await served.ready();
    const length = (await (await served.get(path)).arrayBuffer()).byteLength;
    const before = await residentBytes(served);
    await besiege(served, path, requestsOfEach);
    const asked = performance.now();
    expect((await served.get("/healthz")).status).toBe(200);
    expect(performance.now() - asked).toBeLessThan(2_000);
    const grown = (await residentBytes(served)) - before;
    expect(grown).toBeLessThan(mostGrowth);
    // What the system's own buffers hold counts as taken.
    if (length * requestsOfEach < systemBufferBytes) return;
    await expect.poll(() => countStalled(served), { timeout: 90_000, interval: 500 }).toBe(clients);
  },
);
