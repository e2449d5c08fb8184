/** Every compiled statement on refunds, with values for its parameters. */
import type { Query, Write } from "../../bff/storage/engine/statements.ts";
import { eraseRefunds, wantErasureOfPayout } from "../../bff/storage/repositories/refund-erasure.ts";
import {
  heldPaymentsOfPayout,
  heldSessionOfPayout,
  insertRefund,
  moveRefund,
  refundById,
  refundByTokenHash,
  refundOfPayout,
  refundsOfSession,
  setRefundsOfPayment,
} from "../../bff/storage/repositories/refunds.ts";
import { insertRefundLine, timelineOfRefund } from "../../bff/storage/repositories/timelines.ts";
import { refundRow, timelineLine } from "./rows.ts";

const id = "id";
const line = timelineLine(id);
export const refundStatements: readonly (Query<unknown> | Write)[] = [
  refundById({ id }),
  refundByTokenHash({ tokenHash: id }),
  refundOfPayout({ payoutId: id }),
  refundsOfSession({ sessionId: id }),
  heldSessionOfPayout({ payoutId: id }),
  heldPaymentsOfPayout({ payoutId: id }),
  timelineOfRefund({ refundId: id }),
  insertRefund(refundRow(id, id, id)),
  moveRefund({ ...refundRow(id, id, id), from: "creating" }),
  setRefundsOfPayment({ id, refunds: "[]" }),
  insertRefundLine(line),
  ...eraseRefunds.sessions.map((erase) => erase({ id })),
  ...eraseRefunds.payouts.map((erase) => erase({ id })),
  wantErasureOfPayout({ id }),
];
