/**
 * One pass of retention: erases the personal data of what ended `personalDataDays` ago, removes exchanges that are older
 * than `exchangesDays`, then archives and removes what ended `finishedDays` ago. One process at a time does it, in small
 * transactions.
 *
 * Source: docs/privacy.md#how-long
 */
import { toIsoTime } from "../../core/clock.ts";
import { dayMs } from "../../core/days.ts";
import { forgetOldPages } from "../../storage/engine/forget-old-pages.ts";
import { writeAll } from "../../storage/engine/write-all.ts";
import {
  listRetained,
  type RetainedRow,
  rowsPerPage,
  type Subject,
  setRetainedFrom,
} from "../../storage/repositories/erasure.ts";
import { removeOldExchanges } from "../../storage/repositories/exchanges.ts";
import { listLoose, removeLoose } from "../../storage/repositories/loose-rows.ts";
import { rowsPerRemoval } from "../../storage/repositories/removal.ts";
import {
  keepUpkeep,
  releaseUpkeep,
  takeUpkeep,
  type UpkeepLease,
} from "../../storage/repositories/upkeep.ts";
import type { ServiceContext } from "../context.ts";
import { fieldOfId } from "../process/log-fields.ts";
import { isUnreadable } from "../rows/readable-fields.ts";
import { appendToArchive } from "./archive.ts";
import { eraseSubject } from "./erase-subject.ts";
import { archiveLine, findRemovable, type Removable, removeOne } from "./remove-subject.ts";

const subjects = ["sessions", "payouts"] as const;
const beforeAll: RetainedRow = { id: "", retained_from: -1 };

export interface RetentionPass {
  readonly erased: number;
  readonly removed: number;
}

interface Run {
  readonly context: ServiceContext;
  readonly isStopped: () => boolean;
  lease: UpkeepLease;
}

/** Thrown when the process stops, or has lost the lease. */
class PassEnded extends Error {
  override readonly name = "PassEnded";
}

/** @returns null when another process does it. */
export async function keepRetention(
  context: ServiceContext,
  isStopped: () => boolean = () => false,
): Promise<RetentionPass | null> {
  const { kysely } = context.database;
  const lease = await takeUpkeep(kysely, { id: "retention", now: context.clock.now() });
  if (lease === undefined) return null;
  const run: Run = { context, isStopped, lease };
  const pass = { erased: 0, removed: 0 };
  try {
    for (const subject of subjects) pass.erased += await eraseDue(run, subject);
    const exchanges = await removeExchanges(run);
    if (pass.erased + exchanges > 0) await forgetOldPages(context.database);
    for (const subject of subjects) pass.removed += await removeDue(run, subject);
    pass.removed += await removeLooseRows(run);
  } catch (error) {
    if (!(error instanceof PassEnded)) throw error;
  } finally {
    await releaseUpkeep(kysely, run.lease);
  }
  const { erased, removed } = pass;
  if (erased > 0) context.logger.info({ count: erased }, "retention erased personal data");
  if (removed > 0) context.logger.info({ count: removed }, "retention removed what ended long ago");
  return pass;
}

async function goOn(run: Run): Promise<void> {
  if (run.isStopped()) throw new PassEnded();
  const { database, clock } = run.context;
  const lease = await keepUpkeep(database.kysely, run.lease, clock.now());
  if (lease === undefined) throw new PassEnded();
  run.lease = lease;
}

/** What is removed is erased before, so the shorter time counts. */
function erasedBefore({ config, clock }: ServiceContext): number {
  const { personalDataDays, finishedDays } = config.retention;
  return clock.now() - Math.min(personalDataDays, finishedDays) * dayMs;
}

async function eraseDue(run: Run, subject: Subject): Promise<number> {
  const { context } = run;
  const now = context.clock.now();
  const due = erasedBefore(context);
  const wanted = await eachRetained(run, { subject, erasure: "wanted", before: now + 1 }, async ({ id }) => {
    const { kind } = await eraseSubject(context, subject, { id, endedBefore: now + 1 });
    return kind === "erased";
  });
  const old = await eachRetained(run, { subject, erasure: "kept", before: due }, async ({ id }) => {
    const result = await eraseSubject(context, subject, { id, endedBefore: due });
    if (result.kind === "too_early")
      await setRetainedFrom(context.database.kysely, subject, { id, retained_from: result.endedAt });
    // It is looked at again tomorrow.
    if (result.kind === "kept")
      await setRetainedFrom(context.database.kysely, subject, { id, retained_from: due + dayMs });
    return result.kind === "erased";
  });
  return wanted + old;
}

/** @returns how many `work` answered true for. */
async function eachRetained(
  run: Run,
  of: { readonly subject: Subject; readonly erasure: "kept" | "wanted"; readonly before: number },
  work: (row: RetainedRow) => Promise<boolean>,
): Promise<number> {
  let count = 0;
  for (let after = beforeAll; ; ) {
    const rows = await listRetained(run.context.database.kysely, { ...of, after });
    for (const row of rows) if ((await unlessUnreadable(run, row.id, () => work(row))) === true) count++;
    const last = rows.at(-1);
    if (last === undefined || rows.length < rowsPerPage) return count;
    after = last;
    await goOn(run);
  }
}

/** One row that this process cannot read must not keep all others. @returns undefined for such a row. */
async function unlessUnreadable<T>(
  { context }: Run,
  id: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    context.logger.error({ ...fieldOfId(id), err: error }, "retention left out what could not be read");
    return undefined;
  }
}

async function removeDue(run: Run, subject: Subject): Promise<number> {
  const { context } = run;
  const { database, config, clock } = context;
  const before = clock.now() - config.retention.finishedDays * dayMs;
  let count = 0;
  for (let after = beforeAll; ; ) {
    const rows = await listRetained(database.kysely, { subject, erasure: "erased", before, after });
    const removable: Removable[] = [];
    for (const { id } of rows) {
      const found = await findRemovable(context, subject, id);
      if (found !== undefined && found.endedAt < before) removable.push(found);
      // Money that came late has opened it again, or it is watched anew.
      else {
        const retained_from = found?.endedAt ?? before + dayMs;
        await setRetainedFrom(database.kysely, subject, { id, retained_from });
      }
    }
    const archived = await archive(run, subject, removable);
    for (const each of archived) if (await removeOne(context, subject, each)) count++;
    const last = rows.at(-1);
    if (last === undefined || rows.length < rowsPerPage) return count;
    after = last;
    await goOn(run);
  }
}

/** @returns what may be removed now. */
async function archive(
  run: Run,
  subject: Subject,
  removable: readonly Removable[],
): Promise<readonly Removable[]> {
  const { context } = run;
  const folder = context.config.retention.archive;
  if (folder === null) return removable;
  const archived: { readonly each: Removable; readonly line: unknown }[] = [];
  for (const each of removable) {
    const line = await unlessUnreadable(run, each.id, () => archiveLine(context, subject, each.id));
    if (line !== undefined) archived.push({ each, line });
  }
  await appendToArchive(
    folder,
    archived.map(({ line }) => line),
    context.clock.now(),
  );
  return archived.map(({ each }) => each);
}

/** They go by their age alone, in no archive. */
async function removeExchanges(run: Run): Promise<number> {
  const { database, config, clock } = run.context;
  const before = clock.now() - config.retention.exchangesDays * dayMs;
  let count = 0;
  for (;;) {
    const removed = await removeOldExchanges(database.kysely, { before, limit: rowsPerRemoval });
    count += removed;
    if (removed < rowsPerRemoval) return count;
    await goOn(run);
  }
}

async function removeLooseRows(run: Run): Promise<number> {
  const { database, config, clock } = run.context;
  const at = clock.now() - config.retention.finishedDays * dayMs;
  let count = 0;
  for (;;) {
    const rows = await listLoose(database, { at, day: toIsoTime(at).slice(0, 10) });
    if (rows.length === 0) return count;
    if (config.retention.archive !== null) {
      const lines = rows.map(({ object, values }) => ({ object, ...values }));
      await appendToArchive(config.retention.archive, lines, clock.now());
    }
    await writeAll(database, rows.flatMap(removeLoose));
    count += rows.length;
    await goOn(run);
  }
}
