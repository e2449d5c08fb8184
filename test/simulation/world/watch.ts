/**
 * Looks at the database after each commit, by the world's own clock. A server would be asked too often: there, nothing is
 * seen.
 */
import type { Database } from "../../../bff/storage/engine/database.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** A payment or payout was seen in another state than before. */
export interface SeenMove {
  readonly id: string;
  readonly orderNo: string;
  readonly to: string;
  /** Epoch ms, of the world. */
  readonly at: number;
}

export interface Watch {
  readonly moves: readonly SeenMove[];
  look(): Promise<void>;
}

export interface WatchOptions {
  readonly database: Database;
  readonly time: VirtualTime;
  readonly complain: (sentence: string) => void;
}

const openStatuses: ReadonlySet<string> = new Set(["creating", "unknown", "pending", "partially_paid"]);

export function createWatch({ database, time, complain }: WatchOptions): Watch {
  const moves: SeenMove[] = [];
  const known = new Map<string, string>();
  const { kysely, engine } = database;

  return {
    moves,
    async look() {
      if (engine !== "sqlite") return;
      const payments = await kysely
        .selectFrom("payments")
        .select(["id", "order_no", "status", "session_id"])
        .execute();
      const payouts = await kysely.selectFrom("payouts").select(["id", "order_no", "status"]).execute();
      const open = payments.filter((row) => openStatuses.has(row.status)).map((row) => row.session_id);
      // At no commit does a session have two payments that a customer could pay.
      if (new Set(open).size !== open.length) complain("a session had two open payments at once");
      for (const { id, order_no: orderNo, status: to } of [...payments, ...payouts]) {
        if (known.get(id) === to) continue;
        known.set(id, to);
        moves.push({ id, orderNo, to, at: time.now() });
      }
    },
  };
}
