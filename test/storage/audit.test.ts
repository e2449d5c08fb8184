import { type RawBuilder, sql } from "kysely";
import { expect, test } from "vitest";
import type { Database } from "../../bff/storage/engine/database.ts";
import { type AuditRow, insertAuditRow, listAuditRows } from "../../bff/storage/repositories/audit.ts";
import { forEachEngine } from "../support/databases.ts";

const day = 24 * 60 * 60 * 1_000;

function auditRow(id: string, changes: Partial<AuditRow> = {}): AuditRow {
  return {
    id,
    actor: "key:backend",
    action: "session.create",
    subject: "cs_1",
    address: "192.0.2.1",
    request_id: "req_1",
    before: null,
    after: '{"status":"requires_payment_method"}',
    created_at: Date.now(),
    ...changes,
  };
}

async function insert(database: Database, ...rows: AuditRow[]): Promise<void> {
  await database.change({
    load: [],
    decide: () => ({ writes: rows.map(insertAuditRow), result: undefined }),
  });
}

forEachEngine("the audit", (openTestDatabase, engine) => {
  async function refused(database: Database, statement: RawBuilder<unknown>): Promise<void> {
    const rows = () => database.kysely.selectFrom("audit").selectAll().orderBy("id").execute();
    const before = await rows();
    await expect(statement.execute(database.kysely)).rejects.toThrow(/append-only/);
    expect(await rows()).toEqual(before);
  }

  test("cannot be changed, and its rows cannot be deleted before 400 days", async () => {
    const database = await openTestDatabase();
    await insert(database, auditRow("aud_1"), auditRow("aud_2", { created_at: Date.now() - 399 * day }));
    await refused(database, sql`update audit set actor = 'key:other'`);
    await refused(database, sql`update audit set created_at = 0`);
    await refused(database, sql`delete from audit`);
    await refused(database, sql`delete from audit where id = 'aud_2'`);
  });

  test("cannot be emptied or replaced by another way", async () => {
    const database = await openTestDatabase();
    await insert(database, auditRow("aud_1"));
    const columns = sql.raw("(id, actor, action, subject, created_at) values ('aud_1', 'x', 'y', 'z', 1)");
    if (engine === "postgres") {
      await refused(database, sql`truncate audit`);
      await refused(database, sql`insert into audit ${columns} on conflict (id) do update set actor = 'x'`);
    } else {
      await refused(database, sql`insert or replace into audit ${columns}`);
      await refused(database, sql`insert into audit ${columns} on conflict (id) do update set actor = 'x'`);
    }
  });

  test("lets rows go that are older than 400 days", async () => {
    const database = await openTestDatabase();
    const old = Date.now() - 401 * day;
    await insert(database, auditRow("aud_1", { created_at: old }), auditRow("aud_2"));
    await database.kysely.deleteFrom("audit").where("created_at", "<=", old).execute();
    expect(await database.kysely.selectFrom("audit").select("id").execute()).toEqual([{ id: "aud_2" }]);
  });

  test("is listed newest first, by subject, actor and time", async () => {
    const database = await openTestDatabase();
    await insert(
      database,
      auditRow("aud_1", { created_at: 1 }),
      auditRow("aud_2", { created_at: 2, subject: "po_1" }),
      auditRow("aud_3", { created_at: 3, actor: "command" }),
    );
    const ids = async (filter: Omit<Parameters<typeof listAuditRows>[1], "limit" | "after">) =>
      (await listAuditRows(database.kysely, { limit: 10, after: null, ...filter })).map(({ id }) => id);
    expect(await ids({})).toEqual(["aud_3", "aud_2", "aud_1"]);
    expect(await ids({ subject: "po_1" })).toEqual(["aud_2"]);
    expect(await ids({ actor: "command" })).toEqual(["aud_3"]);
    expect(await ids({ from: 2, to: 3 })).toEqual(["aud_2"]);
  });
});
