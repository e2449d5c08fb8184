/** Which payment or payout a callback's address belongs to. */
import { knownReceiptOfCallback } from "../../storage/repositories/callbacks.ts";
import { heldPaymentsOfCallback, heldSessionOfCallback } from "../../storage/repositories/held-sessions.ts";
import type { PaymentRow } from "../../storage/repositories/payments.ts";
import { type PayoutRow, payoutByCallbackToken } from "../../storage/repositories/payouts.ts";
import type { ReadSession } from "../changes/change-session.ts";
import type { ServiceContext } from "../context.ts";

export type Subject =
  | {
      readonly kind: "payment";
      readonly row: PaymentRow;
      /** The session's rows, if they were read with the payment. */
      readonly known: ReadSession | undefined;
    }
  | { readonly kind: "payout"; readonly row: PayoutRow };

export interface CallbackAddress {
  readonly accountId: string;
  readonly token: string;
}

/**
 * Reads all that a decision on a payment's callback needs, before the callback is verified: it is one round
 * trip either way, and almost every callback is genuine.
 *
 * @param callback.digest of the callback; empty where it is refused before anybody has read it.
 */
export async function findSubject(
  context: ServiceContext,
  callback: CallbackAddress & { readonly digest: string },
): Promise<Subject | undefined> {
  const { accountId, digest } = callback;
  const tokenHash = context.seal.hash(callback.token);
  // The session first: if it changes before its payments are read, the commit's gate misses.
  const [[session], payments, receipts] = await context.database.readAll([
    heldSessionOfCallback({ tokenHash }),
    heldPaymentsOfCallback({ tokenHash }),
    knownReceiptOfCallback({ tokenHash, digest }),
  ]);
  const row = payments.find((payment) => payment.callback_token_hash === tokenHash);
  if (session !== undefined && row !== undefined) {
    if (row.account_id !== accountId) return undefined;
    return { kind: "payment", row, known: { session, payments, receipts } };
  }
  const [payout] = await context.database.read(payoutByCallbackToken({ tokenHash }));
  return payout?.account_id === accountId ? { kind: "payout", row: payout } : undefined;
}
