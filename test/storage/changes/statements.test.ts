import { type Selectable, sql } from "kysely";
import { describe, expect, test } from "vitest";
import { defineQuery, defineStatement, everyColumn, pick } from "../../../bff/storage/engine/statements.ts";
import type { AccountTable } from "../../../bff/storage/schema.ts";
import { forEachEngine } from "../../support/databases.ts";
import { findAccount, insertAccount } from "./accounts.ts";

describe("a defined statement", () => {
  test("has the text of its engine, with its values in their order", () => {
    const write = insertAccount({ last_success_at: 1, id: "a" });
    expect(write.statement.sql("sqlite")).toBe(
      'insert into "accounts" ("id", "last_success_at") values (?, ?)',
    );
    expect(write.statement.sql("postgres")).toBe(
      'insert into "accounts" ("id", "last_success_at") values ($1, $2)',
    );
    expect(write.parameters("postgres")).toEqual(["a", 1]);
  });

  test("is compiled once for each engine, however often it is used", () => {
    const compiled: string[] = [];
    const find = defineQuery("find", (db, { id }: { id: string }, engine) => {
      compiled.push(engine);
      return db.selectFrom("accounts").selectAll().where("id", "=", id);
    });
    for (const id of ["a", "b", "c"]) {
      for (const engine of ["sqlite", "postgres"] as const) {
        find({ id }).statement.sql(engine);
        expect(find({ id }).parameters(engine)).toEqual([id]);
      }
    }
    expect(compiled.toSorted()).toEqual(["postgres", "sqlite"]);
  });

  test("keeps what is constant beside its values, and has a limit in its text", () => {
    const query = defineQuery("some", (db, { before }: { before: number }) =>
      db
        .selectFrom("accounts")
        .select("id")
        .where("id", "!=", "x")
        .where("last_success_at", "<", before)
        .limit(3),
    )({ before: 7 });
    expect(query.statement.sql("sqlite")).toContain("limit 3");
    expect(query.statement.sql("postgres")).toContain("limit 3");
    expect(query.parameters("sqlite")).toEqual(["x", 7]);
  });

  test("refuses a value that is missing, or that not every driver can bind", () => {
    const find = defineQuery(
      "find",
      (_db, values: { id?: unknown }) => sql<object>`select * from accounts where id = ${values.id}`,
    );
    expect(() => find({}).parameters("sqlite")).toThrow('Statement "find": the value "id" is missing.');
    expect(() => find({ id: true }).parameters("postgres")).toThrow("can't be of type boolean");
    expect(() => find({ id: new Date() }).parameters("postgres")).toThrow("can't be of type object");
  });

  test("refuses a text that depends on a value", () => {
    const later = defineQuery("later", (db, { now }: { now: number }) =>
      db
        .selectFrom("accounts")
        .selectAll()
        .where("last_success_at", ">", now + 1),
    );
    expect(() => later({ now: 1 }).parameters("sqlite")).toThrow('The value "now" is not known');
    const whole = defineStatement("whole", (db, row: Selectable<AccountTable>) =>
      db.insertInto("accounts").values({ ...row }),
    );
    expect(() => whole({ id: "a", last_success_at: 1 }).parameters("sqlite")).toThrow(
      "name them with pick()",
    );
  });

  test("is a query or a write, and no write returns rows", () => {
    const asQuery = defineQuery("as query", (db, { id }: { id: string }) =>
      db.deleteFrom("accounts").where("id", "=", id),
    );
    expect(() => asQuery({ id: "a" }).parameters("sqlite")).toThrow("a query reads");
    const returning = defineStatement("returning", (db, { id }: { id: string }) =>
      db.deleteFrom("accounts").where("id", "=", id).returningAll(),
    );
    expect(() => returning({ id: "a" }).parameters("sqlite")).toThrow("a write returns no rows");
  });

  test("has all columns of a row, or some", () => {
    const columns = everyColumn<Selectable<AccountTable>>({ id: true, last_success_at: true });
    expect(columns).toEqual(["id", "last_success_at"]);
    expect(pick({ id: "a", last_success_at: 1 }, ["id"])).toEqual({ id: "a" });
  });
});

forEachEngine("reads", (openTestDatabase, engine) => {
  test("give rows, and several at once theirs in the order of the queries", async () => {
    const database = await openTestDatabase();
    for (const id of ["a", "b"]) {
      await database.kysely.insertInto("accounts").values({ id, last_success_at: 1 }).execute();
    }
    expect((await database.read(findAccount({ id: "a" }))).map((row) => row.last_success_at)).toEqual([1]);
    const [[b], none, [a]] = await database.readAll([
      findAccount({ id: "b" }),
      findAccount({ id: "c" }),
      findAccount({ id: "a" }),
    ]);
    expect([b?.id, none.length, a?.id]).toEqual(["b", 0, "a"]);
  });

  test("refuse two statements of one name", async () => {
    const database = await openTestDatabase();
    const text = (column: "id" | "last_success_at") =>
      defineQuery("twice", (db, _values: object) => db.selectFrom("accounts").select(column));
    await database.read(text("id")({}));
    await expect(database.read(text("last_success_at")({}))).rejects.toThrow(
      'Two statements are named "twice"',
    );
  });

  test("throw what the database says about a mistake, and go on", async () => {
    const database = await openTestDatabase();
    const nonsense = defineQuery("nonsense", () => sql<object>`select nothing`);
    const error = await database.readAll([findAccount({ id: "a" }), nonsense({})]).catch((reason) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(database.isUnavailable(error)).toBe(false);
    expect(await database.read(findAccount({ id: "a" }))).toEqual([]);
    expect(database.engine).toBe(engine);
  });
});
