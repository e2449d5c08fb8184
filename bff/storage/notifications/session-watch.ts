/**
 * Finds the sessions that changed since the last call, with few database queries for any number of sessions.
 */
import { sql } from "kysely";
import { z } from "zod";
import type { Database } from "../engine/database.ts";

export interface SessionWatch {
  /**
   * The sessions that have changed or may have changed. A session is included when it is new in the list,
   * because its watcher read it some time ago. A changed session is included in the next
   * call too, because its next change may carry the same millisecond.
   */
  findChanged(sessionIds: readonly string[]): Promise<string[]>;
}

const idsPerQuery = 500;
const dataVersion = z.tuple([z.object({ data_version: z.number() })]);

interface Seen {
  readonly version: string;
  readonly again: boolean;
}

export function createSessionWatch(database: Database): SessionWatch {
  let seen = new Map<string, Seen>();
  let lastDataVersion = -1;

  /**
   * SQLite's data_version changes with each commit of another connection. While it stays the same, no other
   * process has changed anything.
   */
  async function isFileChanged(): Promise<boolean> {
    const { rows } = await sql`pragma data_version`.execute(database.kysely);
    const [{ data_version }] = dataVersion.parse(rows);
    const changed = data_version !== lastDataVersion;
    lastDataVersion = data_version;
    return changed;
  }

  async function readVersions(sessionIds: readonly string[]): Promise<Map<string, string>> {
    const sessions = await database.kysely
      .selectFrom("sessions")
      .select(["id", "updated_at", "status"])
      .where("id", "in", sessionIds)
      .execute();
    const payments = await database.kysely
      .selectFrom("payments")
      .select((eb) => ["session_id", eb.fn.max("updated_at").as("updated_at"), eb.fn.countAll().as("count")])
      .where("session_id", "in", sessionIds)
      .groupBy("session_id")
      .execute();
    const ofPayments = new Map(payments.map((row) => [row.session_id, `${row.updated_at} ${row.count}`]));
    return new Map(
      sessions.map((row) => [row.id, `${row.status} ${row.updated_at} ${ofPayments.get(row.id) ?? ""}`]),
    );
  }

  return {
    async findChanged(sessionIds) {
      if (sessionIds.length === 0) return [];
      const isNew = sessionIds.some((id) => !seen.has(id));
      const repeats = [...seen.values()].some((state) => state.again);
      if (database.engine === "sqlite" && !(await isFileChanged()) && !isNew && !repeats) return [];
      const now = new Map<string, Seen>();
      const changed: string[] = [];
      for (let start = 0; start < sessionIds.length; start += idsPerQuery) {
        const versions = await readVersions(sessionIds.slice(start, start + idsPerQuery));
        for (const [id, version] of versions) {
          const before = seen.get(id);
          const differs = before?.version !== version;
          if (differs || before?.again === true) changed.push(id);
          now.set(id, { version, again: differs });
        }
      }
      seen = now;
      return changed;
    },
  };
}
