/** No combination of filters reads or sorts what grows, on either engine, whatever is known of the tables. */
import { type CompiledQuery, createQueryId } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../../bff/storage/engine/database.ts";
import { testDatabases } from "../../support/databases.ts";
import { fillSkewed } from "../../support/skewed-tables.ts";
import { type Asked, askAll } from "./asked.ts";
import { judge, type Known } from "./judge.ts";
import { fillMatching } from "./matching-rows.ts";
import { postgresPlan } from "./postgres-plan.ts";
import { examples, lists, requestsOf } from "./requests.ts";
import { type Plan, sqlitePlan } from "./sqlite-plan.ts";
import { useCases } from "./use-cases.ts";

const longMs = 120_000;
let asked: readonly Asked[] = [];
beforeAll(async () => {
  asked = await askAll();
}, longMs);

interface Judged {
  readonly planOf: (database: Database, query: CompiledQuery) => Promise<Plan>;
  readonly known: Known;
  readonly of?: readonly Asked[];
}

/** @returns what is wrong, with the request */
async function judgeAll(database: Database, judged: Judged): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const one of judged.of ?? asked) {
    const query = database.kysely.getExecutor().compileQuery(one.node, createQueryId());
    const { readings, sorts } = await judged.planOf(database, query);
    const objections = readings.flatMap((reading) => {
      const objection = judge(reading, { ...one, known: judged.known });
      return objection === undefined ? [] : [`${objection}: ${reading.text}`];
    });
    if (readings.length === 0) objections.push("reads nothing");
    for (const text of [...objections, ...sorts])
      wrong.push(`${one.list} ${new URLSearchParams(one.raw)} page ${one.page}: ${text}`);
  }
  return wrong;
}

test("the statements of every combination of filters are caught, also those of the second page", () => {
  expect(lists.map(({ id }) => id).toSorted()).toEqual([...useCases.keys()].toSorted());
  for (const operation of lists) {
    const own = asked.filter(({ list }) => list === operation.id);
    const pages = new Set(own.map(({ page }) => page));
    expect(pages, operation.id).toEqual(new Set([1, 2]));
    expect(own.length, operation.id).toBeGreaterThan(requestsOf(operation).length / 2);
  }
});

describe("on SQLite every combination is found by its index", () => {
  const openSqlite = testDatabases("sqlite");
  const planOf: Judged["planOf"] = (database, { sql }) => sqlitePlan(database, sql);

  test(
    "in a new database, without statistics",
    async () => {
      expect(await judgeAll(await openSqlite(), { planOf, known: "nothing" })).toEqual([]);
    },
    longMs,
  );

  test.each([4_000, 20_000])(
    "with the statistics of %i rows, unevenly spread",
    async (count) => {
      const database = await openSqlite();
      await fillSkewed(database, count);
      expect(await judgeAll(database, { planOf, known: "columns" })).toEqual([]);
    },
    longMs,
  );
});

describe("on PostgreSQL every combination of up to four filters is found by its index", () => {
  const openPostgres = testDatabases("postgres");

  test(
    "with the statistics of many rows, unevenly spread",
    async () => {
      const database = await openPostgres();
      await fillMatching(database, examples);
      await fillSkewed(database, 10_000);
      const of = asked.filter(({ raw }) => Object.keys(raw).length <= 4);
      expect(await judgeAll(database, { planOf: postgresPlan, known: "values", of })).toEqual([]);
    },
    longMs,
  );
});
