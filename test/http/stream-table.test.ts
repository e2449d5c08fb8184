/** A table on its way to a reader that is slow, leaves, or whose table breaks. */
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { streamTable, type TableEnd } from "../../bff/http/stream-table.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const piece = "x".repeat(64 * 1_024);

async function serve(count: number, breaksAt = Number.POSITIVE_INFINITY) {
  const seen = { pulled: 0, isOver: false };
  const ended = Promise.withResolvers<TableEnd>();
  async function* pieces() {
    try {
      for (let at = 0; at < count; at++) {
        if (at === breaksAt) throw new Error("the page cannot be read");
        seen.pulled++;
        yield piece;
      }
    } finally {
      seen.isOver = true;
    }
  }
  const server = createServer((_request, response) => {
    void streamTable(response, pieces()).then(ended.resolve, ended.reject);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, port, seen, ended: ended.promise };
}

test("a reader gets every piece, and a proper end", async () => {
  const { url, ended } = await serve(20);
  expect((await (await fetch(url)).text()).length).toBe(20 * piece.length);
  expect(await ended).toEqual({ kind: "sent" });
});

test("a table that breaks midway does not look whole: its connection is closed", async () => {
  const { url, ended } = await serve(20, 3);
  await expect((async () => await (await fetch(url)).text())()).rejects.toThrow();
  expect(await ended).toMatchObject({ kind: "failed", error: { message: "the page cannot be read" } });
});

test("what a reader does not read is not read ahead, and the reading ends when the reader leaves", async () => {
  const { port, seen, ended } = await serve(10_000);
  const socket = connect(port, "127.0.0.1");
  socket.pause();
  socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  await expect.poll(() => seen.pulled, { timeout: 20_000 }).toBeGreaterThan(1);
  let before = -1;
  await expect
    .poll(
      () => {
        const isStill = seen.pulled === before;
        before = seen.pulled;
        return isStill;
      },
      { timeout: 20_000, interval: 200 },
    )
    .toBe(true);
  expect(seen.pulled).toBeLessThan(500);
  expect(seen.isOver).toBe(false);
  socket.destroy();
  expect(await ended).toEqual({ kind: "broken_off" });
  expect(seen.isOver).toBe(true);
});
