import { readFileSync } from "node:fs";
import { join } from "node:path";
import express from "express";
import { request } from "undici";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { createWidgetRouter } from "../../bff/http/widget-files.ts";
import { startTestServer } from "../support/net.ts";
import { createWidgetFolder } from "../support/widget-folder.ts";

const widget = createWidgetFolder();
afterAll(widget.remove);

test("all answers share the bytes of a file, in each coding, whoever takes how long", async () => {
  const ended: unknown[] = [];
  const app = express();
  app.use((_request, response, next) => {
    const end = response.end.bind(response);
    Object.assign(response, {
      end(bytes: unknown) {
        ended.push(bytes);
        return end(bytes);
      },
    });
    next();
  });
  app.use("/widget", createWidgetRouter(widget.path));
  const server = await startTestServer(app);
  onTestFinished(() => server.close());
  const codings = ["identity", "gzip", "br"];
  for (let round = 0; round < 3; round++) {
    for (const coding of codings) {
      const headers = { "accept-encoding": coding };
      const answer = await request(`${server.origin}/widget/v1/pay-checkout.js`, { headers });
      expect(answer.statusCode).toBe(200);
      await answer.body.dump();
    }
  }
  expect(ended).toHaveLength(9);
  expect(ended[0]).toEqual(readFileSync(join(widget.path, "v1/pay-checkout.js")));
  expect(new Set(ended).size).toBe(codings.length);
});
