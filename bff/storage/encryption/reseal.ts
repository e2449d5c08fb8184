/** Seals everything anew under the key that seals now (`keys rotate`). */
import type { Database } from "../engine/database.ts";
import { type ResealableColumn, resealableColumns } from "./resealable-columns.ts";
import { type Seal, SealError, sealedPrefix } from "./seal.ts";
import { type SealedColumn, sealedContext } from "./sealed-columns.ts";

/** Rows in one transaction: others wait for it no longer than for any other change. */
const rowsPerBatch = 50;
/** Each pass finds what a process has sealed under an older key during the one before. */
const mostPasses = 10;

export interface ResealCount {
  readonly column: SealedColumn;
  readonly resealed: number;
  /** Texts that do not open under any key that is there. They stay as they are. */
  readonly unreadable: number;
}

/**
 * Runs beside working processes and may be broken off at any time: another run goes on from there.
 *
 * @param seal of a process that has an encryption key.
 */
export async function resealAll(database: Database, seal: Seal): Promise<readonly ResealCount[]> {
  const { keyId } = seal;
  if (keyId === null) throw new Error("without an encryption key there is nothing to seal under");
  const counts: ResealCount[] = [];
  for (const resealable of resealableColumns) {
    counts.push(await resealColumn({ database, seal, prefix: sealedPrefix(keyId) }, resealable));
  }
  return counts;
}

interface Resealing {
  readonly database: Database;
  readonly seal: Seal;
  readonly prefix: string;
}

async function resealColumn(resealing: Resealing, resealable: ResealableColumn): Promise<ResealCount> {
  let resealed = 0;
  for (let pass = 1; ; pass++) {
    const found = await passOver(resealing, resealable);
    resealed += found.resealed;
    if (found.resealed + found.missed === 0 || pass === mostPasses) {
      return { column: resealable.column, resealed, unreadable: found.unreadable + found.missed };
    }
  }
}

interface Pass {
  readonly resealed: number;
  /** Changed by another process at the same moment. */
  readonly missed: number;
  readonly unreadable: number;
}

async function passOver(resealing: Resealing, resealable: ResealableColumn): Promise<Pass> {
  const { database, prefix } = resealing;
  let pass: Pass = { resealed: 0, missed: 0, unreadable: 0 };
  for (let after = ""; ; ) {
    const rows = await resealable.list(database.kysely, { prefix, after, limit: rowsPerBatch });
    const last = rows.at(-1);
    if (last === undefined) return pass;
    const exchanges = rows.flatMap(({ id, sealed }) =>
      exchangeOf(resealing, resealable.column, { id, sealed }),
    );
    const resealed = await database.transaction(async (trx) => {
      let changed = 0;
      for (const exchange of exchanges) changed += await resealable.exchange(trx, exchange);
      return changed;
    });
    pass = {
      resealed: pass.resealed + resealed,
      missed: pass.missed + exchanges.length - resealed,
      unreadable: pass.unreadable + rows.length - exchanges.length,
    };
    after = last.id;
  }
}

function exchangeOf(
  { seal }: Resealing,
  column: SealedColumn,
  { id, sealed }: { readonly id: string; readonly sealed: string | null },
) {
  if (sealed === null) return [];
  const context = sealedContext(column, id);
  try {
    return [{ id, from: sealed, to: seal.seal(seal.open(sealed, context), context) }];
  } catch (error) {
    if (error instanceof SealError) return [];
    throw error;
  }
}
