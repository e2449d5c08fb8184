import { type RawBuilder, sql } from "kysely";
import { expect, test } from "vitest";
import type { Database } from "../../bff/storage/engine/database.ts";
import {
  type AuditRow,
  insertAuditRow,
  listAuditRows,
  type NumberedAuditRow,
} from "../../bff/storage/repositories/audit.ts";
import type { Cursor } from "../../bff/storage/repositories/cursors.ts";
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

  test("gives no row another's number", async () => {
    const database = await openTestDatabase();
    await insert(database, auditRow("aud_1"));
    if (engine === "postgres") return;
    const columns = sql.raw(
      "(seq, id, actor, action, subject, created_at) values (1, 'aud_2', 'x', 'y', 'z', 1)",
    );
    await refused(database, sql`insert or replace into audit ${columns}`);
  });

  test("orders the rows of one millisecond as they were written, whatever their ids, on every page", async () => {
    const database = await openTestDatabase();
    const written = ["aud_m", "aud_z", "aud_a", "aud_k", "aud_b"];
    for (const id of written) await insert(database, auditRow(id, { created_at: 1_000 }));
    const seen: string[] = [];
    for (let after: Cursor | null = null; ; ) {
      const rows: NumberedAuditRow[] = await listAuditRows(database.kysely, { limit: 2, after });
      seen.push(...rows.map(({ id }) => id));
      const last = rows.at(-1);
      if (last === undefined) break;
      after = { createdAt: last.created_at, id: String(last.seq) };
      await insert(database, auditRow(`aud_new_${seen.length}`, { created_at: 1_000 }));
    }
    expect(seen).toEqual(written.toReversed());
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
