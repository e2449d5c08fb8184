import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../../support/app.ts";
import { callHttp } from "../../support/http-client.ts";
import { operatorOf, withOperators } from "../../support/operators.ts";
import { createWidgetFolder } from "../../support/widget-folder.ts";

const files = {
  "index.html": "<!doctype html><title>Console</title>",
  "console.js": "export const page = 'console';\n",
  "console.css": "body { margin: 0 }\n",
  "today-A1b2C3d4.js": "export const today = 1;\n",
  ".vite/manifest.json": JSON.stringify({
    "console.ts": { file: "console.js", isEntry: true },
    "today.ts": { file: "today-A1b2C3d4.js" },
  }),
};

const folder = mkdtempSync(join(tmpdir(), "pay-checkout-console-"));
let app: TestApp;

beforeAll(async () => {
  const widget = createWidgetFolder();
  cpSync(widget.path, folder, { recursive: true });
  widget.remove();
  mkdirSync(join(folder, "console/.vite"), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, "console", name), text);
  writeFileSync(join(folder, "console/console.js.br"), brotliCompressSync(files["console.js"]));
  app = await startTestApp({ config: withOperators(operatorOf("ana")), widgetFolder: folder });
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  callHttp(app.url, { path, headers });

test("the page comes with a policy that lets in nothing from elsewhere and makes no text a script", async () => {
  const { status, text, headers } = await get("/console");
  expect([status, text, headers["content-type"]]).toEqual([
    200,
    files["index.html"],
    "text/html; charset=utf-8",
  ]);
  expect(headers["content-security-policy"]).toBe(
    "default-src 'none';script-src 'self';style-src 'self';connect-src 'self';img-src 'self' data:;base-uri 'none';" +
      "form-action 'none';frame-ancestors 'none';require-trusted-types-for 'script';trusted-types lit-html",
  );
  expect(headers).toMatchObject({
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cache-control": "no-cache",
  });
  expect(headers["access-control-allow-origin"]).toBeUndefined();
});

test("its files are kept for ever where their name has a hash, and asked for again where not", async () => {
  const [entry, hashed] = [
    await get("/console/console.js", { "accept-encoding": "br" }),
    await get("/console/today-A1b2C3d4.js"),
  ];
  expect([entry.headers["content-encoding"], entry.headers["cache-control"]]).toEqual(["br", "no-cache"]);
  expect(hashed.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect(hashed.headers["cross-origin-resource-policy"]).toBe("same-origin");
  const again = await get("/console/console.css", {
    "if-none-match": String((await get("/console/console.css")).headers.etag),
  });
  expect(again.status).toBe(304);
});

test("a slash too many leads to the page, and what is no file of it is 404", async () => {
  const slash = await get("/console/");
  expect([slash.status, slash.headers.location]).toEqual([308, "/console"]);
  for (const path of [
    "/console/index.html",
    "/console/nothing.js",
    "/console/.vite%2Fmanifest.json",
    "/console/..%2fhosted.json",
    "/console/api",
  ]) {
    expect([path, (await get(path)).problem().code]).toEqual([path, "not_found"]);
  }
  expect((await callHttp(app.url, { method: "POST", path: "/console" })).status).toBe(405);
});
