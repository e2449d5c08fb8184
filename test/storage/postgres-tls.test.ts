/** PostgreSQL by TLS, with a certificate that only its maker has signed: each form of sslmode, and what is said. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { explainStart } from "../../bff/cli/explain-start.ts";
import { openDatabase } from "../../bff/storage/engine/database.ts";
import { reachDatabase } from "../../bff/storage/engine/reach-database.ts";
import { type PostgresServer, startPostgresServer } from "../support/postgres-server.ts";
import { selfSigned } from "../support/self-signed.ts";

let server: PostgresServer;
const folder = mkdtempSync(join(tmpdir(), "postgres-tls-"));
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  server = await startPostgresServer();
  const pair = selfSigned();
  writeFileSync(at("server.crt"), pair.cert);
  writeFileSync(at("server.key"), pair.key);
  writeFileSync(at("another.crt"), selfSigned("another.example").cert);
  chmodSync(at("server.key"), 0o600);
  chmodSync(folder, 0o755);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const data = await client.query<{ data_directory: string }>("show data_directory");
  const owner = execFileSync("stat", ["-c", "%u:%g", data.rows[0]?.data_directory ?? ""]);
  execFileSync("chown", ["-R", owner.toString().trim(), folder]);
  await client.query(`alter system set ssl_cert_file = '${at("server.crt")}'`);
  await client.query(`alter system set ssl_key_file = '${at("server.key")}'`);
  await client.query("alter system set ssl = on");
  await client.query("select pg_reload_conf()");
  await client.end();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** What the start says: `reached by TLS`, `reached in clear`, or why not. */
async function reach(query: string): Promise<string> {
  const database = await openDatabase({ url: `${server.url}?${query}` });
  try {
    await reachDatabase(database, { limitMs: 0 });
    const { rows } = await sql<{
      ssl: boolean;
    }>`select ssl from pg_stat_ssl where pid = pg_backend_pid()`.execute(database.kysely);
    return rows[0]?.ssl === true ? "reached by TLS" : "reached in clear";
  } catch (error) {
    return explainStart(error);
  } finally {
    await database.close();
  }
}

test.each([
  ["sslmode=disable", "reached in clear"],
  ["sslmode=no-verify", "reached by TLS"],
  ...["require", "verify-ca", "verify-full"].flatMap((mode) => [
    [`sslmode=${mode}`, "Name the certificate of its authority in database.url"],
    [`sslmode=${mode}&sslrootcert=${at("server.crt")}`, "reached by TLS"],
    [`sslmode=${mode}&sslrootcert=${at("another.crt")}`, "its certificate is signed by nobody"],
    [`sslmode=${mode}&sslrootcert=${at("absent.crt")}`, "(sslrootcert, sslcert or sslkey) is not there"],
  ]),
])("%s: %s", async (query, expected) => {
  const said = await reach(query);
  expect(said).toContain(expected);
  expect(said).not.toMatch(/password|Is it running/);
});

test("a server without TLS is named as such where sslmode wants it", async () => {
  await using plain = await startPostgresServer();
  const database = await openDatabase({ url: `${plain.url}?sslmode=verify-full` });
  const said = await reachDatabase(database, { limitMs: 0 }).then(() => "reached", explainStart);
  await database.close();
  expect(said).toContain("it speaks no TLS, and sslmode in database.url wants it");
});
