/** Every column that is sealed, with the place that each of its texts is bound to. */

/** By column: what its texts are bound to, before the row's id. It never changes, or no old text opens any more. */
const places = {
  "sessions.customer_sealed": "sessions.customer",
  "sessions.private_sealed": "sessions.private",
  "payments.next_action_sealed": "payments.next_action",
  "payments.payer_sealed": "payments.payer",
  "payments.details_sealed": "provider_details",
  "payouts.beneficiary_sealed": "payouts.beneficiary",
  "payouts.details_sealed": "provider_details",
  "payment_timeline.note_sealed": "payment_timeline.note",
  "payout_timeline.note_sealed": "payout_timeline.note",
  "refund_timeline.note_sealed": "refund_timeline.note",
  "events.body_sealed": "events.body",
  "idempotency_keys.response_sealed": "idempotency_keys.response",
  "exchanges.said_sealed": "exchanges.said",
} as const;

export type SealedColumn = keyof typeof places;

/** The context for `seal` and `open` (seal.ts) of that column in the row of that id; of a timeline, of its subject's id. */
export function sealedContext(column: SealedColumn, id: string): string {
  return `${places[column]}:${id}`;
}

export const sealedColumns: readonly SealedColumn[] = Object.keys(places).filter(
  (name): name is SealedColumn => Object.hasOwn(places, name),
);

/** The columns whose texts are packed before they are sealed (pack.ts). */
const packedColumns: readonly SealedColumn[] = ["events.body_sealed"];

export function isPacked(context: string): boolean {
  return packedColumns.some((column) => context.startsWith(sealedContext(column, "")));
}
