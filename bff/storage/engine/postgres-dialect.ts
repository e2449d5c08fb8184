/** Kysely, and our runner for changes, on one pool of PostgreSQL connections. */
import { type Kysely, type MigrationLockOptions, PostgresAdapter, PostgresDialect, sql } from "kysely";
import type { OpenedEngine } from "./change.ts";
import type { StorageLogger } from "./database.ts";
import { createPostgresChanges } from "./postgres-changes.ts";
import { createGuardedPool, poolForKysely } from "./postgres-pool.ts";
import type { TransactionScope } from "./transaction-scope.ts";

export interface PostgresOptions {
  readonly url: string;
  readonly scope: TransactionScope;
  readonly poolSize: number;
  readonly answerTimeoutMs: number;
  readonly namedStatements: boolean;
  readonly logger: StorageLogger | undefined;
}

/** Connects at the first use. */
export function openPostgres(options: PostgresOptions): OpenedEngine {
  const { scope, namedStatements } = options;
  const pool = createGuardedPool(options);
  const dialect = new PostgresDialect({ pool: poolForKysely(pool, scope) });
  const changes = createPostgresChanges({ pool, scope, namedStatements });
  return {
    dialect: {
      createAdapter: () => new RowLockPostgresAdapter(),
      createDriver: () => dialect.createDriver(),
      createIntrospector: (kysely) => dialect.createIntrospector(kysely),
      createQueryCompiler: () => dialect.createQueryCompiler(),
    },
    changes,
    poolUse: pool.use,
    async close() {
      await changes.close();
      await pool.end();
    },
  };
}

/** How long a migration waits for a lock, in milliseconds. */
export const migrationLocks = {
  /** For another process that migrates: it may have large tables before it. */
  othersMs: 60 * 60 * 1_000,
  /** For a table. Whoever needs the table meanwhile waits behind the migration. */
  tableMs: 60 * 1_000,
};

/**
 * Kysely's adapter takes an advisory lock. This one locks the row that Migrator keeps for that purpose, in the
 * transaction of migrator.ts.
 */
class RowLockPostgresAdapter extends PostgresAdapter {
  override async acquireMigrationLock(kysely: Kysely<unknown>, options: MigrationLockOptions): Promise<void> {
    const { lockTable, lockRowId } = options;
    await sql`select id from ${sql.id(lockTable)} where id = ${lockRowId} for update`.execute(kysely);
    await sql`select set_config('lock_timeout', ${String(migrationLocks.tableMs)}, true)`.execute(kysely);
  }
  override async releaseMigrationLock(): Promise<void> {
    // The end of the transaction releases it.
  }
}
