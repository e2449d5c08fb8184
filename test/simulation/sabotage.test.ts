/**
 * The world would be worth little if everything passed in it. Here each process does one thing wrong, the way software
 * in the field does, and the invariants must notice within a few schedules.
 */
import type { KyselyPlugin } from "kysely";
import { expect, test } from "vitest";
import type { OrderReport, ProviderAdapter } from "../../bff/providers/contract.ts";
import type { ServiceContext } from "../../bff/services/context.ts";
import { firstNotice } from "./support/first-notice.ts";
import type { Sabotage } from "./world/run-schedule.ts";

/** The same processes with other adapters. */
function adapters(
  change: (adapter: ProviderAdapter, context: ServiceContext) => Partial<ProviderAdapter>,
): Sabotage {
  return {
    context: (context) => ({
      ...context,
      accounts: new Map(
        [...context.accounts].map(([id, account]) => {
          const adapter = { ...account.adapter, ...change(account.adapter, context) };
          return [id, { ...account, adapter }];
        }),
      ),
    }),
  };
}

/** The same processes, which read other rows than there are. */
function rows(change: (row: Record<string, unknown>) => Record<string, unknown>): Sabotage {
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => ({
      ...result,
      rows: result.rows.map((row) => change({ ...row })),
    }),
  };
  const falsify = (rowSets: readonly (readonly unknown[])[]) => {
    for (const row of rowSets.flat())
      if (typeof row === "object" && row !== null) Object.assign(row, change({ ...row }));
  };
  return {
    context: (context) => ({
      ...context,
      database: {
        ...context.database,
        kysely: context.database.kysely.withPlugin(plugin),
        change: ({ load, decide }) =>
          context.database.change({
            load,
            decide(rowSets) {
              falsify(rowSets);
              return decide(rowSets);
            },
          }),
      },
    }),
  };
}

function reports(change: (report: OrderReport) => OrderReport): Sabotage {
  return adapters((adapter) => ({
    async queryPayment(ref) {
      const result = await adapter.queryPayment(ref);
      return result.kind === "report" ? { ...result, report: change(result.report) } : result;
    },
    readCallback(raw) {
      const result = adapter.readCallback(raw);
      if (result.kind !== "facts") return result;
      return { ...result, facts: result.facts.map((fact) => ({ ...fact, report: change(fact.report) })) };
    },
  }));
}

const sabotages: Readonly<Record<string, { readonly done: Sabotage; readonly noticed: RegExp }>> = {
  "a time-out is called a failure": {
    done: adapters((adapter) => ({
      async createPayment(order) {
        const result = await adapter.createPayment(order);
        if (result.kind !== "unknown") return result;
        return { kind: "refused", code: "timeout", retryable: true, alarm: false };
      },
    })),
    noticed: /was called failed while its order stood/,
  },
  "a weakly signed callback counts by itself": {
    done: adapters((adapter) => ({
      readCallback(raw) {
        const result = adapter.readCallback(raw);
        if (result.kind !== "facts") return result;
        return { ...result, facts: result.facts.map((fact) => ({ ...fact, mustConfirm: false })) };
      },
    })),
    noticed: /by a callback that proves nothing/,
  },
  "amounts are not looked at": {
    done: reports((report) => ({ ...report, amountText: null, amountUntold: false })),
    noticed: /is paid \(\d+\) and|succeeded with/,
  },
  "every success is left to a person": {
    done: reports((report) => ({ ...report, currency: "XXX" })),
    noticed: /left in review/,
  },
  "nobody asks the provider": {
    done: adapters(() => ({ queryPayment: async () => ({ kind: "cannot_query" }) })),
    noticed: /is paid \(\d+\) and/,
  },
  "reversals are overheard": {
    done: adapters((adapter) => ({
      readCallback(raw) {
        const result = adapter.readCallback(raw);
        if (result.kind !== "facts") return result;
        return { ...result, facts: result.facts.filter((fact) => fact.report.status !== "reversed") };
      },
    })),
    noticed: /hides a reversal/,
  },
  "a second success is not seen to be one": {
    done: rows((row) => ("paid_payment_id" in row ? { ...row, paid_payment_id: null } : row)),
    noticed: /successes and 0 duplicates/,
  },
  "an open payment is not seen": {
    done: rows((row) => ("open_payment_id" in row ? { ...row, open_payment_id: null } : row)),
    noticed: /two open payments at once/,
  },
  "what belongs together is not written together": {
    done: {
      context: (context) => ({
        ...context,
        database: {
          ...context.database,
          async change({ load, decide }) {
            const { change } = context.database;
            const decided = await change({
              load,
              decide: (rowSets) => ({ writes: [], result: decide(rowSets) }),
            });
            for (const write of decided.writes) {
              await change({ load: [], decide: () => ({ writes: [write], result: undefined }) });
            }
            return decided.result;
          },
        },
      }),
    },
    noticed: /came into|is still|is not one chain|never ended/,
  },
  "a payout without an answer is sent again": {
    done: adapters(({ payouts }) =>
      payouts === undefined
        ? {}
        : {
            payouts: {
              ...payouts,
              async create(order) {
                const result = await payouts.create(order);
                return result.kind === "unknown" ? await payouts.create(order) : result;
              },
            },
          },
    ),
    noticed: /was created 2 times/,
  },
  "requests carry no idempotency key": {
    done: { keyless: true },
    noticed: /made two payouts|was paid out \d times|made \d sessions|answered with two ids/,
  },
  "a provider is called inside a transaction": {
    done: adapters((adapter, context) => ({
      createPayment: (order) => context.database.transaction(() => adapter.createPayment(order)),
    })),
    noticed: /called inside a transaction/,
  },
  "events have nowhere to go": {
    done: { context: (context) => ({ ...context, endpoints: [] }) },
    noticed: /was never delivered/,
  },
};

for (const [name, sabotage] of Object.entries(sabotages)) {
  test(`the simulation notices when ${name}`, async () => {
    expect(await firstNotice({ ...sabotage, switches: [] })).toMatch(sabotage.noticed);
  });
}
