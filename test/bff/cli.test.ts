import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { runCommand } from "../../bff/cli/run.ts";
import { openDatabase } from "../../bff/storage/engine/database.ts";
import { newJobRow } from "../../bff/storage/jobs/jobs.ts";
import { type DemoConfig, demoConfig } from "../../demo/config.ts";
import { type Sandbox, startSandbox } from "../../demo/sandbox/sandbox.ts";
import { findFreePort } from "../../scripts/free-port.ts";
import { startTestApp } from "../support/app.ts";
import { createTestDatabase } from "../support/postgres.ts";

const folder = mkdtempSync(join(tmpdir(), "pay-checkout-cli-"));
let sandbox: Sandbox;
let base: DemoConfig;

beforeAll(async () => {
  sandbox = await startSandbox();
  const databasePath = join(folder, "checkout.db");
  base = demoConfig({ sandbox, bffUrl: "http://127.0.0.1:1", shopUrl: "http://127.0.0.1:2", databasePath });
});
afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

function writeConfig(config: unknown): string {
  const file = join(folder, "config.json");
  writeFileSync(file, typeof config === "string" ? config : JSON.stringify(config));
  return file;
}

async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const out: string[] = [];
  const error: string[] = [];
  const code = await runCommand(args, {
    out: (line) => void out.push(line),
    error: (line) => void error.push(line),
    env,
  });
  return { code, out: out.join("\n"), error: error.join("\n") };
}

/** The configuration with one account changed. */
function withAccount(id: string, change: (account: DemoConfig["accounts"][number]) => object): unknown {
  const accounts = base.accounts.map((account) => (account.id === id ? change(account) : account));
  return { ...base, accounts };
}

describe("arguments", () => {
  test("--help lists the commands, --version says the version", async () => {
    const help = await run(["--help"]);
    expect(help.code).toBe(0);
    for (const command of [
      "serve",
      "check",
      "keys chainup",
      "keys encryption",
      "keys rotate",
      "reconcile",
      "erase",
      "jobs",
    ]) {
      expect(help.out).toContain(`pay-checkout ${command}`);
    }
    expect(await run(["--version"])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    });
  });

  test.each([
    [[]],
    [["pay"]],
    [["serve", "now"]],
    [["keys"]],
    [["keys", "paypro"]],
    [["keys", "rotate", "now"]],
    [["jobs", "retry"]],
    [["jobs", "retry", "a", "b"]],
    [["serve", "--port", "1"]],
    [["serve", "--config"]],
    [["check", "--day", "2026-11-19"]],
    [["erase"]],
    [["erase", "--email", "a@example.com", "--phone", "+5255"]],
    [["erase", "--email", " ", "--yes"]],
    [["erase", "--customer", "-", "--yes"]],
    [["jobs", "--email", "a@example.com"]],
    [["check", "--yes"]],
    [["reconcile", "--day", "yesterday"]],
    [["reconcile", "--day", "2026-02-31"]],
  ])("%j is 64 and says why", async (args) => {
    const result = await run(args);
    expect(result.code).toBe(64);
    expect(result.error).not.toBe("");
    expect(result.out).toBe("");
  });
});

describe("check", () => {
  test("is 0 when the configuration is right and every account answers", async () => {
    const result = await run(["check", "--config", writeConfig(base)]);
    expect(result.code).toBe(0);
    for (const { id } of base.accounts) expect(result.out).toContain(`${id} (`);
    expect(result.out).not.toMatch(/wrong|unexpected/);
  });

  test("finds the configuration by CHECKOUT_CONFIG, too", async () => {
    expect((await run(["check"], { CHECKOUT_CONFIG: writeConfig(base) })).code).toBe(0);
    expect(await run(["check"])).toMatchObject({
      code: 78,
      error: expect.stringContaining("CHECKOUT_CONFIG"),
    });
  });

  test("is 78 for mistakes, each on a line with its path, before anybody is called", async () => {
    const before = sandbox.state.requests().length;
    const file = writeConfig({ ...base, publicUrl: "nowhere", surprise: 1 });
    const result = await run(["check", "--config", file]);
    expect(result.code).toBe(78);
    expect(result.error.split("\n")).toEqual([
      `The configuration ${file} has 2 mistakes:`,
      "  publicUrl: must be an absolute http or https URL",
      "  surprise: is not a known field",
    ]);
    expect(sandbox.state.requests().length).toBe(before);
  });

  test.each([
    ["paypro-mx", { merchantNo: "2000000001", appSecret: "another-secret-altogether" }],
    ["cxpay-in", { merchant: "1001", key: "another-secret-altogether" }],
    ["lhx-cn", { appKey: "app-key", secret: "another-secret-altogether" }],
  ])("tells the wrong key of %s from a wrong address, without printing it", async (id, credentials) => {
    const config = withAccount(id, (account) => ({
      ...account,
      credentials: { ...account.credentials, ...credentials },
    }));
    const result = await run(["check", "--config", writeConfig(config)]);
    expect(result.code).toBe(1);
    const line = result.out.split("\n").find((text) => text.startsWith(`${id} (`));
    expect(line).toContain("wrong credentials");
    expect(result.out).not.toContain("another-secret-altogether");
  });

  test("reports an address where nobody listens", async () => {
    const baseUrl = `http://127.0.0.1:${await findFreePort()}`;
    const config = withAccount("paypro-mx", (account) => ({ ...account, baseUrl }));
    const result = await run(["check", "--config", writeConfig(config)]);
    expect(result.code).toBe(1);
    expect(result.out).toContain(
      `paypro-mx (paypro): wrong address, or the provider is down: no answer from ${baseUrl}`,
    );
  });
});

test("check warns of payouts that nobody may approve, with the currency and the key, and that is no failure", async () => {
  // The demo's one key has every scope.
  const payouts = { approveAbove: { MXN: "1000" } };
  const result = await run(["check", "--config", writeConfig({ ...base, payouts })]);
  expect(result.code, result.out).toBe(0);
  expect(result.out).toMatch(/^Warning: payouts\.approveAbove\.MXN: only the API key "shop" has the scope/m);
  const without = await run(["check", "--config", writeConfig(base)]);
  expect(without.out).not.toContain("Warning");
});

test("check names what is open and not covered, and exits with 1", async () => {
  let config: DemoConfig = base;
  const keep = (given: DemoConfig) => {
    config = given;
    return given;
  };
  const databaseUrl = `sqlite:${join(folder, "uncovered.db")}`;
  const app = await startTestApp({
    sandbox,
    config: (given) => keep({ ...given, database: { url: databaseUrl } }),
  });
  for (let payments = 0; payments < 2; payments++) {
    const session = await app.api.createSession();
    await app.browser(session.clientToken).start("store");
  }
  await app.stop();
  const covered = await run(["check", "--config", writeConfig(config)]);
  expect(covered.code, covered.out).toBe(0);
  const renamed = config.accounts.map((account) =>
    account.id === "paypro-mx" ? { ...account, id: "paypro" } : account,
  );
  const result = await run(["check", "--config", writeConfig({ ...config, accounts: renamed })]);
  expect(result.code).toBe(1);
  expect(result.out).toContain("Not covered: paypro-mx: no such account is configured; 2 open payments");
  const elsewhere = { ...config.merchant, webhooks: [] };
  const moved = await run(["check", "--config", writeConfig({ ...config, merchant: elsewhere })]);
  expect(moved.code).toBe(1);
  expect(moved.out).toContain("no such webhook endpoint is configured; 2 deliveries wait for it");
});

test("keys chainup makes a pair that the configuration takes", async () => {
  const result = await run(["keys", "chainup"]);
  expect(result.code).toBe(0);
  const pair = z
    .strictObject({ privateKey: z.string(), publicKey: z.string() })
    .parse(JSON.parse(result.out));
  expect(pair.privateKey).toMatch(/^[A-Za-z0-9_-]+$/);
  const config = withAccount("chainup-coins", (account) => ({
    ...account,
    credentials: { ...account.credentials, privateKey: pair.privateKey },
  }));
  const check = await run(["check", "--config", writeConfig(config)]);
  // It is a key, only not the one that ChainUp knows.
  expect(check.out).toMatch(/chainup-coins \(chainup\): wrong credentials/);
});

test("reconcile goes through a day and says that all agrees", async () => {
  const result = await run(["reconcile", "--config", writeConfig(base), "--day", "2026-11-19"]);
  expect(result.code, result.out).toBe(0);
  expect(result.out).toContain("paypro-mx 2026-11-19: 0 compared by query, 0 without an answer, 0 disagree");
  expect(result.out).toContain("chainup-coins 2026-11-19: 0 compared by statement");
});

test("reconcile prints what does not agree, by order and by payment, and exits with 1", async () => {
  let config: DemoConfig = base;
  const keep = (given: DemoConfig) => {
    config = given;
    return given;
  };
  const databaseUrl = `sqlite:${join(folder, "disagreeing.db")}`;
  const app = await startTestApp({
    sandbox,
    config: (given) => keep({ ...given, database: { url: databaseUrl } }),
  });
  const session = await app.api.createSession();
  const { id } = await app.browser(session.clientToken).start("store");
  const order = await app.orderOf(id);
  sandbox.state.arm({ kind: "lose", operation: "callback", provider: "paypro", orderNo: order.orderNo });
  sandbox.state.play(order, { action: "pay" });
  const day = new Date(app.clock.now()).toISOString().slice(0, 10);
  await app.stop();
  const result = await run(["reconcile", "--config", writeConfig(config), "--day", day]);
  expect(result.code, result.error).toBe(1);
  expect(result.out).toContain(`paypro-mx ${day}: 1 compared by query, 0 without an answer, 1 disagree`);
  const line = `  status_differs ${order.orderNo} ${id}: the provider says succeeded, here it was pending`;
  expect(result.out.split("\n")).toContain(line);
  // What was found out counts from then on.
  const again = await run(["reconcile", "--config", writeConfig(config), "--day", day]);
  expect(again.out).toContain(`paypro-mx ${day}: 1 compared by query, 0 without an answer, 0 disagree`);
});

describe("erase", () => {
  const typed = async (args: readonly string[], input: readonly string[]) => {
    const lines = [...input];
    const out: string[] = [];
    const code = await runCommand([...args, "--config", writeConfig(base)], {
      out: (line) => void out.push(line),
      error: (line) => void out.push(line),
      readLine: async () => lines.shift(),
      env: {},
    });
    return { code, text: out.join("\n") };
  };

  test("asks first, and without a yes changes nothing", async () => {
    const refused = await typed(["erase", "--email", "ana@example.com"], ["y"]);
    expect(refused).toMatchObject({ code: 1, text: expect.stringContaining("Nothing was erased.") });
    expect(refused.text).not.toContain("ana@example.com");
  });

  test("takes the value and the yes from standard input, and repeats neither", async () => {
    const done = await typed(["erase", "--customer", "-"], ["canary-customer", "yes"]);
    expect(done.code).toBe(0);
    expect(done.text).toContain("Erased: 0 sessions, 0 payments, 0 payouts, 0 events.");
    expect(done.text).not.toContain("canary");
    expect((await typed(["erase", "--session", "cs_1", "--yes"], [])).code).toBe(0);
  });
});

test("jobs lists what was abandoned, and retries only that", async () => {
  const file = writeConfig(base);
  expect(await run(["jobs", "--config", file])).toMatchObject({ code: 0, out: "No job has been abandoned." });
  const retry = await run(["jobs", "retry", "expire_session:cs_1", "--config", file]);
  expect(retry).toMatchObject({ code: 1, error: expect.stringContaining("expire_session:cs_1") });
});

test("jobs retry is in the audit, once for each job that it runs again", async () => {
  const url = `sqlite:${join(folder, "dead-jobs.db")}`;
  const file = writeConfig({ ...base, database: { url } });
  expect((await run(["jobs", "--config", file])).code).toBe(0);
  const database = await openDatabase({ url });
  const job = newJobRow({ kind: "expire_session", subjectId: "cs_1", runAt: 1, now: 1 });
  await database.kysely
    .insertInto("jobs")
    .values({ ...job, dead_at: 2 })
    .execute();
  const codes: number[] = [];
  for (let times = 0; times < 2; times++) {
    codes.push((await run(["jobs", "retry", job.id, "--config", file])).code);
  }
  expect(codes).toEqual([0, 1]);
  const audit = await database.kysely
    .selectFrom("audit")
    .select(["actor", "action", "subject", "address", "before", "after"])
    .execute();
  await database.close();
  expect(audit).toEqual([
    {
      actor: "command",
      action: "job.retry",
      subject: job.id,
      address: null,
      before: '{"state":"dead"}',
      after: '{"state":"due"}',
    },
  ]);
});

const away = { url: "postgres://checkout:canary-password@127.0.0.1:1/none" };

test.each([["jobs"], ["jobs", "retry", "expire_session:cs_1"], ["reconcile"], ["check"]])(
  "%s %s says at once that the database cannot be reached",
  async (...command) => {
    const file = writeConfig({ ...base, database: away });
    const { code, out, error } = await run([...command, "--config", file]);
    expect(code).toBe(1);
    expect(out + error).toContain("The database cannot be reached (ECONNREFUSED).");
    expect(out + error).not.toMatch(/canary-password|\.ts:/);
  },
);

describe("serve", () => {
  const cli = join(import.meta.dirname, "../../bff/cli.ts");
  async function start(file: string) {
    const child = spawn(process.execPath, [cli, "serve", "--config", file], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const text = { out: "", error: "" };
    child.stdout.on("data", (chunk) => {
      text.out += String(chunk);
    });
    child.stderr.on("data", (chunk) => {
      text.error += String(chunk);
    });
    return { child, text, ended: once(child, "close") };
  }

  test("exits 78 before it listens when the configuration is wrong", async () => {
    const { text, ended } = await start(writeConfig({ ...base, publicUrl: undefined }));
    expect((await ended)[0]).toBe(78);
    expect(text.error).toContain("publicUrl: is required");
    expect(text.out).toBe("");
  });

  test("exits 1 with a word for the operator when the database refuses it", async () => {
    const database = await createTestDatabase();
    const url = new URL(database.url);
    url.pathname = "/no_such_database";
    const { text, ended } = await start(writeConfig({ ...base, database: { url: url.href } }));
    expect((await ended)[0]).toBe(1);
    expect(text.error).toContain("The server cannot start: The database refuses this program (3D000).");
    expect(text.error + text.out).not.toContain(url.password);
    await database.drop();
  });

  test("waits for a database that is away, and stops at once when it is told to", async () => {
    const { child, text, ended } = await start(writeConfig({ ...base, database: away }));
    await expect.poll(() => text.out, { timeout: 10_000 }).toContain("the database cannot be reached yet");
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
    expect(text.error + text.out).not.toContain("canary-password");
  });

  test("exits 1 when the configuration lacks an encryption key that is in use, and names it", async () => {
    const database = { url: `sqlite:${join(folder, "other.db")}` };
    const config = (id: string) => {
      const secret = Buffer.from(id.padEnd(32, "-")).toString("hex");
      const listen = { host: "127.0.0.1", port: 0 };
      return writeConfig({ ...base, database, listen, encryption: { keys: [{ id, secret }] } });
    };
    await run(["jobs", "--config", config("first")]);
    const { text, ended } = await start(config("second"));
    expect((await ended)[0]).toBe(1);
    expect(text.error).toContain('sealed under the encryption key "first", which is not configured');
  });

  test("runs until SIGTERM, and exits 0", async () => {
    const { child, text, ended } = await start(
      writeConfig({ ...base, listen: { host: "127.0.0.1", port: 0 } }),
    );
    await expect.poll(() => text.out, { timeout: 10_000 }).toContain('"msg":"listening"');
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
    expect(text.out).toContain('"msg":"stopped"');
  });
});
