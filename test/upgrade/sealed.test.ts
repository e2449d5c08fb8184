/** What older versions stored in clear is sealed by the first start of this one, and gone from the file. */
import { readFileSync } from "node:fs";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { searchAnswer } from "../../bff/contract.ts";
import { personalDigest } from "../../bff/storage/encryption/personal-digests.ts";
import { createSeal } from "../../bff/storage/encryption/seal.ts";
import { sealOldRows, unfinishedSteps } from "../../bff/storage/encryption/seal-old-rows.ts";
import { sealedContext } from "../../bff/storage/encryption/sealed-columns.ts";
import type { Database } from "../../bff/storage/engine/database.ts";
import { migrate } from "../../bff/storage/migrations/migrator.ts";
import { sessionRow } from "../storage/rows.ts";
import { forEachEngine, type OpenTestDatabase } from "../support/databases.ts";
import { openState } from "./open-state.ts";

const seal = createSeal(new Uint8Array(32).fill(7));
const silent = { info: () => undefined, warn: () => undefined };
/** More than a batch. */
const many = 230;

/** The file and its log; of PostgreSQL every row of the tables. */
async function bytesOf(database: Database): Promise<string> {
  if (database.engine === "sqlite") {
    const path = database.url.slice("sqlite:".length);
    return [path, `${path}-wal`].map((file) => readFileSync(file, "latin1")).join("");
  }
  const tables = ["sessions", "unsealed_sessions"] as const;
  const rows = await Promise.all(
    tables.map((table) => database.kysely.selectFrom(table).selectAll().execute()),
  );
  return JSON.stringify(rows);
}

async function openClear(openTestDatabase: OpenTestDatabase): Promise<Database> {
  const database = await openTestDatabase({ lastMigration: "0012-encryption-keys" });
  for (let at = 0; at < many; at++) {
    const id = `cs_${String(at).padStart(4, "0")}`;
    const { amount_minor, currency, decimals, token_hash } = sessionRow(id);
    const customer = seal.seal(
      JSON.stringify({ id: `u-${at}`, email: `Ana${at}@Example.com` }),
      sealedContext("sessions.customer_sealed", id),
    );
    await sql`insert into sessions (id, status, amount_minor, currency, decimals, reference, description, metadata,
        customer_sealed, return_url, token_hash, payment_count, announced, created_at, expires_at, updated_at)
      values (${id}, 'expired', ${amount_minor}, ${currency}, ${decimals}, 'order-clear', 'canary-words',
        '{"cart":"canary-cart"}', ${customer}, 'https://shop.example/canary-return', ${token_hash}, 0, '', 1, 2, 3)`.execute(
      database.kysely,
    );
  }
  expect(await bytesOf(database).catch(() => "canary-words")).toContain("canary-words");
  await migrate(database);
  return database;
}

async function expectSealed(database: Database): Promise<void> {
  expect(await unfinishedSteps(database.kysely)).toEqual([]);
  const text = await bytesOf(database);
  for (const canary of ["canary-words", "canary-cart", "canary-return"]) expect(text).not.toContain(canary);
  expect(text).toContain("order-clear");
  const rows = await database.kysely.selectFrom("sessions").selectAll().orderBy("id").execute();
  expect(rows).toHaveLength(many);
  for (const [at, row] of rows.entries()) {
    const opened = seal.open(row.private_sealed ?? "", sealedContext("sessions.private_sealed", row.id));
    expect(JSON.parse(opened)).toEqual({
      description: "canary-words",
      metadata: { cart: "canary-cart" },
      returnUrl: "https://shop.example/canary-return",
    });
    expect(row.email_digest).toBe(personalDigest(seal, "email", `ana${at}@example.com`));
    expect(row.customer_digest).toBe(personalDigest(seal, "customer", `u-${at}`));
  }
}

forEachEngine("what stood in clear", (openTestDatabase) => {
  test("is sealed, and gone from the file and its log", async () => {
    const database = await openClear(openTestDatabase);
    expect(await unfinishedSteps(database.kysely)).toHaveLength(4);
    await sealOldRows(database, seal, silent);
    await expectSealed(database);
  });

  test("is sealed by the next start after one that was killed, and by two at once", async () => {
    const database = await openClear(openTestDatabase);
    let left = 2;
    const dying: Database = {
      ...database,
      async transaction(work) {
        if (left-- === 0) throw new Error("the process died");
        return await database.transaction(work);
      },
    };
    await expect(sealOldRows(dying, seal, silent)).rejects.toThrow("died");
    expect(await unfinishedSteps(database.kysely)).toHaveLength(4);
    const other = await openTestDatabase({ like: database });
    await Promise.all([sealOldRows(database, seal, silent), sealOldRows(other, seal, silent)]);
    await expectSealed(database);
  });

  test("is sealed also if no key opens what else a row has", async () => {
    const database = await openClear(openTestDatabase);
    await sql`update sessions set customer_sealed = 'lost' where id = 'cs_0003'`.execute(database.kysely);
    await sealOldRows(database, seal, silent);
    expect(await unfinishedSteps(database.kysely)).toEqual([]);
    const row = await database.kysely
      .selectFrom("sessions")
      .select(["private_sealed", "customer_sealed", "email_digest"])
      .where("id", "=", "cs_0003")
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ customer_sealed: "lost", email_digest: null });
    expect(row.private_sealed).not.toBeNull();
  });

  test("of a database that was in use is read as before, and stands in it nowhere", async () => {
    const { app, state } = await openState(openTestDatabase, {
      name: "0012",
      lastMigration: "0012-encryption-keys",
    });
    const payment = await app.api.readPayment(state.payments.succeeded);
    const session = await app.api.readSession(payment.session);
    expect(session).toMatchObject({ description: "Two tacos", metadata: { table: "7" } });
    expect(session.erased).toBeUndefined();
    const text = await bytesOf(app.database);
    for (const clear of ["Two tacos", '"table":"7"', session.returnUrl ?? "none"])
      expect(text).not.toContain(clear);
    expect(await unfinishedSteps(app.database.kysely)).toEqual([]);
  });

  test("of a code that a customer was shown is found by it, of an open payment and of one that has ended", async () => {
    const { app, state } = await openState(openTestDatabase, {
      name: "0016",
      lastMigration: "0016-notes-and-order",
    });
    for (const id of [state.payments.pending, state.payments.succeeded]) {
      const payment = await app.api.readPayment(id);
      const shown = payment.shownAction?.type === "display_code" ? payment.shownAction.code : "none";
      const typed = encodeURIComponent(shown.replaceAll(/(.{4})/g, "$1 "));
      const found = (await app.api.get(`/v1/search?q=${typed}`)).as(searchAnswer).data;
      expect(found, id).toContainEqual({ object: "payment", id, why: "code" });
      const session = await app.api.readSession(payment.session);
      expect(payment.reference).toBe(session.reference);
    }
    expect(await unfinishedSteps(app.database.kysely)).toEqual([]);
  });
});
