import { expect, test } from "vitest";
import { Secret } from "../../bff/core/secret.ts";
import { findProcesses } from "../../bff/storage/encryption/find-processes.ts";
import {
  forgetKeyHolder,
  readKeyHolders,
  registerKeyHolder,
} from "../../bff/storage/encryption/key-holders.ts";
import { retireOtherKeys } from "../../bff/storage/encryption/key-ring.ts";
import { openKeys } from "../../bff/storage/encryption/open-keys.ts";
import type { Database } from "../../bff/storage/engine/database.ts";
import { forEachEngine } from "../support/databases.ts";

const isWanted = ({ keyIds }: { readonly keyIds: readonly string[] }) => !keyIds.includes("new");

async function register(database: Database, instanceId: string, keyIds: readonly string[], now: number) {
  await database.transaction((trx) => registerKeyHolder(trx, { instanceId, keyIds }, now));
}

forEachEngine("finding the processes without a key", (openTestDatabase) => {
  test("waits for nobody if every process has it", async () => {
    const database = await openTestDatabase();
    await register(database, "one", ["new", "old"], 1);
    const onWait = () => expect.fail("it waits");
    expect(await findProcesses(database, { isWanted, onWait })).toEqual([]);
  });

  test("finds one that shows that it runs", async () => {
    const database = await openTestDatabase();
    await register(database, "one", ["old"], 1);
    const found = findProcesses(database, {
      isWanted,
      onWait: () => void register(database, "one", ["old"], 2),
    });
    expect(await found).toEqual([{ instanceId: "one", keyIds: ["old"], seenAt: 2 }]);
  });

  test("is content as soon as the last of them has ended", async () => {
    const database = await openTestDatabase();
    await register(database, "one", [], 1);
    const onWait = () => void forgetKeyHolder(database.kysely, "one");
    expect(await findProcesses(database, { isWanted, onWait })).toEqual([]);
  });

  test("forgets one that was killed", async () => {
    const database = await openTestDatabase();
    await register(database, "killed", ["old"], 1);
    await register(database, "other", ["new"], 1);
    const found = await findProcesses(database, { isWanted, onWait: () => undefined, silenceMs: 1 });
    expect(found).toEqual([]);
    const left = await readKeyHolders(database.kysely);
    expect(left.map(({ instanceId }) => instanceId)).toEqual(["other"]);
  });
});

forEachEngine("a process that has opened its keys", (openTestDatabase) => {
  function open(database: Database, ids: readonly string[], errors: string[] = []) {
    return openKeys({
      database,
      config: {
        encryption: {
          keys: ids.map((id) => ({
            id,
            secret: new Secret(Buffer.from(id.padEnd(32, "-")).toString("hex")),
          })),
        },
        merchant: { apiKeys: [] },
      },
      clock: { now: () => 7 },
      logger: { warn: () => undefined, error: (_fields, message) => void errors.push(message) },
      instanceId: "this one",
    });
  }

  test("is known while it runs, with its keys, and no longer", async () => {
    const database = await openTestDatabase();
    const keys = await open(database, ["new", "old"]);
    const holder = { instanceId: "this one", keyIds: ["new", "old"], seenAt: 7 };
    expect(await readKeyHolders(database.kysely)).toEqual([holder]);
    await keys.beat();
    expect(await readKeyHolders(database.kysely)).toEqual([holder]);
    await keys.close();
    expect(await readKeyHolders(database.kysely)).toEqual([]);
  });

  test("forgets those that were killed days ago", async () => {
    const database = await openTestDatabase();
    const day = 24 * 60 * 60 * 1_000;
    await register(database, "killed", ["old"], 6 - day);
    await register(database, "there", ["old"], 8 - day);
    const keys = await open(database, ["new"]);
    const left = await readKeyHolders(database.kysely);
    expect(left.map(({ instanceId }) => instanceId).sort()).toEqual(["there", "this one"]);
    await keys.close();
  });

  test("puts its key back into use if it was taken for dead, and says so", async () => {
    const database = await openTestDatabase();
    const errors: string[] = [];
    const keys = await open(database, ["old", "new"], errors);
    await keys.beat();
    expect(errors).toEqual([]);
    await forgetKeyHolder(database.kysely, "this one");
    expect(await retireOtherKeys(database, "new")).toEqual([]);
    const idsInUse = async () => {
      const rows = await database.kysely.selectFrom("data_keys").select("id").orderBy("id").execute();
      return rows.map(({ id }) => id);
    };
    expect(await idsInUse()).toEqual(["fingerprint"]);
    await keys.beat();
    expect(errors).toEqual([expect.stringContaining("taken this process for dead")]);
    expect(await idsInUse()).toEqual(["fingerprint", "key:old"]);
    await keys.close();
  });
});
