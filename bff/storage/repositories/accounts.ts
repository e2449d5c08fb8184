/** The stored state of a provider account: when it last answered successfully. */
import type { Executor } from "../engine/database.ts";

/** A finer resolution would make every success of a busy account wait for the one before it. */
const resolutionMs = 1_000;

/** Do not call it inside a payment's transaction: all payments of the account share the row. */
export async function recordAccountSuccess(
  executor: Executor,
  success: { readonly accountId: string; readonly at: number },
): Promise<void> {
  const { accountId, at } = success;
  const known = await executor
    .selectFrom("accounts")
    .select("last_success_at")
    .where("id", "=", accountId)
    .executeTakeFirst();
  if (typeof known?.last_success_at === "number" && known.last_success_at > at - resolutionMs) return;
  await executor
    .insertInto("accounts")
    .values({ id: accountId, last_success_at: at })
    .onConflict((conflict) =>
      conflict
        .column("id")
        .doUpdateSet({ last_success_at: at })
        .where((eb) =>
          eb.or([eb("accounts.last_success_at", "is", null), eb("accounts.last_success_at", "<", at)]),
        ),
    )
    .execute();
}

/** Epoch ms by account id, to the second. Accounts that never answered successfully are missing. */
export async function accountSuccesses(executor: Executor): Promise<ReadonlyMap<string, number>> {
  const rows = await executor.selectFrom("accounts").selectAll().execute();
  return new Map(
    rows.flatMap(({ id, last_success_at }) =>
      last_success_at === null ? [] : [[id, last_success_at] as const],
    ),
  );
}
