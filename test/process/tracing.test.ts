import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { startTraceReceiver } from "../support/trace-receiver.ts";
import { endAll, serve, stopMs } from "./support/server.ts";

const bundle = join(import.meta.dirname, "../../dist/bff");
const undo: (() => unknown)[] = [];
afterEach(async () => {
  await endAll();
  for (const action of undo.splice(0).reverse()) await action();
});

/** The files of the built server that hold code of OpenTelemetry, by their source maps. */
function libraryFiles(): string[] {
  const maps = readdirSync(bundle).filter((name) => name.endsWith(".js.map"));
  const holds = (name: string) =>
    readFileSync(join(bundle, name), "utf8").includes("@opentelemetry/sdk-trace/");
  return maps.filter(holds).map((name) => name.slice(0, -".map".length));
}

const coverage = z.object({ result: z.array(z.object({ url: z.string() })) });

/** Serves one request. @returns the files of OpenTelemetry that were loaded meanwhile, as Node itself counts them. */
async function loadedWith(env: Readonly<Record<string, string>>): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "pay-checkout-coverage-"));
  undo.push(() => rmSync(folder, { recursive: true }));
  const served = await serve({ env: { ...env, NODE_V8_COVERAGE: folder } });
  await served.ready();
  await served.get("/pay");
  const { code, ms } = await served.end();
  expect(code).toBe(0);
  expect(ms).toBeLessThan(stopMs);
  const loaded = readdirSync(folder)
    .map((name) => coverage.parse(JSON.parse(readFileSync(join(folder, name), "utf8"))))
    .flatMap(({ result }) => result.map(({ url }) => url));
  expect(loaded.some((url) => url.endsWith("/dist/bff/cli.js"))).toBe(true);
  return libraryFiles().filter((file) => loaded.some((url) => url.endsWith(`/${file}`)));
}

test("the built server loads no library for traces while they are off, and sends them when they are on", async () => {
  expect(await loadedWith({})).toEqual([]);
  const collector = await startTraceReceiver();
  undo.push(collector.stop);
  expect(await loadedWith({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.origin })).not.toEqual([]);
  const [span] = collector.spans();
  expect(span).toMatchObject({ kind: 2, resource: { "service.name": "pay-checkout" } });
});
