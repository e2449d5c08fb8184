/** The tables of refunds. */
import type { RefundRecord } from "../../core/records.ts";
import type { RefundStatus } from "../../core/refund/status.ts";

export type RefundTable = RefundRecord;

export interface RefundTimelineTable {
  refund_id: string;
  /** 1, 2, 3 … within the refund; with refund_id the key. */
  seq: number;
  at: number;
  from_status: RefundStatus | null;
  to_status: RefundStatus;
  cause: string;
  actor: string | null;
  detail: string | null;
  /** What the merchant said about it, sealed. */
  note_sealed: string | null;
}
