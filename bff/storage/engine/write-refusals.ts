/** Whether the database takes no writes at all right now, and why, in words for the log. */
import { codeOf } from "../../core/error-properties.ts";
import { sqliteCode } from "./database-errors.ts";

/** SQLite's primary result codes. */
const sqliteReasons: Readonly<Record<number, string>> = {
  8: "database is read-only",
  10: "disk refuses to be read or written",
  13: "database is full",
};
const postgresReasons: ReadonlyMap<string, string> = new Map([
  ["25006", "database is read-only"],
  ["53100", "database is full"],
  ["58030", "disk refuses to be read or written"],
]);

/** @returns undefined for an error that says nothing about other writes. */
export function refusalReason(error: unknown): string | undefined {
  const sqlite = sqliteCode(error);
  if (sqlite !== undefined) return sqliteReasons[sqlite];
  return postgresReasons.get(codeOf(error) ?? "");
}

/** A write that the database refused. */
export interface WriteRefusal {
  readonly reason: string;
  /** Monotonic ms. */
  readonly atMs: number;
}

export interface RefusalWatch {
  /** Passes on what the work does, and remembers a refusal. */
  watch<T>(work: Promise<T>): Promise<T>;
  /** The last refusal, however long ago. */
  last(): WriteRefusal | undefined;
}

export function watchRefusals(): RefusalWatch {
  let last: WriteRefusal | undefined;
  return {
    async watch(work) {
      try {
        return await work;
      } catch (error) {
        const reason = refusalReason(error);
        if (reason !== undefined) last = { reason, atMs: performance.now() };
        throw error;
      }
    },
    last: () => last,
  };
}
