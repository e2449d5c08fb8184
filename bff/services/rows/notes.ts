/** What an operator wrote beside a decision. It may name a person, so it is sealed. */
import { type SealedColumn, sealedContext } from "../../storage/encryption/sealed-columns.ts";
import type { ServiceContext } from "../context.ts";

export type NotedObject = "payment" | "payout" | "refund";

const columns: Readonly<Record<NotedObject, SealedColumn>> = {
  payment: "payment_timeline.note_sealed",
  payout: "payout_timeline.note_sealed",
  refund: "refund_timeline.note_sealed",
};

/** @param of.id the payment's or payout's. */
export function sealNote(
  { seal }: ServiceContext,
  object: NotedObject,
  { id, note }: { readonly id: string; readonly note: string },
): string {
  return seal.seal(note, sealedContext(columns[object], id));
}

export function openNote(
  { seal }: ServiceContext,
  object: NotedObject,
  { id, sealed }: { readonly id: string; readonly sealed: string },
): string {
  return seal.open(sealed, sealedContext(columns[object], id));
}
