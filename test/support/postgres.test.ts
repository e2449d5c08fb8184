import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "./postgres.ts";
import { createDatabase, startPostgresServer } from "./postgres-server.ts";

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  // A server that stops ends every connection, also one that is just being closed.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

describe("createTestDatabase", () => {
  test("gives each caller an empty database of its own", async () => {
    const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    await ask(one.url, "create table t (id int)");
    expect(await ask(two.url, "select 1 from pg_tables where tablename = 't'")).toEqual([]);
    await Promise.all([one.drop(), two.drop()]);
  });

  test("drops a database that somebody is still connected to", async () => {
    const database = await createTestDatabase();
    const guest = new pg.Client({ connectionString: database.url });
    const farewells: string[] = [];
    guest.on("error", (error) => farewells.push(error.message));
    await guest.connect();
    await database.drop();
    await expect.poll(() => farewells.join()).toContain("terminating connection");
    await expect(ask(database.url, "select 1")).rejects.toThrow("does not exist");
  });
});

describe("a server of one's own", async () => {
  const server = await startPostgresServer();
  afterAll(() => server[Symbol.asyncDispose]());

  test("orders text as servers in the field do, not by bytes as SQLite does", async () => {
    expect(await ask(server.url, "select x from (values ('B'), ('a')) v(x) order by x")).toEqual([
      { x: "a" },
      { x: "B" },
    ]);
  });

  test("keeps what it acknowledged over a crash, and comes back at the same address", async () => {
    const database = await createDatabase(server.url);
    await ask(database.url, "create table t (id int)");
    await ask(database.url, "insert into t values (7)");
    await server.crash();
    await expect(ask(database.url, "select 1")).rejects.toThrow("ECONNREFUSED");
    await server.start();
    expect(await ask(database.url, "select id from t")).toEqual([{ id: 7 }]);
  });
});

test("a server does not outlive the process that started it, even when that was killed", async () => {
  const module = new URL("postgres-server.ts", import.meta.url).href;
  const script = `import { startPostgresServer } from ${JSON.stringify(module)};
    console.log((await startPostgresServer()).url); setInterval(() => {}, 1000);`;
  const owner = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [url] = await once(createInterface({ input: owner.stdout }), "line");
  expect(await ask(url, "select 1 as one")).toEqual([{ one: 1 }]);
  owner.kill("SIGKILL");
  await expect
    .poll(() => ask(url, "select 1").catch((error: Error) => error.message), { timeout: 10_000 })
    .toContain("ECONNREFUSED");
});
