/**
 * Races that were once mended by hand. Each is put back in, and the world must lead the software into it: callbacks,
 * queries, cancels, expiries and redeliveries that overlap.
 */
import { AndNode, type KyselyPlugin, TableNode, UpdateQueryNode, WhereNode } from "kysely";
import { expect, test } from "vitest";
import type { ServiceContext } from "../../bff/services/context.ts";
import type { Decision } from "../../bff/storage/engine/change.ts";
import type { Database } from "../../bff/storage/engine/database.ts";
import { defineStatement, type Write } from "../../bff/storage/engine/statements.ts";
import { firstNotice, type Noticed } from "./support/first-notice.ts";
import type { Sabotage } from "./world/world.ts";

/** The same processes, which decide otherwise. */
function decisions(
  change: (
    decide: (rowSets: readonly (readonly unknown[])[]) => Decision<unknown>,
    rowSets: readonly (readonly unknown[])[],
    context: ServiceContext,
  ) => void,
): Sabotage {
  return {
    context: (context) => ({
      ...context,
      database: {
        ...context.database,
        change: ({ load, decide }) =>
          context.database.change({
            load,
            decide(rowSets) {
              change(() => decide(rowSets), rowSets, context);
              return decide(rowSets);
            },
          }),
      },
    }),
  };
}

/** The same processes, which write something else. */
function writes(change: (write: Write) => Write): Sabotage {
  return {
    context: (context) => ({
      ...context,
      database: {
        ...context.database,
        change: ({ load, decide }) =>
          context.database.change({
            load,
            decide(rowSets) {
              const { writes, result } = decide(rowSets);
              return { writes: writes.map(change), result };
            },
          }),
      },
    }),
  };
}

function setInAll(rowSets: readonly (readonly unknown[])[], column: string, value: unknown): void {
  for (const row of rowSets.flat()) {
    if (typeof row === "object" && row !== null && column in row) Object.assign(row, { [column]: value });
  }
}

/** How a payout stood when its query began is not remembered, so no answer about it is ever too old. */
const answersNeverTooOld: Sabotage = {
  context: (context) => {
    const change: Database["change"] = async (asked) => {
      const result = await context.database.change(asked);
      const isLock = typeof result === "object" && result !== null && "kind" in result && "row" in result;
      if (isLock) setInAll([[result.row]], "status", "succeeded");
      return result;
    };
    return { ...context, database: { ...context.database, change } };
  },
};

const absentMs = 15 * 60_000;
const absenceBelievedDespiteCallback = decisions((_decide, rowSets, context) => {
  for (const row of rowSets.flat()) {
    if (typeof row !== "object" || row === null || !("absent_since" in row)) continue;
    const since = row.absent_since;
    if (typeof since === "number" && context.clock.now() - since >= absentMs)
      setInAll([[row]], "confirm_pending", 0);
  }
});

const timeOverDecidesAtOnce = decisions((decide, rowSets) => {
  const isPutOff = decide(rowSets).writes.some((write) =>
    write.parameters("sqlite").some((value) => String(value).includes("what was reported is not confirmed")),
  );
  if (isPutOff) setInAll(rowSets, "watch_until", 0);
});

/** `… and locked_until = …` is left out where an answer is stored with its key. */
const anybodyCompletesKeys: KyselyPlugin = {
  transformQuery({ node }) {
    if (!UpdateQueryNode.is(node) || node.table === undefined || !TableNode.is(node.table)) return node;
    const completes =
      node.updates?.some((update) => JSON.stringify(update.value).includes('"done"')) === true;
    const where = node.where?.where;
    const isKeys = node.table.table.identifier.name === "idempotency_keys";
    if (!isKeys || !completes || where === undefined || !AndNode.is(where)) return node;
    return { ...node, where: WhereNode.create(where.left) };
  },
  transformResult: async ({ result }) => result,
};

const markDelivered = defineStatement("mark delivered whatever it is", (db, { id }: { id: string }) =>
  db.updateTable("deliveries").set({ state: "delivered" }).where("id", "=", id),
);
const lostSuccessIsDelivered = writes((write) => {
  if (write.statement.name !== "mark dead delivery as delivered") return write;
  const id = write.parameters("sqlite").find((value) => String(value).includes("evt_"));
  return markDelivered({ id: String(id) });
});

const races: Readonly<Record<string, Noticed>> = {
  "an answer counts that is older than a callback": {
    done: answersNeverTooOld,
    switches: ["overtakingCallbacks"],
    noticed: /is said to be reversed and never was/,
    // In most schedules no payout is answered for while its callback overtakes the answer.
    firstSeed: 151,
  },
  "no such order counts although a callback says paid": {
    done: absenceBelievedDespiteCallback,
    switches: ["laggingBooks"],
    firstSeed: 48,
    noticed: /became failed after a callback had told/,
  },
  "a key is completed by whoever is ready first": {
    done: {
      context: (context) => ({
        ...context,
        database: { ...context.database, kysely: context.database.kysely.withPlugin(anybodyCompletesKeys) },
      }),
    },
    switches: ["keyedRequests"],
    noticed: /was repeated as|with two answers|was answered/,
    // In most schedules no two requests of one key overlap just so.
    firstSeed: 284,
    mostSchedules: 200,
  },
  "a payment's time is over while a callback waits for its query": {
    done: timeOverDecidesAtOnce,
    switches: ["moneyAtTheExpiry"],
    firstSeed: 4,
    noticed: /went into review though nothing/,
    mostSchedules: 200,
  },
  "a success that lost its lease ends a redelivery": {
    done: lostSuccessIsDelivered,
    switches: ["askedAgain"],
    firstSeed: 10,
    noticed: /was asked for again and did not come/,
  },
};

for (const [name, race] of Object.entries(races)) {
  test(`the simulation notices when ${name}`, async () => {
    expect(await firstNotice(race)).toMatch(race.noticed);
  });
}
