import { expect, test } from "vitest";
import { openHttpServer } from "../../bff/http-server.ts";
import { describeApp } from "../support/app-suite.ts";

describeApp("the HTTP server", { engines: ["sqlite"] }, (app) => {
  test("waits for a request no longer than docs/operating.md says, and has a bound on connections", () => {
    const { server, stopWatching } = openHttpServer(app().context, (_request, response) => response.end());
    stopWatching();
    expect(server).toMatchObject({ headersTimeout: 15_000, requestTimeout: 30_000, timeout: 15_000 });
    expect(server.maxConnections).toBeGreaterThan(50);
    expect(server.maxConnections).toBeLessThanOrEqual(16_000);
  });
});
