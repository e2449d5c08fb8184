import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { findSecrets } from "../security/support/encodings.ts";
import { buildersSecrets } from "./support/builder.ts";
import { accountAt, apiKey, type BaseConfig, builtCli, endAll, serve, stopMs } from "./support/server.ts";

const root = join(import.meta.dirname, "../..");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pay-checkout-test-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the built server", () => {
  afterEach(endAll);

  test("names the classes, functions and lines of the sources in its log", async () => {
    const path = join(folder, "newer.db");
    const database = new DatabaseSync(path);
    database.exec("create table kysely_migration (name text, timestamp text)");
    database.exec("insert into kysely_migration values ('0999-of-the-future', '2030-01-01T00:00:00.000Z')");
    database.close();
    const config = (base: BaseConfig) => ({ ...base, database: { url: `sqlite:${path}` } });
    const served = await serve({ config });
    expect(await served.ended).toMatchObject({ code: 1 });
    expect(served.text.error).toContain("The server cannot start: The database is from a newer version");
    const line = served.text.out.split("\n").find((text) => text.includes("cannot start")) ?? "";
    const { err } = z.object({ err: z.record(z.string(), z.unknown()) }).parse(JSON.parse(line));
    expect(err).toMatchObject({
      kind: "NewerDatabaseError",
      message: expect.stringContaining("0999-of-the-future"),
      at: expect.arrayContaining([
        expect.stringMatching(/^at runMigrations \(bff\/storage\/migrations\/migrator\.ts:\d+:\d+\)$/),
      ]),
    });
  });

  test("stops, also when nobody reads its log any more", async () => {
    const served = await serve();
    await served.ready();
    served.child.stdout.destroy();
    served.child.stderr.destroy();
    expect((await served.get("/healthz")).status).toBe(200);
    const { code, ms } = await served.end();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(stopMs);
  });
});

test("the built command says in one sentence that a Node is too old, before it loads what that Node can't", () => {
  const preload = `Object.defineProperty(process, "versions", { value: { node: "20.11.0" } });`;
  const loader = `data:text/javascript,${encodeURIComponent(preload)}`;
  const run = spawnSync(process.execPath, ["--import", loader, builtCli, "serve"], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(run).toMatchObject({
    status: 1,
    stdout: "",
    stderr: "pay-checkout needs Node 24 or newer, but this is Node 20.11.0: https://nodejs.org\n",
  });
  const imports = readFileSync(builtCli, "utf8").matchAll(/^import .*$/gm);
  expect([...imports].map(([line]) => line)).toEqual(['import { dirname } from "node:path";']);
});

/** The package that a file belongs to; undefined for our own. */
function packageOf(file: string): string | undefined {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
}

/** The packages that the server is bundled from, by its source maps. */
function packagesInServer(): readonly string[] {
  const map = z.looseObject({ sources: z.array(z.string()) });
  const folder = join(root, "dist/bff");
  const maps = readdirSync(folder).filter((name) => name.endsWith(".js.map"));
  return maps.flatMap((name) =>
    map
      .parse(JSON.parse(readFileSync(join(folder, name), "utf8")))
      .sources.flatMap((file) => packageOf(file) ?? []),
  );
}

/** The packages in the widget's scripts, which have no source maps: it is bundled once more, without writing it. */
async function packagesInWidget(): Promise<readonly string[]> {
  const found = new Set<string>();
  const record = {
    name: "record-packages",
    moduleParsed: ({ id }: { readonly id: string }) => {
      const name = packageOf(id);
      if (name !== undefined) found.add(name);
    },
  };
  const entry = [
    "pay-checkout.ts",
    "element.ts",
    "react/pay-checkout.ts",
    "testing/testing.ts",
    "hosted/hosted.ts",
  ].map((file) => join(root, "widget", file));
  const lib = { entry, formats: ["es" as const] };
  await build({
    configFile: false,
    root: join(root, "widget"),
    logLevel: "error",
    plugins: [record],
    // The page brings React.
    build: { write: false, minify: false, lib, rolldownOptions: { external: ["react"] } },
  });
  return [...found];
}

describe("the bill of materials that is published", () => {
  const bom = z.object({
    components: z.array(z.looseObject({ group: z.string().optional(), name: z.string() })),
  });
  const named = () => {
    const { components } = bom.parse(
      JSON.parse(readFileSync(join(root, "dist/pay-checkout.cdx.json"), "utf8")),
    );
    return new Set(components.map(({ group, name }) => (group === undefined ? name : `${group}/${name}`)));
  };

  test("names every package that the server is bundled from", () => {
    const bundled = packagesInServer();
    expect(bundled).toEqual(expect.arrayContaining(["pg", "express", "undici"]));
    const known = named();
    expect(bundled.filter((name) => !known.has(name))).toEqual([]);
  });

  test("names every package that the widget is bundled from", async () => {
    const bundled = await packagesInWidget();
    expect(bundled).toEqual(expect.arrayContaining(["lit-html", "qrcode", "jsbarcode"]));
    const known = named();
    expect(bundled.filter((name) => !known.has(name))).toEqual([]);
  });

  test("names no folder of the machine that it was built on", () => {
    expect(readFileSync(join(root, "dist/pay-checkout.cdx.json"), "utf8")).not.toContain(root);
  });
});

test("the package holds nothing of the machine that built it, nor of the demo's and the tests' secrets", () => {
  const folder = join(root, "dist");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(files.length).toBeGreaterThan(30);
  const { credentials } = accountAt("http://x.example");
  const secrets = [...Object.values(buildersSecrets), root, homedir(), ...Object.values(credentials), apiKey];
  for (const { parentPath, name } of files) {
    const text = readFileSync(join(parentPath, name), "latin1");
    expect(findSecrets(text, secrets), name).toEqual([]);
  }
});
