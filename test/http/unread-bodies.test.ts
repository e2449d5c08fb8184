/** A request that is answered before its body has come: the rest is not read. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";

const chunks = (count: number) => "1\r\na\r\n".repeat(count);

async function open(app: TestApp, head: string): Promise<{ readonly socket: Socket; text: string }> {
  const { hostname, port } = new URL(app.url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  socket.on("error", () => undefined);
  const opened = { socket, text: "" };
  socket.on("data", (piece) => {
    opened.text += piece.toString("latin1");
  });
  await once(socket, "connect");
  socket.write(head);
  return opened;
}

describeApp("a body that nobody wants", {}, (app) => {
  test.each([
    ["POST /nothing", 404],
    ["POST /v1/sessions", 401],
    ["POST /callbacks/nobody/AAAAAAAAAAAAAAAAAAAAAA", 413],
    ["DELETE /healthz", 405],
    ["GET /healthz", 200],
  ])(
    "is not read when it comes after the answer to %s, and the client gets that whole",
    async (line, status) => {
      const opened = await open(
        app(),
        `${line} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${chunks(1_100)}`,
      );
      await once(opened.socket, "end");
      expect(opened.text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      expect(opened.text).toMatch(/\r\nConnection: close\r\n/i);
      if (status >= 400) expect(opened.text).toMatch(/"requestId":"req_[^"]+"}$/);
    },
  );

  test("ends its connection, however long the client goes on", async () => {
    const opened = await open(
      app(),
      "POST /nothing HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
    );
    const closed = once(opened.socket, "close");
    const more = () => {
      if (opened.socket.writable) opened.socket.write(chunks(100), () => setImmediate(more));
    };
    more();
    await closed;
    expect(opened.text).toMatch(/^HTTP\/1.1 404 /);
  });

  test("keeps the connection when it is short, or was read", async () => {
    const post = "POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n0123456789";
    const key = `Authorization: Bearer ${app().apiKey}`;
    const wrong = `POST /v1/sessions HTTP/1.1\r\nHost: x\r\n${key}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`;
    const opened = await open(app(), `${post}${wrong}${post}`);
    const statuses = () => [...opened.text.matchAll(/HTTP\/1.1 (\d+) /g)].map(([, status]) => status);
    await expect.poll(statuses).toEqual(["404", "422", "404"]);
    expect(opened.text).not.toMatch(/Connection: close/i);
  });
});
