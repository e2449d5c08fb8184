import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startTestApp } from "../support/app.ts";
import { createWidgetFolder } from "../support/widget-folder.ts";

const mib = 1024 * 1024;
/** More than the system takes for a client that does not read. */
const fileBytes = 16 * mib;
const clients = 6;

test("all answers share the bytes of a file, however many clients do not read theirs", async () => {
  const widget = createWidgetFolder();
  onTestFinished(widget.remove);
  writeFileSync(join(widget.path, "v1/large.js"), "x".repeat(fileBytes));
  const app = await startTestApp({ widgetFolder: widget.path });
  onTestFinished(() => app.stop());
  const before = process.memoryUsage().arrayBuffers;
  for (let client = 0; client < clients; client++) {
    const socket = connect(Number(new URL(app.url).port), "127.0.0.1");
    onTestFinished(() => void socket.destroy());
    socket.write("GET /widget/v1/large.js HTTP/1.1\r\nHost: x\r\n\r\n");
    // The answer has begun. Nobody takes more of it than the client's own first buffer.
    await once(socket, "readable");
    expect(String(socket.read(15))).toBe("HTTP/1.1 200 OK");
  }
  const taken = process.memoryUsage().arrayBuffers - before;
  expect(taken).toBeGreaterThan(fileBytes / 2);
  expect(taken).toBeLessThan(2 * fileBytes);
});
