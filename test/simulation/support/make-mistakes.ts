/** Ways to have every process of a world do one thing wrong: with other adapters, other rows, other writes. */
import type { KyselyPlugin } from "kysely";
import type {
  CallbackFact,
  CallbackResult,
  OrderReport,
  PayoutSide,
  ProviderAdapter,
  QueryResult,
  RawCallback,
} from "../../../bff/providers/contract.ts";
import type { ProviderAccount, ServiceContext } from "../../../bff/services/context.ts";
import type { Database } from "../../../bff/storage/engine/database.ts";
import type { Write } from "../../../bff/storage/engine/statements.ts";
import type { Sabotage } from "../world/world.ts";

export type Row = Readonly<Record<string, unknown>>;
type ChangeRow = (row: Row) => Row;
type RowSets = readonly (readonly unknown[])[];

/** The same processes with something else in their context. */
export function processes(change: (context: ServiceContext) => Partial<ServiceContext>): Sabotage {
  return { context: (context) => ({ ...context, ...change(context) }) };
}

/** The same account with another adapter. What another contract does to its identity stays so. */
export function withAdapter(account: ProviderAccount, change: Partial<ProviderAdapter>): ProviderAccount {
  return {
    ...account,
    get identity() {
      return account.identity;
    },
    adapter: { ...account.adapter, ...change },
  };
}

/** The same processes with other adapters. */
export function adapters(
  change: (adapter: ProviderAdapter, context: ServiceContext) => Partial<ProviderAdapter>,
): Sabotage {
  return processes((context) => ({
    accounts: new Map(
      [...context.accounts].map(([id, account]) => [
        id,
        withAdapter(account, change(account.adapter, context)),
      ]),
    ),
  }));
}

/** The same processes with another way to pay out. */
export function payoutSides(change: (side: PayoutSide) => Partial<PayoutSide>): Sabotage {
  return adapters(({ payouts }) =>
    payouts === undefined ? {} : { payouts: { ...payouts, ...change(payouts) } },
  );
}

type Subject = "payment" | "payout";

/** What is made of the answers to queries. */
export function answers(
  change: (result: QueryResult) => QueryResult,
  subjects: readonly Subject[] = ["payment", "payout"],
): Sabotage {
  return adapters(({ queryPayment, payouts }) => ({
    ...(subjects.includes("payment") ? { queryPayment: async (ref) => change(await queryPayment(ref)) } : {}),
    ...(payouts === undefined || !subjects.includes("payout")
      ? {}
      : { payouts: { ...payouts, query: async (ref) => change(await payouts.query(ref)) } }),
  }));
}

/** What is made of callbacks. */
export function callbacks(
  change: (result: CallbackResult, raw: RawCallback, context: ServiceContext) => CallbackResult,
  subjects: readonly Subject[] = ["payment", "payout"],
): Sabotage {
  return adapters(({ readCallback, payouts }, context) => ({
    ...(subjects.includes("payment")
      ? { readCallback: (raw) => change(readCallback(raw), raw, context) }
      : {}),
    ...(payouts === undefined || !subjects.includes("payout")
      ? {}
      : {
          payouts: { ...payouts, readCallback: (raw) => change(payouts.readCallback(raw), raw, context) },
        }),
  }));
}

/** What is made of each fact that a callback tells; null leaves it out. */
export function toldFacts(
  change: (fact: CallbackFact) => CallbackFact | null,
  subjects?: readonly Subject[],
): Sabotage {
  return callbacks((result) => {
    if (result.kind !== "facts") return result;
    return { ...result, facts: result.facts.flatMap((fact) => change(fact) ?? []) };
  }, subjects);
}

/** What is made of each report, by callback or by query. */
export function reports(
  change: (report: OrderReport) => OrderReport,
  subjects?: readonly Subject[],
): Sabotage {
  return both(
    answers(
      (result) => (result.kind === "report" ? { ...result, report: change(result.report) } : result),
      subjects,
    ),
    toldFacts((fact) => ({ ...fact, report: change(fact.report) }), subjects),
  );
}

/** One mistake that shows in two places. */
export function both(one: Sabotage, other: Sabotage): Sabotage {
  return {
    context: (context) => {
      const changed = one.context?.(context) ?? context;
      return other.context?.(changed) ?? changed;
    },
  };
}

function falsify(rowSets: RowSets, change: ChangeRow): void {
  for (const row of rowSets.flat()) {
    if (isRow(row)) Object.assign(row, change({ ...row }));
  }
}

const isRow = (row: unknown): row is Row => typeof row === "object" && row !== null;

function databases(change: (database: Database, context: ServiceContext) => Partial<Database>): Sabotage {
  return processes((context) => ({
    database: { ...context.database, ...change(context.database, context) },
  }));
}

/** The same processes, which read other rows than there are, but for those that a decision is made on. */
export function readRows(change: ChangeRow): Sabotage {
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => ({
      ...result,
      rows: result.rows.map((row) => change({ ...row })),
    }),
  };
  return databases(({ kysely, read, readAll }) => ({
    kysely: kysely.withPlugin(plugin),
    async read(query) {
      const rows = await read(query);
      falsify([rows], change);
      return rows;
    },
    async readAll(queries) {
      const rowSets = await readAll(queries);
      falsify(rowSets, change);
      return rowSets;
    },
  }));
}

/** The same processes, which decide on other rows than there are. */
export function heldRows(change: (row: Row, context: ServiceContext) => Row): Sabotage {
  return databases((database, context) => ({
    change: ({ load, known, decide }) =>
      database.change({
        load,
        known,
        decide(rowSets) {
          falsify(rowSets, (row) => change(row, context));
          return decide(rowSets);
        },
      }),
  }));
}

/** The same processes, which see other rows than there are. */
export function rows(change: ChangeRow): Sabotage {
  return both(readRows(change), heldRows(change));
}

/** The same processes, which write something else. */
export function writes(change: (writes: readonly Write[], rowSets: RowSets) => readonly Write[]): Sabotage {
  return databases((database) => ({
    change: ({ load, known, decide }) =>
      database.change({
        load,
        known,
        decide(rowSets) {
          const decision = decide(rowSets);
          return { ...decision, writes: change(decision.writes, rowSets) };
        },
      }),
  }));
}

/** The decision on other rows than there are, where it comes to what is looked for. */
export function whereItComesTo(change: ChangeRow, isLookedFor: (write: Write) => boolean): Sabotage {
  return databases((database) => ({
    change: ({ load, known, decide }) =>
      database.change({
        load,
        known,
        decide(rowSets) {
          const others = structuredClone(rowSets);
          falsify(others, change);
          const decision = decide(others);
          return decision.writes.some(isLookedFor) ? decision : decide(rowSets);
        },
      }),
  }));
}

/** True for a write to that table in which that word is a value. */
export function writesWord(table: string, word: string): (write: Write) => boolean {
  return (write) =>
    write.statement.sql("sqlite").includes(`"${table}"`) && write.parameters("sqlite").includes(word);
}

/** True for a new row of that table. */
export function inserts(table: string): (write: Write) => boolean {
  return (write) => write.statement.sql("sqlite").startsWith(`insert into "${table}"`);
}

/** Events of that type are left out, with their deliveries. */
export function untold(type: string): Sabotage {
  return writes((all) => {
    const left = all
      .filter(writesWord("events", type))
      .flatMap((write) => write.parameters("sqlite").filter((value) => String(value).startsWith("evt_")));
    return all.filter((write) =>
      write.parameters("sqlite").every((value) => left.every((id) => !String(value).includes(String(id)))),
    );
  });
}
