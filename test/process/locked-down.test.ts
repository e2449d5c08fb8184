/** The published program under exactly the flags that the image and the systemd unit give to Node. */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { demoConfig } from "../../demo/config.ts";
import { startSandbox } from "../../demo/sandbox/sandbox.ts";
import { findFreePort } from "../../scripts/free-port.ts";
import { createBrowserClient, createMerchantClient } from "../support/http-client.ts";
import { createTestDatabase } from "../support/postgres.ts";
import { startWebhookReceiver } from "../support/webhook-receiver.ts";
import { endLaunches, type Launched, launch, launches } from "./support/launch.ts";
import { stopMs } from "./support/server.ts";

const apiKey = "sk_sandbox_of_a_locked_process";
const undo: (() => Promise<void>)[] = [];

afterEach(async () => {
  await endLaunches();
  for (const end of undo.splice(0).reverse()) await end();
});

/** A shop whose encryption key is in a file of its own, with providers to play with. */
async function openShop(launched: Launched, changes: object = {}) {
  const { secrets, data } = launched.folders;
  writeFileSync(join(secrets, "first"), `ek_${Buffer.alloc(32, 1).toString("base64url")}`);
  writeFileSync(join(secrets, "second"), `ek_${Buffer.alloc(32, 2).toString("base64url")}`);
  const webhooks = await startWebhookReceiver();
  undo.push(() => webhooks.stop());
  const sandbox = await startSandbox({ callbacks: { scale: 0.02 } });
  undo.push(() => sandbox.stop());
  const url = `http://127.0.0.1:${await findFreePort()}`;
  const base = {
    ...demoConfig({
      sandbox,
      bffUrl: url,
      shopUrl: webhooks.origin,
      apiKey,
      webhookSecret: webhooks.secret,
      databasePath: join(data, "checkout.db"),
    }),
    retention: { archive: join(data, "archive") },
  };
  const configure = (...ids: readonly string[]) => {
    const keys = ids.map((id) => ({ id, secret: { file: join(secrets, id) } }));
    launched.configure({ ...base, encryption: { keys }, ...changes });
  };
  configure("first");
  return { url, sandbox, webhooks, configure };
}

async function serveIn(launched: Launched, url: string) {
  const served = launched.run(["serve"]);
  const status = () =>
    fetch(`${url}/readyz`).then(
      (answer) => answer.status,
      () => served.output.text,
    );
  await expect.poll(status, { timeout: 30_000 }).toBe(200);
  return served;
}

function modesIn(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map(({ name, parentPath }) => [name, (statSync(join(parentPath, name)).mode & 0o777).toString(8)]),
  );
}

describe.each(launches)("as the %s runs it, the program", (kind) => {
  test("takes a payment: the page, the provider, its callback, the webhook, a reload, a stop", async () => {
    const launched = launch(kind);
    const { url, sandbox, webhooks } = await openShop(launched);
    const served = await serveIn(launched, url);
    const merchant = createMerchantClient({ baseUrl: url, apiKey, returnUrl: `${webhooks.origin}/thanks` });
    const { id, clientToken } = await merchant.createSession({ country: "MX" });
    const browser = createBrowserClient({ baseUrl: url, clientToken, origin: webhooks.origin });
    await browser.start("bank_transfer");
    const [order] = sandbox.state.orders({ provider: "paypro" });
    sandbox.state.play({ provider: "paypro", orderNo: order?.orderNo ?? "" }, { action: "pay" });
    await expect.poll(webhooks.types, { timeout: 30_000 }).toContain("session.succeeded");
    expect((await merchant.readSession(id)).status).toBe("succeeded");
    expect((await fetch(`${url}/widget/v1/pay-checkout.js`)).status).toBe(200);

    served.child.kill("SIGHUP");
    await expect.poll(() => served.output.text).toContain("the configuration was read again");
    expect(modesIn(launched.folders.data)).toEqual({
      "checkout.db": "600",
      "checkout.db.known": "600",
      "checkout.db-shm": "600",
      "checkout.db-wal": "600",
    });
    const since = performance.now();
    served.child.kill("SIGTERM");
    expect(await served.ended, served.output.text).toBe(0);
    expect(performance.now() - since).toBeLessThan(stopMs);
    expect(served.output.text).toContain('"msg":"stopped"');
    expect(served.output.text).not.toMatch(/ERR_ACCESS_DENIED|permission model/);
  });

  test("runs on PostgreSQL", async () => {
    const launched = launch(kind);
    const database = await createTestDatabase();
    undo.push(() => database.drop());
    const { url } = await openShop(launched, { database: { url: database.url }, retention: {} });
    const served = await serveIn(launched, url);
    expect(readdirSync(launched.folders.data)).toEqual([]);
    served.child.kill("SIGTERM");
    expect(await served.ended, served.output.text).toBe(0);
    expect(served.output.text).not.toMatch(/ERR_ACCESS_DENIED|permission model/);
  });

  test("has its other commands, and an archive that only its owner may read", async () => {
    const launched = launch(kind);
    const { url, webhooks, configure } = await openShop(launched);
    const served = await serveIn(launched, url);
    const merchant = createMerchantClient({ baseUrl: url, apiKey, returnUrl: `${webhooks.origin}/thanks` });
    await merchant.createSession({ customer: { name: "Ana Díaz", email: "ana@example.com" } });
    served.child.kill("SIGTERM");
    expect(await served.ended).toBe(0);
    const ran = async (...command: readonly string[]) => {
      const { output, ended } = launched.run(command);
      const code = await ended;
      return { code, text: output.text };
    };
    expect(await ran("check")).toMatchObject({
      code: 0,
      text: expect.stringContaining("The database answers."),
    });
    configure("second", "first");
    expect(await ran("keys", "rotate")).toMatchObject({
      code: 0,
      text: expect.stringContaining('Everything is sealed under "second"'),
    });
    configure("second");
    expect(await ran("erase", "--email", "ana@example.com", "--yes")).toMatchObject({
      code: 0,
      text: expect.stringContaining("Erased: "),
    });
    expect(await ran("jobs")).toMatchObject({ code: 0 });

    const bff = join(launched.folders.app, "dist/bff");
    const chunk = readdirSync(bff).find(
      (name) =>
        /^archive-.*\.js$/.test(name) &&
        readFileSync(join(bff, name), "utf8").includes(" as appendToArchive"),
    );
    const folder = join(launched.folders.data, "archive");
    const script = `const { appendToArchive } = await import(${JSON.stringify(join(bff, chunk ?? ""))});
      await appendToArchive(${JSON.stringify(folder)}, [{ id: "cs_1" }], 0);`;
    expect(await launched.evaluate(script)).toBe("");
    expect(modesIn(folder)).toEqual({ "finished-1970-01-01.jsonl": "600" });
  });

  test("may do nothing else", async () => {
    const launched = launch(kind);
    // A debugger that SIGUSR1 opens would be past all of this.
    expect(launched.flags).toContain("--disable-sigusr1");
    const tries = {
      read: "fs.readFileSync('/etc/passwd')",
      write: `fs.writeFileSync(${JSON.stringify(join(launched.folders.config, "new.json"))}, '')`,
      change: `fs.appendFileSync(${JSON.stringify(join(launched.folders.app, "dist/bff/cli.js"))}, '')`,
      spawn: "(await import('node:child_process')).spawn(process.execPath)",
      worker: "new (await import('node:worker_threads')).Worker('', { eval: true })",
      addon: "process.dlopen({ exports: {} }, 'any.node')",
      wasi: "new (await import('node:wasi')).WASI({ version: 'preview1' })",
      prototype: "({}).__proto__",
    };
    const lines = Object.entries(tries).map(
      ([name, code]) =>
        `try { ${code}; found.${name} = "done"; } catch (error) { found.${name} = error.code; }`,
    );
    const script = `import fs from "node:fs"; const found = {}; ${lines.join("\n")} console.log(JSON.stringify(found));`;
    const refused = "ERR_ACCESS_DENIED";
    const text = await launched.evaluate(script);
    const found = text.split("\n").find((line) => line.startsWith("{")) ?? text;
    expect(JSON.parse(found)).toEqual({
      read: refused,
      write: refused,
      change: refused,
      spawn: refused,
      worker: refused,
      addon: "ERR_DLOPEN_DISABLED",
      wasi: refused,
      prototype: "ERR_PROTO_ACCESS",
    });
  });

  test("names the folder and the flag when a grant is missing, in a sentence", async () => {
    const launched = launch(kind);
    await openShop(launched);
    const { app, config, secrets, data } = launched.folders;
    const flags = [
      `--allow-fs-read=${join(app, "dist")}`,
      `--allow-fs-read=${config}`,
      `--allow-fs-read=${secrets}`,
      `--allow-fs-read=${data}`,
      `--allow-fs-write=${data}`,
    ];
    for (const flag of flags) {
      expect(launched.flags).toContain(flag);
      for (const command of ["serve", "check"]) {
        const { output, ended } = launched.run([command], flag);
        expect(await ended, `${command} without ${flag}`).not.toBe(0);
        const lines = output.text.split("\n").filter((line) => !line.startsWith("{"));
        // The archive is a folder in that of the database.
        expect(lines.join("\n")).toMatch(new RegExp(`${flag}(/archive)? is missing`));
        expect(lines.filter((line) => /^\s+at |Error:/.test(line))).toEqual([]);
      }
    }
    const version = launched.run(["--version"], `--allow-fs-read=${join(app, "package.json")}`);
    expect(await version.ended).toBe(1);
    expect(version.output.text).toContain(`--allow-fs-read=${join(app, "package.json")} is missing`);
  });
});
