/**
 * Finds the sessions that have changed since their watchers read them, with few database queries for any number of
 * sessions. The version of a session grows with every change of it or of its payments.
 */
import { sql } from "kysely";
import { z } from "zod";
import type { Database } from "../engine/database.ts";

/** What is known of a session that somebody watches. */
export interface WatchedSession {
  /** What its watchers have read; undefined before their first reading. */
  version: number | undefined;
  /** Whether this version has been compared with the database. Set it to false with each reading. */
  isCompared: boolean;
}

export interface ChangedSession {
  readonly id: string;
  /** In the database. */
  readonly version: number;
}

export interface SessionWatch {
  /** Those that have another version in the database than their watchers have read. One that is gone is not among them. */
  findChanged(sessions: ReadonlyMap<string, WatchedSession>): Promise<ChangedSession[]>;
}

export function createSessionWatch(database: Database): SessionWatch {
  return database.engine === "sqlite" ? watchSqlite(database) : watchPostgres(database);
}

const idsPerQuery = 500;
const dataVersion = z.tuple([z.object({ data_version: z.number() })]);

function watchSqlite(database: Database): SessionWatch {
  /** Undefined: all are compared, whatever the file's. */
  let compared: number | undefined;

  /** Changes with each commit of another connection. While it stays the same, no other process has changed anything. */
  async function readDataVersion(): Promise<number> {
    const { rows } = await sql`pragma data_version`.execute(database.kysely);
    return dataVersion.parse(rows)[0].data_version;
  }

  async function compare(some: ReadonlyMap<string, number>): Promise<ChangedSession[]> {
    const ids = [...some.keys()];
    const query = database.kysely.selectFrom("sessions").select(["id", "version"]).where("id", "in", ids);
    return (await query.execute()).filter(({ id, version }) => version !== some.get(id));
  }

  return {
    async findChanged(sessions) {
      const now = await readDataVersion();
      const isChanged = now !== compared;
      compared = undefined;
      const changed: ChangedSession[] = [];
      const some = new Map<string, number>();
      // Copied, since some come and go while the others are compared.
      for (const [id, session] of [...sessions]) {
        const { version } = session;
        // A change may fall between the reading and the last look at the file. So each new reading is compared once.
        if (version === undefined || (session.isCompared && !isChanged)) continue;
        session.isCompared = true;
        some.set(id, version);
        if (some.size < idsPerQuery) continue;
        changed.push(...(await compare(some)));
        some.clear();
      }
      if (some.size > 0) changed.push(...(await compare(some)));
      compared = now;
      return changed;
    },
  };
}

const changedRows = z.array(z.object({ id: z.string(), version: z.number() }));

/** PostgreSQL compares all, and sends those that differ. */
function watchPostgres(database: Database): SessionWatch {
  return {
    async findChanged(sessions) {
      const ids: string[] = [];
      const versions: number[] = [];
      for (const [id, { version }] of sessions) {
        if (version === undefined) continue;
        ids.push(id);
        versions.push(version);
      }
      if (ids.length === 0) return [];
      const { rows } = await sql`
        select sessions.id, sessions.version
        from unnest(${ids}::text[], ${versions}::bigint[]) as known (id, version)
        join sessions on sessions.id = known.id
        where sessions.version <> known.version`.execute(database.kysely);
      return changedRows.parse(rows);
    },
  };
}
