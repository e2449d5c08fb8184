/** Rows that fit every combination of the examples in the API's document, but for the number that one payment alone has. */

import { rowsPerPage } from "../../../bff/services/exports/pages.ts";
import type { Database } from "../../../bff/storage/engine/database.ts";
import { paymentRow, payoutRow, refundRow, sessionRow } from "../../storage/rows.ts";
import { fillTable } from "../../support/fill-table.ts";
import type { Raw } from "./requests.ts";

/** So many that an export has a second page, too. */
const count = rowsPerPage + 1;

/** @param examples by the id of the operation, the example of each of its filters */
export async function fillMatching(
  database: Database,
  examples: Readonly<Record<string, Raw>>,
): Promise<void> {
  const example = (list: string, filter: string) => examples[list]?.[filter]?.split(",")[0] ?? "";
  const at = `${Date.parse(example("listPayments", "from")) + 1_000} + i`;
  const times = { created_at: at, updated_at: at };
  const session = example("listPayments", "session");
  const payment = example("listRefunds", "payment");
  const exceptions = JSON.stringify([example("listPayments", "exception")]);
  await fillTable(
    database,
    {
      table: "sessions",
      row: sessionRow("m", { reference: example("listSessions", "reference"), status: "succeeded" }),
      made: { ...times, id: `case i when 1 then '${session}' else 'cs_m' || i end`, token_hash: "'m' || i" },
    },
    count,
  );
  await fillTable(
    database,
    {
      table: "payments",
      row: paymentRow("m", session, {
        reference: example("listPayments", "reference"),
        account_id: example("listPayments", "account"),
        provider_order_id: example("listPayments", "providerOrderId"),
        exceptions,
        status: "pending",
      }),
      made: {
        ...times,
        id: `case i when 1 then '${payment}' else 'pay_m' || i end`,
        order_no: `case i when 1 then '${example("listPayments", "orderNo")}' else 'm' || i end`,
        callback_token_hash: "'m' || i",
      },
    },
    count,
  );
  await fillTable(
    database,
    {
      table: "payouts",
      row: payoutRow("m", {
        reference: example("listPayouts", "reference"),
        account_id: example("listPayouts", "account"),
        provider_order_id: example("listPayouts", "providerOrderId"),
        exceptions: JSON.stringify([example("listPayouts", "exception")]),
        status: "pending",
      }),
      made: {
        ...times,
        id: "'po_m' || i",
        order_no: `case i when 1 then '${example("listPayouts", "orderNo")}' else 'm' || i end`,
        callback_token_hash: "'m' || i",
      },
    },
    count,
  );
  await fillTable(
    database,
    {
      table: "refunds",
      row: refundRow("m", payment, session),
      made: {
        ...times,
        id: "'re_m' || i",
        token_hash: "'m' || i",
        status: `'${example("listRefunds", "status")}'`,
      },
    },
    count,
  );
  await fillTable(
    database,
    {
      table: "events",
      row: {
        type: example("listEvents", "type"),
        session_id: example("listEvents", "session"),
        payment_id: example("listEvents", "payment"),
        payout_id: example("listEvents", "payout"),
        body_sealed: "sealed",
      },
      made: { id: "'evt_m' || i", created_at: at },
    },
    count,
  );
  await fillTable(
    database,
    {
      table: "deliveries",
      row: { endpoint_id: "shop", state: "dead", dead_reason: "gave_up" },
      made: { id: "'evt_m' || i || ':shop'", event_id: "'evt_m' || i", event_at: at, updated_at: at },
    },
    count,
  );
  await fillTable(
    database,
    {
      table: "audit",
      row: {
        actor: example("listAudit", "actor"),
        subject: example("listAudit", "subject"),
        action: "job.retry",
        address: null,
        request_id: null,
        before: null,
        after: null,
      },
      made: { id: "'aud_m' || i", created_at: at },
    },
    count,
  );
}
