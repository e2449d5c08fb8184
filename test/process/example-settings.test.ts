/** The shops of examples/ when a setting is missing or their table fails, and their files `.env`. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Secret } from "../../bff/core/secret.ts";
import { signWebhook } from "../../bff/webhooks/sign.ts";
import { findFreePort } from "../../scripts/free-port.ts";
import { startTestApp, type TestApp } from "../support/app.ts";
import { copyExample, type Example, endExamples, startExample } from "./support/example.ts";
import { makeProject, removeProjects } from "./support/packed.ts";

interface Kind {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly packages?: readonly string[];
}

const node = { program: process.execPath, args: ["shop.js"] };
const express: Kind = { name: "express", ...node, packages: ["express"] };
const fastify: Kind = { name: "fastify", ...node, packages: ["fastify"] };
const python: Kind = { name: "python", program: "python3", args: ["shop.py"] };
/** `display_errors` is on where there is no php.ini. */
const php: Kind = {
  name: "php",
  program: process.env.PHP_PATH ?? "php",
  args: ["-d", "display_errors=1", "-S", "127.0.0.1:PORT", "shop.php"],
};

/** Skipped where the machine lacks the language. */
const testOf = ({ program }: Kind) => test.skipIf(spawnSync(program, ["--version"]).status !== 0);

let app: TestApp;
/** Where shops may be: a customer only comes back to an origin that is allowed. */
let ports: readonly number[] = [];
let used = 0;
beforeAll(async () => {
  ports = await Promise.all(Array.from({ length: 8 }, () => findFreePort()));
  const allowedOrigins = ports.map((port) => `http://127.0.0.1:${port}`);
  app = await startTestApp({
    config: (base) => ({ ...base, merchant: { ...base.merchant, allowedOrigins } }),
  });
});
afterAll(async () => {
  await endExamples();
  await app?.stop();
  removeProjects();
});

const settings = () => ({
  PAY_URL: app.url,
  PAY_API_KEY: app.apiKey,
  PAY_WEBHOOK_SECRET: app.webhooks.secret,
});

function folderOf({ name, packages }: Kind): string {
  const folder = makeProject(packages);
  copyExample(name, folder);
  return folder;
}

interface Start {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly firstStatus?: number;
}

async function start({ program, args }: Kind, options: Start): Promise<Example> {
  const port = ports[used++];
  return await startExample({
    ...options,
    url: `http://127.0.0.1:${port}`,
    program,
    args: args.map((arg) => arg.replace("PORT", String(port))),
  });
}

/** An order's "session.succeeded", signed like the BFF's webhooks. */
async function deliverPaid(shop: Example, reference: string, headers: object = {}) {
  const amount = { value: "150.00", currency: "MXN" };
  const data = { session: { id: "cs_1", reference, amount } };
  const body = JSON.stringify({ type: "session.succeeded", data });
  const secrets = [new Secret(app.webhooks.secret)];
  const signed = signWebhook({ id: "evt_1", now: Date.now(), body, secrets });
  const answer = await fetch(`${shop.url}/webhooks`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...signed, ...headers },
  });
  return { status: answer.status, text: await answer.text() };
}

const buy = async (shop: Example) => await shop.submit("/orders", { bags: "1" });
const idOf = ({ path }: { readonly path: string }) => path.split("/").at(-1) ?? "";

describe.each([express, fastify, python])("examples/$name", (kind) => {
  testOf(kind)("names the setting that is missing in one sentence, and does not start", () => {
    const env = {
      PATH: process.env.PATH,
      ...settings(),
      PAY_WEBHOOK_SECRET: "",
      SHOP_URL: "http://127.0.0.1:1",
    };
    const options = { cwd: folderOf(kind), env, encoding: "utf8" } as const;
    const { status, stdout, stderr } = spawnSync(kind.program, kind.args, options);
    expect(stdout + stderr).toBe("PAY_WEBHOOK_SECRET is missing: put it into .env\n");
    expect(status).toBe(1);
  });
});

testOf(php)("examples/php says on every page which setting is missing, and takes no webhook", async () => {
  const env = { ...settings(), PAY_WEBHOOK_SECRET: "" };
  const shop = await start(php, { folder: folderOf(php), env, firstStatus: 500 });
  const said = { status: 500, text: "PAY_WEBHOOK_SECRET is missing: put it into .env" };
  expect(await shop.read("/")).toMatchObject(said);
  expect(await deliverPaid(shop, "order-1")).toEqual(said);
});

describe.each([express, php, python])("examples/$name", (kind) => {
  testOf(kind)("answers 500 when its table fails, and shows nothing of the error", async () => {
    const folder = folderOf(kind);
    const shop = await start(kind, { folder, env: settings() });
    const order = await buy(shop);
    expect(order.status).toBe(200);
    writeFileSync(join(folder, "shop.db"), "no database ".repeat(1000));
    const said = { status: 500, text: "Something went wrong. Please try again." };
    expect(await deliverPaid(shop, idOf(order))).toEqual(said);
    expect(await shop.read(order.path)).toMatchObject(said);
    expect(shop.output.text).toMatch(/not a database|malformed/);
  });
});

describe.each([php, python])("examples/$name", (kind) => {
  testOf(kind)("reads its .env with comments, quotes and the ends of lines of any editor", async () => {
    const folder = folderOf(kind);
    const { PAY_URL, PAY_API_KEY, PAY_WEBHOOK_SECRET } = settings();
    const lines = [
      '\uFEFF# What `npm run sandbox` prints (it\'s the same each time); "quoted" = not',
      `PAY_URL=${PAY_URL}`,
      "",
      `PAY_API_KEY = "${PAY_API_KEY}" # (the desk's)`,
      "[no setting",
      `PAY_WEBHOOK_SECRET='${PAY_WEBHOOK_SECRET}'`,
    ];
    writeFileSync(join(folder, ".env"), lines.join("\r\n"));
    const shop = await start(kind, { folder, env: {} });
    const order = await buy(shop);
    expect(order).toMatchObject({ status: 200, clientToken: expect.stringMatching(/^ct_/) });
    expect((await deliverPaid(shop, idOf(order))).status).toBe(204);
    expect((await shop.read(order.path)).text).toContain("<b>paid</b>");
  });

  testOf(kind)("answers 401 to a webhook with a time of any length", async () => {
    const shop = await start(kind, { folder: folderOf(kind), env: settings() });
    for (const time of ["9".repeat(5000), "-1", "1e9", "", "٣"]) {
      const latin = Buffer.from(time).toString("latin1");
      expect(await deliverPaid(shop, "order-1", { "webhook-timestamp": latin })).toMatchObject({
        status: 401,
      });
    }
  });
});
