import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { migrationsFor } from "../../bff/storage/migrations/migrator.ts";
import { listenOnFreePort } from "../support/net.ts";
import { createTestDatabase } from "../support/postgres.ts";
import { awayDatabase, commandStage, run } from "./support/commands.ts";

const stage = commandStage();

describe("serve", () => {
  const cli = join(import.meta.dirname, "../../bff/cli.ts");
  async function start(file: string, env: Readonly<Record<string, string>> = {}) {
    const child = spawn(process.execPath, [cli, "serve", "--config", file], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...env },
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
    const { text, ended } = await start(stage().writeConfig({ ...stage().base, publicUrl: undefined }));
    expect((await ended)[0]).toBe(78);
    expect(text.error).toContain("publicUrl: is required");
    expect(text.out).toBe("");
  });

  test("exits 78 when the log is to have a level that there is none of", async () => {
    const { text, ended } = await start(stage().writeConfig(stage().base), { CHECKOUT_LOG_LEVEL: "loud" });
    expect((await ended)[0]).toBe(78);
    expect(text.error).toContain("CHECKOUT_LOG_LEVEL must be one of fatal, error, warn, info");
    expect(text.out).toBe("");
  });

  test("exits 1 with a word for the operator when the database refuses it", async () => {
    const database = await createTestDatabase();
    const url = new URL(database.url);
    url.pathname = "/no_such_database";
    const { text, ended } = await start(
      stage().writeConfig({ ...stage().base, database: { url: url.href } }),
    );
    expect((await ended)[0]).toBe(1);
    expect(text.error).toContain("The server cannot start: The database refuses this program (3D000).");
    expect(text.error + text.out).not.toContain(url.password);
    await database.drop();
  });

  test("waits for a database that is away, and stops at once when it is told to", async () => {
    const { child, text, ended } = await start(
      stage().writeConfig({ ...stage().base, database: awayDatabase }),
    );
    await expect.poll(() => text.out, { timeout: 10_000 }).toContain("the database cannot be reached yet");
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
    expect(text.error + text.out).not.toContain("canary-password");
  });

  test("exits 1 when the configuration lacks an encryption key that is in use, and names it", async () => {
    const database = { url: `sqlite:${join(stage().folder, "other.db")}` };
    const config = (id: string) => {
      const secret = Buffer.from(id.padEnd(32, "-")).toString("hex");
      const listen = { host: "127.0.0.1", port: 0 };
      return stage().writeConfig({
        ...stage().base,
        database,
        listen,
        encryption: { keys: [{ id, secret }] },
      });
    };
    await run(["jobs", "--config", config("first")]);
    const { text, ended } = await start(config("second"));
    expect((await ended)[0]).toBe(1);
    expect(text.error).toContain('sealed under the encryption key "first", which is not configured');
  });

  test("exits 1 and names the port when another program listens there", async () => {
    const other = createServer();
    const port = await listenOnFreePort(other);
    const { text, ended } = await start(
      stage().writeConfig({ ...stage().base, listen: { host: "127.0.0.1", port } }),
    );
    expect((await ended)[0]).toBe(1);
    expect(text.error).toContain(
      `The server cannot start: The server cannot listen on 127.0.0.1:${port}: another program uses it (EADDRINUSE). See listen.port in the configuration.`,
    );
    other.close();
  });

  test("runs until SIGTERM, exits 0, and logs from where to where its migrations went", async () => {
    const database = { url: `sqlite:${join(stage().folder, "begun.db")}` };
    const { child, text, ended } = await start(
      stage().writeConfig({ ...stage().base, database, listen: { host: "127.0.0.1", port: 0 } }),
    );
    await expect.poll(() => text.out, { timeout: 10_000 }).toContain('"msg":"listening"');
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
    expect(text.out).toContain('"msg":"stopped"');
    const last = Object.keys(migrationsFor("sqlite")).toSorted().at(-1);
    expect(text.out).toMatch(new RegExp(`"migrations":"\\d+, from 0001-[\\w-]+ to ${last}"`));
  });
});
