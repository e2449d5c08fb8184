import fc from "fast-check";
import { CompiledQuery, type KyselyPlugin, sql } from "kysely";
import { expect, test } from "vitest";
import { z } from "zod";
import type { Database, Engine, Executor } from "../../bff/storage/engine/database.ts";
import { findJob, nextRunAt } from "../../bff/storage/jobs/jobs.ts";
import { findEvent, listEvents, wasToldOfSession } from "../../bff/storage/repositories/events.ts";
import {
  findPayment,
  findPaymentByCallbackToken,
  findPaymentByOrderNo,
  lastTimelineEntry,
  listPayments,
  paymentsOfSession,
  paymentsOfSessions,
  releasePaymentQueryLease,
} from "../../bff/storage/repositories/payments.ts";
import {
  findPayout,
  findPayoutByCallbackToken,
  lastPayoutTimelineEntry,
  listPayouts,
} from "../../bff/storage/repositories/payouts.ts";
import { findSession } from "../../bff/storage/repositories/sessions.ts";
import { forEachEngine } from "../support/databases.ts";
import { furnish } from "./operations/any.ts";
import { eventOperations } from "./operations/events.ts";
import { claimOperation, jobOperations } from "./operations/jobs.ts";
import { type Operation, seal, type World } from "./operations/operation.ts";
import { otherOperations } from "./operations/others.ts";
import { paymentOperations } from "./operations/payments.ts";
import { payoutOperations } from "./operations/payouts.ts";

/** A statement as Kysely sent it, with the parameters of its first run. */
type Statement = Pick<CompiledQuery, "sql" | "parameters">;

const operations: readonly fc.Arbitrary<Operation>[] = [
  ...paymentOperations,
  ...payoutOperations,
  ...eventOperations,
  ...jobOperations,
  ...otherOperations,
  claimOperation,
];

const page = { limit: 20, after: { createdAt: 1, id: "x" } };
/** Reads that are not among the operations, and filters that those leave out. */
const reads: readonly ((executor: Executor) => Promise<unknown>)[] = [
  (executor) => findSession(executor, "cs_A"),
  (executor) => findPayment(executor, "pay_A"),
  (executor) => findPaymentByOrderNo(executor, "1"),
  (executor) => findPaymentByCallbackToken(executor, "callback-pay_A"),
  (executor) => paymentsOfSession(executor, "cs_A"),
  (executor) => paymentsOfSessions(executor, ["cs_A", "cs_a"]),
  (executor) => lastTimelineEntry(executor, "pay_A"),
  (executor) => releasePaymentQueryLease(executor, { id: "pay_A", until: 1 }),
  (executor) => listPayments(executor, { ...page, account: "a", from: 0, to: 9 }),
  (executor) => findPayout(executor, "po_A"),
  (executor) => findPayoutByCallbackToken(executor, "callback-po_A"),
  (executor) => lastPayoutTimelineEntry(executor, "po_A"),
  (executor) => listPayouts(executor, { ...page, account: "a" }),
  (executor) => listPayouts(executor, { ...page, status: "pending" }),
  (executor) => findEvent(executor, seal, "evt_A"),
  (executor) => wasToldOfSession(executor, { sessionId: "cs_A", type: "session.expired" }),
  (executor) => listEvents(executor, seal, { ...page, type: "payment.pending" }),
  (executor) => listEvents(executor, seal, { ...page, payment: "pay_A" }),
  (executor) => listEvents(executor, seal, { ...page, payout: "po_A" }),
  (executor) => findJob(executor, "sync_payment:A"),
  (executor) => nextRunAt(executor, { lane: "asking", endpointId: "" }),
];

/** The product claims from one queue at a time; only tests take jobs from all of them. */
function readsAllQueues(operation: Operation): boolean {
  const { name } = operation;
  return name === "nextRunAt" || (name === "claimJobs" && !operation.toString().includes('"queue"'));
}

/** Statements that may sort, because they find few rows. */
const maySort = [
  // What belongs to the rows of one page.
  /\bwhere "(event|session)_id" in \(/,
  // The deliveries that failed while an endpoint was disabled, when an operator enables it again.
  /"state" = 'dead'/,
];

/** Tables of a few rows, of which all are wanted: one row an account, one an endpoint. */
const smallTables = /^(accounts|endpoints)$/;

/** The database, with every statement that goes through it written down, each text once. */
function record(database: Database): {
  readonly recorded: Database;
  readonly statements: Map<string, Statement>;
} {
  const statements = new Map<string, Statement>();
  const recorder: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      const compiled = database.kysely.getExecutor().compileQuery(node, queryId);
      if (!statements.has(compiled.sql)) statements.set(compiled.sql, compiled);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const recorded: Database = {
    ...database,
    kysely: database.kysely.withPlugin(recorder),
    transaction: (work) => database.transaction((trx) => work(trx.withPlugin(recorder))),
  };
  return { recorded, statements };
}

/** Runs every operation of the repositories, several times with other inputs, and returns what went to the database. */
async function collectStatements(database: Database): Promise<readonly Statement[]> {
  const { recorded, statements } = record(database);
  const world: World = { database: recorded, leases: [] };
  await furnish(recorded.kysely);
  for (let round = 0; round < 15; round++) {
    for (const one of operations) {
      const [sample] = fc.sample(one, { numRuns: 1, seed: round });
      if (sample === undefined || readsAllQueues(sample)) continue;
      // An operation that is refused (a row that is there already) has sent its statement all the same.
      await sample.call(world, recorded.kysely).catch(() => undefined);
    }
  }
  for (const read of reads) await read(recorded.kysely);
  return [...statements.values()].filter(({ sql: text }) => /^(select|update|delete|with)\b/.test(text));
}

/** The parts of SQLite's plan that read a whole table, or sort. */
async function sqliteFaults(database: Database, statement: Statement): Promise<string[]> {
  const explain = CompiledQuery.raw(`explain query plan ${statement.sql}`, [...statement.parameters]);
  const { rows } = await database.kysely.executeQuery<{ detail: string }>(explain);
  return rows
    .map(({ detail }) => detail)
    .filter((detail) => {
      const [, table] = /^SCAN (\w+)$/.exec(detail) ?? [];
      const sorts = detail.includes("TEMP B-TREE") && !maySort.some((pattern) => pattern.test(statement.sql));
      return sorts || (table !== undefined && !smallTables.test(table));
    });
}

interface PlanNode {
  readonly "Node Type": string;
  readonly "Relation Name"?: string | undefined;
  readonly Plans?: readonly PlanNode[] | undefined;
}
const planNode: z.ZodType<PlanNode> = z.looseObject({
  "Node Type": z.string(),
  "Relation Name": z.string().optional(),
  get Plans() {
    return z.array(planNode).optional();
  },
});
const explained = z.tuple([z.object({ "QUERY PLAN": z.tuple([z.object({ Plan: planNode })]) })]);

function* nodesOf(node: PlanNode): Generator<PlanNode> {
  yield node;
  for (const child of node.Plans ?? []) yield* nodesOf(child);
}

/** The same for PostgreSQL, which scans and sorts only where no index serves, if these are as good as forbidden. */
async function postgresFaults(database: Database, statement: Statement): Promise<string[]> {
  return await database.transaction(async (trx) => {
    for (const setting of ["enable_seqscan", "enable_sort", "enable_incremental_sort", "enable_bitmapscan"]) {
      await sql`set local ${sql.raw(setting)} = off`.execute(trx);
    }
    const explain = CompiledQuery.raw(`explain (format json) ${statement.sql}`, [...statement.parameters]);
    const { rows } = await trx.executeQuery(explain);
    const [{ "QUERY PLAN": plans }] = explained.parse(rows);
    return [...nodesOf(plans[0].Plan)]
      .filter((node) => {
        const type = node["Node Type"];
        const isScan = type === "Seq Scan" && !smallTables.test(node["Relation Name"] ?? "");
        const sorts = type.endsWith("Sort") && !maySort.some((pattern) => pattern.test(statement.sql));
        return isScan || sorts;
      })
      .map((node) => `${node["Node Type"]} ${node["Relation Name"] ?? ""}`.trim());
  });
}

const faultsOf: Readonly<Record<Engine, typeof sqliteFaults>> = {
  sqlite: sqliteFaults,
  postgres: postgresFaults,
};

forEachEngine("the statements of the repositories", (openTestDatabase, engine) => {
  test("read no whole table and sort nothing", async () => {
    const database = await openTestDatabase();
    const statements = await collectStatements(database);
    expect(statements.length).toBeGreaterThan(60);
    const faulty: string[] = [];
    for (const statement of statements) {
      for (const fault of await faultsOf[engine](database, statement))
        faulty.push(`${fault}: ${statement.sql}`);
    }
    expect(faulty).toEqual([]);
  });

  test("are told apart from one that does", async () => {
    const database = await openTestDatabase();
    for (const text of [
      "select * from sessions where country = 'MX'",
      "select * from sessions order by country",
    ]) {
      expect(await faultsOf[engine](database, { sql: text, parameters: [] }), text).not.toEqual([]);
    }
  });
});
