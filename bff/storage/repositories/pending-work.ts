/** What waits beside a session's or a payout's rows: deliveries and jobs. */
import { sql } from "kysely";
import { defineQuery } from "../engine/statements.ts";

/** 1 or 0. */
export interface PendingWorkRow {
  readonly undelivered: number;
  readonly jobs: number;
}

export const pendingWorkOfSession = defineQuery<{ id: string }, PendingWorkRow>(
  "pending work of session",
  (db, { id }) =>
    db
      .selectFrom("sessions")
      .where("id", "=", id)
      .select([
        sql<number>`case when exists (select 1 from events join deliveries on deliveries.event_id = events.id
        where events.session_id = sessions.id and deliveries.state = 'pending') then 1 else 0 end`.as(
          "undelivered",
        ),
        sql<number>`case when exists (select 1 from jobs where jobs.id = 'expire_session:' || sessions.id)
        or exists (select 1 from payments join jobs
          on jobs.id in ('sync_payment:' || payments.id, 'expire_payment:' || payments.id)
          where payments.session_id = sessions.id)
        or exists (select 1 from refunds join jobs on jobs.id = 'expire_session:' || refunds.id
          where refunds.session_id = sessions.id) then 1 else 0 end`.as("jobs"),
      ]),
);

export const pendingWorkOfPayout = defineQuery<{ id: string }, PendingWorkRow>(
  "pending work of payout",
  (db, { id }) =>
    db
      .selectFrom("payouts")
      .where("id", "=", id)
      .select([
        sql<number>`case when exists (select 1 from events join deliveries on deliveries.event_id = events.id
        where events.payout_id = payouts.id and deliveries.state = 'pending') then 1 else 0 end`.as(
          "undelivered",
        ),
        sql<number>`case when exists (select 1 from jobs where jobs.id = 'sync_payout:' || payouts.id)
        then 1 else 0 end`.as("jobs"),
      ]),
);
