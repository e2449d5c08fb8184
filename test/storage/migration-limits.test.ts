import { sql } from "kysely";
import pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../bff/storage/engine/database.ts";
import { migrate } from "../../bff/storage/migrations/migrator.ts";
import { createTestDatabase } from "../support/postgres.ts";

/** Notes under which limits each statement that changes a table runs, and makes the first index take half a second. */
const watch = `
  create table limits_seen (tag text, statement_limit text, lock_limit text);
  create function note_limits() returns event_trigger language plpgsql as $$
    begin
      insert into limits_seen values (tg_tag, current_setting('statement_timeout'), current_setting('lock_timeout'));
      if (select count(*) from limits_seen where tag = 'CREATE INDEX') = 1 then perform pg_sleep(0.5); end if;
    end $$;
  create event trigger note_limits on ddl_command_start execute function note_limits();`;

describe("on PostgreSQL a migration", async () => {
  const target = await createTestDatabase();
  const client = new pg.Client({ connectionString: target.url });
  await client.connect();
  await client.query(watch);
  const database = await openDatabase({ url: target.url, answerTimeoutMs: 200 });
  afterAll(async () => {
    await database.close();
    await client.end();
    await target.drop();
  });

  test("may take longer than a statement of the server's, and waits a minute for a table at most", async () => {
    expect(await migrate(database)).not.toHaveLength(0);
    const { rows } = await client.query(
      "select distinct statement_limit, lock_limit from limits_seen where tag = 'CREATE INDEX'",
    );
    expect(rows).toEqual([{ statement_limit: "0", lock_limit: "1min" }]);
  });

  test("leaves the limits of the server's own connections as they are", async () => {
    const limit = sql<{ now: string }>`select current_setting('statement_timeout') as now`;
    expect((await limit.execute(database.kysely)).rows).toEqual([{ now: "10s" }]);
  });
});
