/**
 * The leases of the job runs that are under way in this process. They are extended while the runs last, and
 * handed back when a run is broken off.
 */
import type { Executor } from "../../storage/engine/database.ts";
import { handBackJob } from "../../storage/jobs/end-jobs.ts";
import { heartbeat } from "../../storage/jobs/job-leases.ts";
import type { JobLease } from "../../storage/jobs/jobs.ts";

export interface Leases {
  /** Call it when a run begins. */
  begin(lease: JobLease): void;
  /** Call it when a run is over and its end is committed. */
  end(lease: JobLease): void;
  /**
   * Call it when a run is over and its end could not be committed (the database is away). Its job is due at
   * once.
   */
  abandon(lease: JobLease): void;
  /**
   * Hands back the abandoned leases, then extends those of the runs under way. Throws when the database is
   * away.
   */
  keepUp(executor: Executor, now: number): Promise<void>;
  /** How many runs are under way or abandoned. */
  readonly count: () => number;
}

const keyOf = (lease: JobLease) => `${lease.id} ${lease.token}`;
/** Tokens in one SQL statement. */
const tokensPerStatement = 100;

export function createLeases(options: { readonly instanceId: string; readonly leaseMs: number }): Leases {
  const underWay = new Map<string, JobLease>();
  const abandoned = new Map<string, JobLease>();
  return {
    begin: (lease) => void underWay.set(keyOf(lease), lease),
    end: (lease) => void underWay.delete(keyOf(lease)),
    abandon(lease) {
      underWay.delete(keyOf(lease));
      abandoned.set(keyOf(lease), lease);
    },
    async keepUp(executor, now) {
      for (const [key, lease] of abandoned) {
        await handBackJob(executor, { lease, runAt: now });
        abandoned.delete(key);
      }
      // Jobs that were claimed together share a token.
      const tokens = [...new Set([...underWay.values()].map((lease) => lease.token))];
      for (let first = 0; first < tokens.length; first += tokensPerStatement) {
        const some = tokens.slice(first, first + tokensPerStatement);
        await heartbeat(executor, { ...options, now, tokens: some });
      }
    },
    count: () => underWay.size + abandoned.size,
  };
}
