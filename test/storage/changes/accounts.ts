/** Statements on a small table, for tests of the properties that all statements share. */
import type { Selectable } from "kysely";
import type { Database } from "../../../bff/storage/engine/database.ts";
import {
  defineQuery,
  defineStatement,
  everyColumn,
  gate,
  pick,
} from "../../../bff/storage/engine/statements.ts";
import type { AccountTable } from "../../../bff/storage/schema.ts";

export type AccountRow = Selectable<AccountTable>;

const accountColumns = everyColumn<AccountRow>({ id: true, last_success_at: true });

export const findAccount = defineQuery("find account", (db, { id }: { id: string }) =>
  db.selectFrom("accounts").selectAll().where("id", "=", id).limit(1),
);

export const listAccounts = defineQuery("list accounts", (db, _values: object) =>
  db.selectFrom("accounts").selectAll().orderBy("id"),
);

export const insertAccount = defineStatement("insert account", (db, row: AccountRow) =>
  db.insertInto("accounts").values(pick(row, accountColumns)),
);

/** Changes nothing when the account is no longer as it was loaded. */
export const moveAccount = defineStatement("move account", (db, row: AccountRow & { loaded: number }) =>
  db
    .updateTable("accounts")
    .set(pick(row, ["last_success_at"]))
    .where("id", "=", row.id)
    .where("last_success_at", "=", row.loaded),
);

export const moveAllAccounts = defineStatement("move all accounts", (db, row: { last_success_at: number }) =>
  db.updateTable("accounts").set(pick(row, ["last_success_at"])),
);

/** No engine takes it. */
export const breakAccount = defineStatement("break account", (db, { id }: { id: string }) =>
  db
    .updateTable("accounts")
    .set((eb) => ({ id: eb.fn<string>("nullif", ["id", "id"]) }))
    .where("id", "=", id),
);

export async function accountsIn(database: Database): Promise<AccountRow[]> {
  return (await database.read(listAccounts({}))).map((row) => ({ ...row }));
}

/** Adds one to an account, unless another change has changed it since the load. */
export async function increment(
  database: Database,
  id: string,
  onDecide: () => void = () => undefined,
): Promise<number> {
  return await database.change({
    load: [findAccount({ id })],
    decide([[account]]) {
      onDecide();
      const loaded = account?.last_success_at ?? 0;
      const next = loaded + 1;
      return { writes: [gate(moveAccount({ id, loaded, last_success_at: next }))], result: next };
    },
  });
}
