import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sql } from "kysely";
import { afterAll, afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { explainStart } from "../../bff/cli/explain-start.ts";
import { runCommand } from "../../bff/cli/run.ts";
import { openDatabase } from "../../bff/storage/engine/database.ts";
import { migrationsFor } from "../../bff/storage/migrations/migrator.ts";
import { listenOnFreePort } from "../support/net.ts";
import { createTestDatabase } from "../support/postgres.ts";

let folder: string;
const isRoot = process.getuid?.() === 0;
const newest = Object.keys(migrationsFor("sqlite")).sort().at(-1) ?? "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pay-checkout-start-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function writeConfig(changes: object = {}): string {
  const file = join(folder, "config.json");
  const config = {
    environment: "sandbox",
    publicUrl: "http://127.0.0.1:8787",
    database: { url: `sqlite:${join(folder, "checkout.db")}` },
    merchant: { name: "Cantina del Sol", apiKeys: [{ id: "shop", secret: "sk_sandbox_1" }] },
    network: { allowPrivateAddresses: true },
    accounts: [
      {
        id: "paypro-mx",
        provider: "paypro",
        baseUrl: "http://127.0.0.1:9",
        credentials: { merchantNo: "2000000001", appSecret: "made-up-secret" },
      },
    ],
    ...changes,
  };
  writeFileSync(file, JSON.stringify(config));
  return file;
}

async function run(...args: string[]) {
  const out: string[] = [];
  const error: string[] = [];
  const code = await runCommand(args, {
    out: (line) => void out.push(line),
    error: (line) => void error.push(line),
    env: {},
  });
  return { code, out: out.join("\n"), error: error.join("\n") };
}

/** Makes the database by a command that opens it. */
async function makeDatabase(): Promise<string> {
  expect((await run("jobs", "--config", writeConfig())).code).toBe(0);
  return join(folder, "checkout.db");
}

function change(path: string, statement: string): void {
  const database = new DatabaseSync(path);
  database.exec(statement);
  database.close();
}

describe("a database from a newer version", () => {
  const later = "0999-of-the-future";
  const makeNewer = async () => {
    const path = await makeDatabase();
    change(
      path,
      `insert into kysely_migration (name, timestamp) values ('${later}', '2030-01-01T00:00:00.000Z')`,
    );
    return path;
  };

  test("is named with both versions, and left as it is", async () => {
    await makeNewer();
    const { code, error } = await run("jobs", "--config", writeConfig());
    expect(code).toBe(1);
    expect(error).toBe(
      `This command cannot run: The database is from a newer version of this software: it has the migration ${later}, ` +
        `and this version knows those up to ${newest}. Start the newer version.`,
    );
  });

  test("is found by check, which changes nothing", async () => {
    const path = await makeNewer();
    const before = statSync(path).mtimeMs;
    const { code, out } = await run("check", "--config", writeConfig());
    expect(code).toBe(1);
    expect(out).toContain(`It is from a newer version of this software (${later}; this one knows ${newest})`);
    expect(statSync(path).mtimeMs).toBe(before);
  });
});

test("an SQLite file of another program is refused by name, and left as it is", async () => {
  const path = join(folder, "checkout.db");
  change(path, "create table users (id integer primary key)");
  const { code, error } = await run("jobs", "--config", writeConfig());
  expect(code).toBe(1);
  expect(error).toBe(
    "This command cannot run: The database's file belongs to another program: it has a table users and none of this " +
      "software. Give database.url a file of its own.",
  );
  expect((await run("check", "--config", writeConfig())).out).toContain("belongs to another program");
  const copy = await run("check", "--database", path, "--config", writeConfig());
  expect([copy.code, copy.out]).toEqual([1, expect.stringContaining("It belongs to another program")]);
  const database = new DatabaseSync(path);
  const tables = database.prepare("select name from sqlite_schema where type = 'table'").all();
  database.close();
  expect(tables).toEqual([{ name: "users" }]);
});

test("a migration that fails is named, with the database's own words", async () => {
  const path = await makeDatabase();
  change(path, "delete from kysely_migration");
  const { code, error } = await run("jobs", "--config", writeConfig());
  expect(code).toBe(1);
  expect(error).toBe(
    "This command cannot run: The migration 0001-first-tables of the database failed: " +
      "SQLITE_ERROR: table sessions already exists. Nothing was changed.",
  );
});

test("a migration that fails on PostgreSQL is named with the server's own words, too", async () => {
  const { url, drop } = await createTestDatabase();
  onTestFinished(drop);
  const config = writeConfig({ database: { url } });
  expect((await run("jobs", "--config", config)).code).toBe(0);
  const database = await openDatabase({ url });
  await sql`delete from kysely_migration`.execute(database.kysely);
  await database.close();
  const { code, error } = await run("jobs", "--config", config);
  expect(code).toBe(1);
  expect(error).toMatch(
    /^This command cannot run: The migration 0001-first-tables of the database failed: .*relation "sessions" already exists.*\. Nothing was changed\.$/,
  );
});

test("check says from where to where the next start upgrades", async () => {
  const path = await makeDatabase();
  change(path, `delete from kysely_migration where name = '${newest}'`);
  const { out } = await run("check", "--config", writeConfig());
  expect(out).toMatch(new RegExp(`upgrades it from \\d{4}-\\S+ to ${newest}\\.`));
});

test("check says that there is no database yet, and makes none", async () => {
  const { out } = await run("check", "--config", writeConfig());
  const path = join(folder, "checkout.db");
  expect(out).toContain(`There is no database ${path} yet. The first start makes it.`);
  expect(statSync(path, { throwIfNoEntry: false })).toBeUndefined();
});

test("a database that another program has locked is called so", { timeout: 30_000 }, async () => {
  const path = await makeDatabase();
  const other = new DatabaseSync(path);
  other.exec("begin immediate");
  const { code, error } = await run("jobs", "--config", writeConfig());
  other.exec("rollback");
  other.close();
  expect(code).toBe(1);
  expect(error).toContain("another program holds its lock (SQLITE_BUSY)");
});

test("a file that is no database is called so", async () => {
  writeFileSync(
    join(folder, "checkout.db"),
    "no database at all, but some text that is long enough".repeat(20),
  );
  const { code, error } = await run("jobs", "--config", writeConfig());
  expect(code).toBe(1);
  expect(error).toContain("checkout.db can't be opened: file is not a database");
});

test("check does not say that what is no database answers", async () => {
  writeFileSync(join(folder, "checkout.db"), "some text that is long enough".repeat(40));
  const { code, out } = await run("check", "--config", writeConfig());
  expect(code).toBe(1);
  expect(out).toContain("file is not a database");
  expect(out).not.toContain("The database answers");
});

test.each([
  ["a folder", () => folder, "it is a folder"],
  ["below a file", () => join(writeConfig(), "deeper", "checkout.db"), /config\.json is no folder/],
])("a database at %s is refused with the reason, by check, too", async (_name, path, reason) => {
  const config = writeConfig({ database: { url: `sqlite:${path()}` } });
  const { code, error } = await run("jobs", "--config", config);
  expect(code).toBe(1);
  expect(error).toMatch(reason);
  const check = await run("check", "--config", config);
  expect(check.code).toBe(1);
  expect(check.out).toMatch(reason);
});

test.runIf(process.platform === "linux")(
  "a folder that the system will not make ends the start",
  async () => {
    const config = writeConfig({ database: { url: "sqlite:/proc/there-is-none/checkout.db" } });
    const { code, error } = await run("jobs", "--config", config);
    expect(code).toBe(1);
    expect(error).toContain("/proc/there-is-none/checkout.db can't be opened: ENOENT");
  },
);

test.skipIf(isRoot)("a folder that may not be written is named, by check, too", async () => {
  const locked = join(folder, "locked");
  mkdirSync(locked);
  chmodSync(locked, 0o500);
  const config = writeConfig({ database: { url: `sqlite:${join(locked, "deeper/checkout.db")}` } });
  const { code, error } = await run("jobs", "--config", config);
  expect(code).toBe(1);
  expect(error).toMatch(/locked\/deeper\/checkout\.db can't be opened: EACCES/);
  const check = await run("check", "--config", config);
  expect(check.out).toContain(`The database cannot be written: ${locked}: this user may not`);
  chmodSync(locked, 0o700);
});

describe("a configuration that is no such file", () => {
  test("is read no further than one may be long, and neither is a secret", async () => {
    const long = join(folder, "long");
    writeFileSync(long, " ".repeat(4096 * 1024 + 1));
    expect(await run("check", "--config", long)).toMatchObject({
      code: 78,
      error: expect.stringContaining(`${long} is larger than 4096 kB`),
    });
    const accounts = [
      {
        id: "a",
        provider: "cxpay",
        baseUrl: "http://127.0.0.1:9",
        credentials: { merchant: "1", key: { file: long } },
      },
    ];
    const { error } = await run("check", "--config", writeConfig({ accounts }));
    expect(error).toContain(`accounts.0.credentials.key: the file ${long} is larger than 64 kB`);
  });

  test("has its first hundred mistakes named", async () => {
    const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`k${index}`, 1]));
    const { code, error } = await run("check", "--config", writeConfig(many));
    expect(code).toBe(78);
    expect(error).toContain("has 1000 mistakes:");
    expect(error).toContain("  k99: is not a known field\n  and 900 more");
  });
});

describe("a server whose database cannot be reached", () => {
  test("names host, port and database, and neither user nor password", async () => {
    const url = "postgres://canary-user:canary-password@127.0.0.1:1/shop";
    const { code, error } = await run("jobs", "--config", writeConfig({ database: { url } }));
    expect(code).toBe(1);
    expect(error).toContain("The database cannot be reached (ECONNREFUSED).");
    expect(error).toContain("127.0.0.1:1/shop");
    expect(error).not.toContain("canary");
  });
});

describe("an address that cannot be listened on", () => {
  const servers = [createServer(), createServer()];
  afterAll(() => {
    for (const server of servers) server.close();
  });

  async function failToListen(options: { readonly host: string; readonly port: number }): Promise<string> {
    const server = createServer();
    const { promise, resolve } = Promise.withResolvers<unknown>();
    server.on("error", resolve).listen(options);
    return explainStart(await promise);
  }

  test("is named with its port and the reason", async () => {
    const [taken = createServer()] = servers;
    const port = await listenOnFreePort(taken);
    expect(await failToListen({ host: "127.0.0.1", port })).toBe(
      `The server cannot listen on 127.0.0.1:${port}: another program uses it (EADDRINUSE).`,
    );
    expect(await failToListen({ host: "192.0.2.1", port: 8787 })).toBe(
      "The server cannot listen on 192.0.2.1:8787: this machine has no such address (EADDRNOTAVAIL).",
    );
    expect(await failToListen({ host: "name.invalid", port: 8787 })).toMatch(
      /^The server cannot listen on name\.invalid: .+ \((?:ENOTFOUND|EAI_AGAIN)\)\.$/,
    );
  });
});

test("an error that nobody foresaw is named by its kind alone", () => {
  expect(explainStart(new TypeError("canary"))).toBe("TypeError.");
});
