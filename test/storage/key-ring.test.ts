import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { Secret } from "../../bff/core/secret.ts";
import { registerKeyHolder } from "../../bff/storage/encryption/key-holders.ts";
import {
  KeyRingError,
  objectToKeys,
  openDataKey,
  retireOtherKeys,
} from "../../bff/storage/encryption/key-ring.ts";
import type { Database } from "../../bff/storage/engine/database.ts";
import { forEachEngine } from "../support/databases.ts";
import { wrapWithApiKeys } from "./old-key-ring.ts";

/** A made-up key of that id. The same id is always the same key. */
function keyOf(id: string) {
  return { id, secret: new Secret(Buffer.from(id.padEnd(32, "-")).toString("hex")) };
}

interface Configured {
  readonly keys?: readonly string[];
  readonly apiKeys?: readonly string[];
}

async function open(database: Database, { keys = [], apiKeys = [] }: Configured): Promise<string> {
  const key = await openDataKey(database, {
    encryptionKeys: keys.map(keyOf),
    apiKeys: apiKeys.map((text) => new Secret(text)),
    now: 1,
  });
  return Buffer.from(key).toString("hex");
}

async function idsIn(database: Database): Promise<string[]> {
  const rows = await database.kysely.selectFrom("data_keys").select("id").orderBy("id").execute();
  return rows.map(({ id }) => id);
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(KeyRingError);
  return String(error);
}

forEachEngine("the data key", (openTestDatabase) => {
  test("is made at the first start, has 32 bytes, and is another in another database", async () => {
    const key = await open(await openTestDatabase(), { keys: ["a"] });
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(await open(await openTestDatabase(), { keys: ["a"] })).not.toBe(key);
  });

  test("stays the same while encryption keys come and go, as long as those in use are there", async () => {
    const database = await openTestDatabase();
    const key = await open(database, { keys: ["a"] });
    expect(await open(database, { keys: ["b", "a"] })).toBe(key);
    expect(await open(database, { keys: ["a", "b"] })).toBe(key);
    expect(await idsIn(database)).toEqual(["fingerprint", "key:a", "key:b"]);
    expect(await retireOtherKeys(database, "b")).toEqual([]);
    expect(await open(database, { keys: ["b"] })).toBe(key);
    expect(await open(database, { keys: ["c", "b"] })).toBe(key);
  });

  test("does not open without a key that is in use: the error names it, and changes nothing", async () => {
    const database = await openTestDatabase();
    await open(database, { keys: ["a"] });
    const message = await refusal(open(database, { keys: ["b"], apiKeys: ["sk_1"] }));
    expect(message).toContain('sealed under the encryption key "a", which is not configured');
    expect(await refusal(open(database, { apiKeys: ["sk_1"] }))).toContain('"a"');
    expect(await idsIn(database)).toEqual(["fingerprint", "key:a"]);
  });

  test("does not open with another secret under the same id", async () => {
    const database = await openTestDatabase();
    await open(database, { keys: ["a"] });
    const wrong = { id: "a", secret: keyOf("b").secret };
    const message = await refusal(openDataKey(database, { encryptionKeys: [wrong], apiKeys: [], now: 1 }));
    expect(message).toContain('The encryption key "a" is not the one of that id');
    expect(message).not.toContain(wrong.secret.reveal());
  });

  test("is held under encryption keys in wrapped form only", async () => {
    const database = await openTestDatabase();
    const key = await open(database, { keys: ["a"] });
    await open(database, { keys: ["b", "a"] });
    const dump = JSON.stringify(await database.kysely.selectFrom("data_keys").selectAll().execute());
    for (const encoding of ["hex", "base64url", "base64"] as const) {
      expect(dump).not.toContain(Buffer.from(key, "hex").toString(encoding));
      expect(dump).not.toContain(Buffer.from(keyOf("a").secret.reveal(), "hex").toString(encoding));
    }
  });

  test("does not open when its wrapping was changed, emptied, or exchanged for another database's", async () => {
    const database = await openTestDatabase();
    const key = await open(database, { keys: ["a"] });
    const elsewhere = await openTestDatabase();
    await open(elsewhere, { keys: ["a"] });
    const contentOf = async ({ kysely }: Database) =>
      await kysely
        .selectFrom("data_keys")
        .select("content")
        .where("id", "=", "key:a")
        .executeTakeFirstOrThrow();
    const { content } = await contentOf(database);
    const set = (text: string) =>
      database.kysely.updateTable("data_keys").set({ content: text }).where("id", "=", "key:a").execute();
    const broken = content.slice(0, 50) + (content[50] === "A" ? "B" : "A") + content.slice(51);
    for (const damage of [
      broken,
      `9${content.slice(1)}`,
      "",
      "1.AAAA",
      (await contentOf(elsewhere)).content,
    ]) {
      await set(damage);
      await refusal(open(database, { keys: ["a"] }));
    }
    await set(content);
    expect(await open(database, { keys: ["a"] })).toBe(key);
  });

  test("a sandbox may have no encryption key, and gets one later", async () => {
    const database = await openTestDatabase();
    const key = await open(database, {});
    expect(await open(database, { apiKeys: ["sk_any"] })).toBe(key);
    expect(await idsIn(database)).toEqual(["fingerprint", "sandbox"]);
    expect(await open(database, { keys: ["a"] })).toBe(key);
    expect(await idsIn(database)).toEqual(["fingerprint", "key:a"]);
    await refusal(open(database, {}));
  });

  test("objectToKeys says what a start would say, and changes nothing", async () => {
    const database = await openTestDatabase();
    const keys = { encryptionKeys: [keyOf("a")], apiKeys: [] };
    expect(await objectToKeys(database.kysely, keys)).toBeNull();
    expect(await idsIn(database)).toEqual([]);
    await open(database, { keys: ["b"] });
    expect(await objectToKeys(database.kysely, keys)).toContain('"b"');
  });

  test("a key stays in use while a process seals under it", async () => {
    const database = await openTestDatabase();
    await open(database, { keys: ["a"] });
    await open(database, { keys: ["b", "a"] });
    const register = (keyIds: readonly string[]) =>
      database.transaction((trx) => registerKeyHolder(trx, { instanceId: "one", keyIds }, 1));
    await register(["a", "b"]);
    expect(await retireOtherKeys(database, "b")).toEqual(["a"]);
    expect(await idsIn(database)).toEqual(["fingerprint", "key:a", "key:b"]);
  });

  test("is one and the same for processes that start at once", { timeout: 60_000 }, async () => {
    const database = await openTestDatabase();
    const program = fileURLToPath(new URL("programs/open-data-key.ts", import.meta.url));
    const configured = ["a", "b"].map((id) => `${id}=${keyOf(id).secret.reveal()}`);
    const children = Array.from({ length: 4 }, (_, i) =>
      spawn(
        process.execPath,
        [program, database.url, "sk", ...(i % 2 === 0 ? configured : configured.toReversed())],
        {
          stdio: ["pipe", "pipe", "inherit"],
        },
      ),
    );
    await Promise.all(children.map((child) => once(child.stdout, "data")));
    for (const child of children) child.stdin.end("go\n");
    const keys = await Promise.all(
      children.map(async (child) => String((await once(child.stdout, "data"))[0])),
    );
    expect(new Set(keys).size).toBe(1);
    expect(await open(database, { keys: ["b", "a"] })).toBe(keys[0]?.trim());
  });

  test("is one and the same for handles that open it at once, again and again", async () => {
    const database = await openTestDatabase();
    const handles = await Promise.all([1, 2, 3].map(() => openTestDatabase({ like: database })));
    for (let round = 0; round < 10; round++) {
      await sql`delete from data_keys`.execute(database.kysely);
      const before = round % 2 === 0 ? undefined : await wrapWithApiKeys(database, ["sk_1"]);
      const keys = await Promise.all(
        handles.map((handle, i) =>
          open(handle, { keys: i === 0 ? ["a", "b"] : ["b", "a"], apiKeys: ["sk_1"] }),
        ),
      );
      expect(new Set(keys)).toEqual(new Set([before ?? keys[0]]));
      expect(await idsIn(database)).toEqual(["fingerprint", "key:a", "key:b"]);
    }
  });
});

forEachEngine("a database from before there were encryption keys", (openTestDatabase, engine) => {
  test("is taken over with any API key of then, which opens nothing from then on", async () => {
    const database = await openTestDatabase();
    const key = await wrapWithApiKeys(database, ["sk_1", "sk_2", "sk_revoked"]);
    expect(await open(database, { keys: ["a"], apiKeys: ["sk_new", "sk_2"] })).toBe(key);
    expect(await idsIn(database)).toEqual(["fingerprint", "key:a"]);
    const message = await refusal(open(database, { apiKeys: ["sk_1", "sk_2", "sk_revoked"] }));
    expect(message).toContain('"a", which is not configured');
    expect(await open(database, { keys: ["a"], apiKeys: ["sk_other"] })).toBe(key);
  });

  test("is taken over by a sandbox without an encryption key, too", async () => {
    const database = await openTestDatabase();
    const key = await wrapWithApiKeys(database, ["sk_1"]);
    expect(await open(database, { apiKeys: ["sk_1"] })).toBe(key);
    expect(await idsIn(database)).toEqual(["fingerprint", "sandbox"]);
    expect(await open(database, { apiKeys: ["sk_2"] })).toBe(key);
  });

  test("does not open without an API key of then: the error says what to do, and changes nothing", async () => {
    const database = await openTestDatabase();
    const key = await wrapWithApiKeys(database, ["sk_1"]);
    const before = await idsIn(database);
    const message = await refusal(open(database, { keys: ["a"], apiKeys: ["sk_other"] }));
    expect(message).toContain("Put back into merchant.apiKeys one that was configured");
    expect(message).not.toContain("sk_");
    expect(await idsIn(database)).toEqual(before);
    expect(await open(database, { keys: ["a"], apiKeys: ["sk_1"] })).toBe(key);
  });

  test.runIf(engine === "sqlite")("leaves nothing of the old wrappings in the files", async () => {
    const database = await openTestDatabase();
    await wrapWithApiKeys(database, ["sk_1"]);
    const { content } = await database.kysely
      .selectFrom("data_keys")
      .select("content")
      .where("id", "!=", "fingerprint")
      .executeTakeFirstOrThrow();
    const path = database.url.slice("sqlite:".length);
    const files = () => [path, `${path}-wal`].map((file) => readFileSync(file, "latin1")).join("");
    expect(files()).toContain(content);
    await open(database, { keys: ["a"], apiKeys: ["sk_1"] });
    expect(files()).not.toContain(content);
  });
});
