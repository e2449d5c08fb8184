import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { Secret } from "../../bff/core/secret.ts";
import { KeyRingError, openDataKey } from "../../bff/storage/encryption/key-ring.ts";
import type { Database } from "../../bff/storage/engine/database.ts";
import { forEachEngine } from "../support/databases.ts";

async function open(database: Database, ...secrets: string[]): Promise<string> {
  const key = await openDataKey(database, { secrets: secrets.map((text) => new Secret(text)), now: 1 });
  return Buffer.from(key).toString("hex");
}

forEachEngine("the data key", (openTestDatabase) => {
  test("is made at the first start, has 32 bytes, and is another in another database", async () => {
    const key = await open(await openTestDatabase(), "sk_1");
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(await open(await openTestDatabase(), "sk_1")).not.toBe(key);
  });

  test("is the same at every later start, with any of the secrets, in any order", async () => {
    const database = await openTestDatabase();
    const key = await open(database, "sk_1", "sk_2");
    expect(await open(database, "sk_1", "sk_2")).toBe(key);
    expect(await open(database, "sk_2", "sk_1")).toBe(key);
    expect(await open(database, "sk_2")).toBe(key);
  });

  test("survives the exchange of all API keys, as long as one overlaps each time", async () => {
    const database = await openTestDatabase();
    const key = await open(database, "sk_1");
    await open(database, "sk_2", "sk_1");
    await open(database, "sk_2", "sk_3");
    expect(await open(database, "sk_3")).toBe(key);
  });

  test("does not open with other secrets only: the error says what to do, names no secret, changes nothing", async () => {
    const database = await openTestDatabase();
    const key = await open(database, "sk_1");
    const error = await open(database, "sk_other").catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(KeyRingError);
    expect(String(error)).toContain("Put back one that was configured");
    expect(String(error)).not.toContain("sk_");
    expect(await database.kysely.selectFrom("data_keys").selectAll().execute()).toHaveLength(2);
    expect(await open(database, "sk_1")).toBe(key);
  });

  test("needs an API key", async () => {
    await expect(open(await openTestDatabase())).rejects.toThrow("no API key");
  });

  test("lies in the database in wrapped form only, and so do the secrets", async () => {
    const database = await openTestDatabase();
    const key = await open(database, "sk_secret_1", "sk_secret_2");
    const rows = await database.kysely.selectFrom("data_keys").selectAll().execute();
    expect(rows).toHaveLength(3);
    const dump = JSON.stringify(rows);
    expect(dump).not.toContain("sk_secret");
    expect(dump).not.toContain(key);
    expect(dump).not.toContain(Buffer.from(key, "hex").toString("base64url"));
  });

  test("does not open when its wrapping was changed, swapped or emptied, but by another secret's", async () => {
    const database = await openTestDatabase();
    const key = await open(database, "sk_1", "sk_2");
    const rows = await database.kysely
      .selectFrom("data_keys")
      .selectAll()
      .where("wrapped_by", "!=", "fingerprint")
      .execute();
    const broken = (text: string) => text.slice(0, 50) + (text[50] === "A" ? "B" : "A") + text.slice(51);
    for (const damage of [broken, (text: string) => `9${text.slice(1)}`, () => "", () => "1.AAAA"]) {
      for (const row of rows) {
        const { wrapped_by } = row;
        const set = (wrapped_key: string) =>
          database.kysely
            .updateTable("data_keys")
            .set({ wrapped_key })
            .where("wrapped_by", "=", wrapped_by)
            .execute();
        await set(damage(row.wrapped_key));
        expect(await open(database, "sk_1", "sk_2")).toBe(key);
        const alone = await Promise.allSettled([open(database, "sk_1"), open(database, "sk_2")]);
        expect(alone.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
        await set(row.wrapped_key);
      }
    }
  });

  test("is not exchanged for another by whoever can write the database but has no secret", async () => {
    const database = await openTestDatabase();
    await open(database, "sk_1");
    const elsewhere = await openTestDatabase();
    await open(elsewhere, "sk_1");
    const [foreign] = await elsewhere.kysely
      .selectFrom("data_keys")
      .selectAll()
      .where("wrapped_by", "!=", "fingerprint")
      .execute();
    await database.kysely
      .updateTable("data_keys")
      .set({ wrapped_key: foreign?.wrapped_key ?? "" })
      .where("wrapped_by", "!=", "fingerprint")
      .execute();
    await expect(open(database, "sk_1")).rejects.toThrow(KeyRingError);
  });

  test("is one and the same for processes that start at once", { timeout: 60_000 }, async () => {
    const database = await openTestDatabase();
    const program = fileURLToPath(new URL("programs/open-data-key.ts", import.meta.url));
    const children = Array.from({ length: 4 }, () =>
      spawn(process.execPath, [program, database.url, "sk_1", "sk_2"], {
        stdio: ["pipe", "pipe", "inherit"],
      }),
    );
    await Promise.all(children.map((child) => once(child.stdout, "data")));
    for (const child of children) child.stdin.end("go\n");
    const keys = await Promise.all(
      children.map(async (child) => String((await once(child.stdout, "data"))[0])),
    );
    expect(new Set(keys).size).toBe(1);
    expect(await open(database, "sk_2")).toBe(keys[0]?.trim());
  });

  test("is one and the same for handles that open it at once, again and again", async () => {
    const database = await openTestDatabase();
    const handles = await Promise.all([1, 2, 3].map(() => openTestDatabase({ like: database })));
    for (let round = 0; round < 10; round++) {
      await sql`delete from data_keys`.execute(database.kysely);
      const keys = await Promise.all(handles.map((handle, i) => open(handle, "sk_shared", `sk_${i}`)));
      expect(new Set(keys).size).toBe(1);
    }
  });
});
