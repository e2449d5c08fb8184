import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const readBytes = new URL("../../bff/http/read-bytes.ts", import.meta.url).href;

/** A hundred bodies that never end, each in a thousand pieces of one byte that hold on to what they were cut from. */
const script = `
  import { IncomingMessage, ServerResponse } from "node:http";
  import { Socket } from "node:net";
  import { readBytes } from ${JSON.stringify(readBytes)};
  const requests = Array.from({ length: 100 }, () => new IncomingMessage(new Socket()));
  const reading = requests.map((request) => readBytes({ request, response: new ServerResponse(request) }, 65536));
  for (let piece = 0; piece < 1000; piece++)
    for (const request of requests) {
      request.push(Buffer.allocUnsafeSlow(4096).subarray(0, 1));
      request.read();
    }
  // What a collection frees is given back by another thread.
  const isLittle = () => process.memoryUsage().arrayBuffers < 4 * 1024 * 1024;
  for (let turn = 0; turn < 100 && !isLittle(); turn++) {
    gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
  process.stdout.write(String(isLittle() && reading.length === 100));`;

test("a body in pieces holds on to none of them", async () => {
  const args = ["--expose-gc", "--input-type=module", "--eval", script];
  expect((await promisify(execFile)(process.execPath, args)).stdout).toBe("true");
});
