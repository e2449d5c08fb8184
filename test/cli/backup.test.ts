import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { startTestApp } from "../support/app.ts";
import { awayDatabase, commandStage, run } from "./support/commands.ts";

const stage = commandStage();

/** A server that runs, with an open payment. */
async function startShop(name: string) {
  const { app, config } = await stage().startServer(`${name}.db`);
  const { clientToken } = await app.api.createSession();
  await app.browser(clientToken).start("store");
  const file = stage().writeConfig(config);
  const database = join(stage().folder, `${name}.db`);
  return { app, file, database, copy: join(stage().folder, `${name}.copy`) };
}

describe("backup", () => {
  test("copies the database of a server that runs, for its owner alone, and says what is in it", async () => {
    const { app, file, copy } = await startShop("runs");
    const result = await run(["backup", "--to", copy, "--config", file]);
    expect(result).toMatchObject({ code: 0, error: "" });
    expect(result.out).toContain("The copy is whole.");
    expect(result.out).toContain("Open payments: 1.");
    expect(result.out).toMatch(/Newest change: \d{4}-/);
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    await app.stop();
    const again = await run(["check", "--database", copy, "--config", file]);
    expect(again.code).toBe(0);
    expect(again.out).toContain("The keys of this configuration open it.");
  });

  test("overwrites nothing, and leaves no half of a copy", async () => {
    const { app, file, copy } = await startShop("over");
    writeFileSync(copy, "mine");
    const result = await run(["backup", "--to", copy, "--config", file]);
    expect(result).toMatchObject({ code: 1, error: expect.stringContaining("is not overwritten") });
    expect(statSync(copy).size).toBe(4);
    expect(await run(["backup", "--to", join(copy, "in/a-file"), "--config", file])).toMatchObject({
      code: 1,
      error: expect.stringMatching(/^Nothing was copied: .+ a part of this path is a file, not a folder/),
    });
    expect(readdirSync(stage().folder).filter((name) => name.endsWith(".part"))).toEqual([]);
    await app.stop();
  });

  test("makes the folder of the copy, for its owner alone", async () => {
    const { app, file } = await startShop("foldered");
    const folder = join(stage().folder, "backups");
    const copy = join(folder, "2026/11-27.db");
    const result = await run(["backup", "--to", copy, "--config", file]);
    expect(result).toMatchObject({ code: 0, error: "" });
    expect([folder, join(folder, "2026")].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700]);
    expect(existsSync(copy)).toBe(true);
    await app.stop();
  });

  test("wants --to, and says how PostgreSQL is copied", async () => {
    expect((await run(["backup"])).code).toBe(64);
    expect((await run(["serve", "--to", "x"])).code).toBe(64);
    const file = stage().writeConfig({ ...stage().base, database: awayDatabase });
    const result = await run(["backup", "--to", join(stage().folder, "x"), "--config", file]);
    expect(result).toMatchObject({ code: 1, error: expect.stringContaining("pg_dump --format=custom") });
    expect(result.error).not.toContain("canary-password");
  });
});

describe("check --database", () => {
  test("refuses an empty copy, a damaged one, and none", async () => {
    const { app, file, copy } = await startShop("looked-at");
    const look = (place: string) => run(["check", "--database", place, "--config", file]);
    await run(["backup", "--to", copy, "--config", file]);
    await app.stop();
    expect(await look(join(stage().folder, "none"))).toMatchObject({ code: 1 });

    const empty = join(stage().folder, "empty.db");
    writeFileSync(empty, "");
    expect(await look(empty)).toMatchObject({ code: 1, out: expect.stringContaining("It is empty") });

    const bad = join(stage().folder, "bad.db");
    copyFileSync(copy, bad);
    const broken = new DatabaseSync(bad);
    broken.exec("pragma foreign_keys = off; update payments set session_id = 'cs_nobody'");
    broken.close();
    expect(await look(bad)).toMatchObject({ code: 1, out: expect.stringContaining("Damaged: a row of") });
  });

  test("refuses a copy that this configuration has no key for, and repeats none", async () => {
    const database = { url: `sqlite:${join(stage().folder, "sealed.db")}` };
    const under = (id: string, secret: string) => ({
      ...stage().base,
      database,
      encryption: { keys: [{ id, secret }] },
    });
    const app = await startTestApp({
      config: (base) => ({ ...base, ...under("one", "0a".repeat(32)), accounts: base.accounts }),
    });
    await app.stop();
    const copy = join(stage().folder, "sealed.copy");
    const right = stage().writeConfig(under("one", "0a".repeat(32)));
    expect((await run(["backup", "--to", copy, "--config", right])).code).toBe(0);
    const wrong = stage().writeConfig(under("two", "0b".repeat(32)));
    const result = await run(["check", "--database", copy, "--config", wrong]);
    expect(result.code).toBe(1);
    expect(result.out).not.toContain("The keys of this configuration open it.");
    expect(result.out).not.toContain("0b0b");
  });
});

describe("a start on an empty database that held data", () => {
  async function startedOnce(name: string) {
    const folder = join(stage().folder, name);
    mkdirSync(folder);
    const path = join(folder, "checkout.db");
    const database = { url: `sqlite:${path}` };
    const start = () => startTestApp({ config: (base) => ({ ...base, database }) });
    const app = await start();
    const config = stage().writeConfig({ ...stage().base, database });
    return { app, path, start, config };
  }

  test.each(["absent", "of no bytes"])(
    "is refused where it is %s, until the operator says so",
    async (how) => {
      const { app, path, start, config } = await startedOnce(how.replaceAll(" ", "-"));
      await app.stop();
      for (const ending of ["", "-wal", "-shm"]) rmSync(path + ending, { force: true });
      if (how !== "absent") writeFileSync(path, "");
      await expect(start()).rejects.toThrow(`remove ${path}.known`);
      expect(existsSync(path)).toBe(how !== "absent");
      const checked = await run(["check", "--config", config]);
      expect(checked).toMatchObject({ code: 1, out: expect.stringContaining(`remove ${path}.known`) });
      rmSync(`${path}.known`);
      await (await start()).stop();
      expect(existsSync(`${path}.known`)).toBe(true);
    },
  );

  test("is refused for what cp makes of a database that runs, and not for an older copy", async () => {
    const { app, path, start, config } = await startedOnce("copied");
    const [old, byCp] = [`${path}.old`, `${path}.cp`];
    copyFileSync(path, byCp);
    expect((await run(["backup", "--to", old, "--config", config])).code).toBe(0);
    await app.stop();
    for (const ending of ["", "-wal", "-shm"]) rmSync(path + ending, { force: true });
    copyFileSync(byCp, path);
    await expect(start()).rejects.toThrow("is empty, but");
    copyFileSync(old, path);
    await (await start()).stop();
    expect(statSync(`${path}.known`).mode & 0o777).toBe(0o600);
  });
});
