/** The calls that `check --pay` makes of the server at `publicUrl`. */

import type { RequestListener } from "node:http";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { callServer } from "../../bff/cli/pay-test/calls.ts";
import { startTestServer, type TestServer } from "../support/net.ts";

const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = await startTestServer(listener);
  servers.push(server);
  return server.origin;
}

test("a redirect is an answer, and nobody follows it", async () => {
  let calls = 0;
  const elsewhere = await serve((_, response) => {
    calls++;
    response.end("{}");
  });
  const url = await serve((_, response) => response.writeHead(307, { location: elsewhere }).end());
  const called = await callServer({ url, token: "sk_1", body: {} }, z.unknown());
  expect(called).toEqual({ ok: false, why: "the answer is 307, and not of this software" });
  expect(calls).toBe(0);
});

test.each([
  ["no JSON", "<html>", "is not this software"],
  ["other JSON", "[]", "is another version of this software"],
])("%s is told from no answer, by the server's origin alone", async (_, body, what) => {
  const origin = await serve((_request, response) => response.end(body));
  const called = await callServer({ url: `${origin}/v1/ct_1`, token: "sk_1" }, z.object({}));
  expect(called).toEqual({ ok: false, why: `what answers at ${origin} ${what}` });
});
