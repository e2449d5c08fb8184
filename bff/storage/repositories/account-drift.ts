/** What came from providers that their documentation does not have: few rows an account. */
import { utcDay } from "../../core/days.ts";
import type { Decision } from "../engine/change.ts";
import type { Database, Executor } from "../engine/database.ts";
import { defineQuery, defineStatement, everyColumn, gate, pick } from "../engine/statements.ts";
import type { AccountDriftTable } from "../schema/account-drift.ts";

export type AccountDriftRow = Readonly<AccountDriftTable>;

/** Of one account. A provider that makes names up must not fill the database. */
const mostKept = 200;

const columns = everyColumn<AccountDriftRow>({
  account_id: true,
  kind: true,
  name: true,
  first_seen_at: true,
  last_seen_at: true,
});

export const driftOfAccount = defineQuery<{ accountId: string }, AccountDriftRow>(
  "drift of account",
  (db, { accountId }) =>
    db
      .selectFrom("account_drift")
      .selectAll()
      .where("account_id", "=", accountId)
      .orderBy("kind")
      .orderBy("name"),
);

export const insertDrift = defineStatement("insert drift", (db, row: AccountDriftRow) =>
  db.insertInto("account_drift").values(pick(row, columns)),
);

/** A gate: misses when another process has seen it meanwhile. */
export const seeDriftAgain = defineStatement(
  "see drift again",
  (db, row: Omit<AccountDriftRow, "first_seen_at"> & { readonly at: number }) =>
    db
      .updateTable("account_drift")
      .set({ last_seen_at: row.at })
      .where("account_id", "=", row.account_id)
      .where("kind", "=", row.kind)
      .where("name", "=", row.name)
      .where("last_seen_at", "=", row.last_seen_at),
);

/** @returns true when nobody has noted it on that day. */
export async function noteAccountDrift(
  database: Pick<Database, "change">,
  found: { readonly accountId: string; readonly kind: string; readonly name: string; readonly at: number },
): Promise<boolean> {
  const { accountId, kind, name, at } = found;
  return await database.change({
    load: [driftOfAccount({ accountId })],
    decide([rows]): Decision<boolean> {
      const known = rows.find((row) => row.kind === kind && row.name === name);
      if (known !== undefined) {
        if (utcDay(known.last_seen_at) === utcDay(at)) return { writes: [], result: false };
        return { writes: [gate(seeDriftAgain({ ...known, at }))], result: true };
      }
      if (rows.length >= mostKept) return { writes: [], result: false };
      const row = { account_id: accountId, kind, name, first_seen_at: at, last_seen_at: at };
      return { writes: [insertDrift(row)], result: true };
    },
  });
}

/** Of all accounts, what was seen since then. */
export async function listDrift(
  executor: Executor,
  { since }: { readonly since: number },
): Promise<readonly AccountDriftRow[]> {
  return await executor
    .selectFrom("account_drift")
    .selectAll()
    .where("last_seen_at", ">=", since)
    .orderBy("account_id")
    .orderBy("kind")
    .orderBy("name")
    .execute();
}

export async function purgeDrift(executor: Executor, { before }: { readonly before: number }): Promise<void> {
  await executor.deleteFrom("account_drift").where("last_seen_at", "<", before).execute();
}
