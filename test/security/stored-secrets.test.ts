/** What of secrets and people is in the bytes of the database: of the SQLite files, or of every row of every table. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { z } from "zod";
import { canonicalJson } from "../../bff/services/idempotency/canonical-json.ts";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import {
  configuredSecrets,
  configWithCanaries,
  misplaced,
  people,
  providerWords,
  purchaseTexts,
} from "./support/canaries.ts";
import { type CanaryDay, liveThrough, payoutRequest } from "./support/canary-day.ts";
import { findSecrets } from "./support/encodings.ts";

const names = z.array(z.object({ name: z.string() }));

/** Everything of the database as text, in which each byte is a character. */
async function dump({ database }: TestApp): Promise<string> {
  if (database.engine === "sqlite") {
    const path = database.url.slice("sqlite:".length);
    const files = [path, `${path}-wal`, `${path}-shm`, `${path}-journal`].filter((file) => existsSync(file));
    expect(files.length).toBeGreaterThan(2);
    return files.map((file) => readFileSync(file, "latin1")).join("");
  }
  const { kysely } = database;
  const found =
    await sql`select table_name as name from information_schema.tables where table_schema = 'public'`.execute(
      kysely,
    );
  const tables = names.parse(found.rows).map(({ name }) => name);
  expect(tables).toContain("sessions");
  const rows = await Promise.all(
    tables.map((table) => sql`select * from ${sql.table(table)}`.execute(kysely)),
  );
  return rows.flatMap((result) => result.rows.map(textOf)).join("\n");
}

function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("latin1");
  if (typeof value !== "object" || value === null) return String(value);
  return Object.values(value).map(textOf).join("\n");
}

describeApp("the database", { config: configWithCanaries }, (app) => {
  let day: CanaryDay | undefined;
  const live = async (): Promise<CanaryDay> => {
    day ??= await liveThrough(app());
    return day;
  };

  test("holds no secret and nothing of a person, however it is written", async () => {
    const { clientTokens, paths } = await live();
    const text = await dump(app());
    expect(text).toContain("order-1001");
    const parts = paths.map((path) => path.split(/[./]/).at(-1) ?? "");
    // A token is as random as a digest of it, and is found by that one.
    const found = findSecrets(text, [...clientTokens, ...parts]).filter(
      (where) => !where.endsWith("(sha256)"),
    );
    expect(found).toEqual([]);
    const secrets = configuredSecrets(app());
    const misplacedTexts = Object.values(misplaced).filter((text) => text !== misplaced.key);
    expect(
      findSecrets(text, [...people, ...purchaseTexts, ...secrets, ...misplacedTexts, providerWords]),
    ).toEqual([]);
  });

  test("holds no hash that a guess can be held against", async () => {
    await live();
    const { kysely, engine } = app().database;
    const hash = (text: string) => createHash("sha256").update(text);
    const bodies = await kysely.selectFrom("idempotency_keys").select("body_hash").execute();
    expect(bodies.length).toBeGreaterThan(2);
    for (const { body_hash } of bodies) {
      expect(body_hash).not.toBe(hash(canonicalJson(payoutRequest)).digest("hex"));
    }
    // On SQLite the limits are kept in memory.
    if (engine === "sqlite") return;
    const counted = async () => (await sql`select * from rate_limits`.execute(kysely)).rows;
    await expect.poll(async () => (await counted()).length, { timeout: 10_000 }).toBeGreaterThan(0);
    const rows = JSON.stringify(await counted());
    expect(findSecrets(rows, ["127.0.0.1"])).toEqual([]);
    expect(rows).not.toContain(hash("127.0.0.1").digest("base64url").slice(0, 22));
  });
});
