import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startTestApp } from "../../support/app.ts";
import { callHttp } from "../../support/http-client.ts";
import { operatorOf, withOperators } from "../../support/operators.ts";

/** A folder as the build makes it, with a console of one file. */
async function buildFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "console-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, "console/.vite"), { recursive: true });
  await writeFile(join(folder, "console/.vite/manifest.json"), "{}");
  await writeFile(join(folder, "console/index.html"), "<!doctype html><title>Console</title>");
  await writeFile(join(folder, "console/console.js"), "export {};");
  return folder;
}

async function start(hasOperators = true) {
  const config = withOperators(...(hasOperators ? [operatorOf("ana")] : []));
  const app = await startTestApp({ config, widgetFolder: await buildFolder() });
  onTestFinished(app.stop);
  return (path: string) => callHttp(app.url, { path });
}

test("the page runs nothing but files of its own, makes no script of a text, and nobody frames it", async () => {
  const call = await start();
  const { status, headers, text } = await call("/console");
  expect(status).toBe(200);
  expect(text).toContain("<title>Console</title>");
  const policy = String(headers["content-security-policy"]);
  for (const part of [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html",
  ])
    expect(policy.split(";")).toContain(part);
  expect(policy).not.toContain("unsafe");
});

test("its files are read by no other origin", async () => {
  const call = await start();
  const { status, headers } = await call("/console/console.js");
  expect(status).toBe(200);
  expect(headers["content-type"]).toBe("text/javascript; charset=utf-8");
  expect(headers["access-control-allow-origin"]).toBeUndefined();
});

test("a file that is not there, and a way out of the folder, are 404", async () => {
  const call = await start();
  for (const path of [
    "/console/other.js",
    "/console/..%2fhosted.json",
    "/console/.vite",
    "/console/index.html",
  ])
    expect([path, (await call(path)).status]).toEqual([path, 404]);
});

test("without operators there is neither the page nor a file of it", async () => {
  const call = await start(false);
  for (const path of ["/console", "/console/console.js"]) expect((await call(path)).status).toBe(404);
});
