/** Erases what refunds know of a person: with their session, and with the payout that carries one. */
import { defineStatement } from "../engine/statements.ts";

/** The secrets of the claim pages go, too: the pages show nothing any more. */
const eraseRefundsOfSession = defineStatement("erase refunds of session", (db, { id }: { id: string }) =>
  db.updateTable("refunds").set({ token_hash: null, claim_digest: null }).where("session_id", "=", id),
);

/** What the merchant wrote about the refunds of a session. */
const eraseNotesOfSession = defineStatement("erase notes of refunds", (db, { id }: { id: string }) =>
  db
    .updateTable("refund_timeline")
    .set({ note_sealed: null })
    .where("refund_id", "in", ({ selectFrom }) =>
      selectFrom("refunds").select("refunds.id").where("session_id", "=", id),
    )
    .where("note_sealed", "is not", null),
);

/** The payout is erased as soon as it ends: whom it paid is the customer's, too. */
export const wantErasureOfPayout = defineStatement("want erasure of payout", (db, { id }: { id: string }) =>
  db.updateTable("payouts").set({ erasure: "wanted" }).where("id", "=", id).where("erasure", "=", "kept"),
);

/** The digest of what was entered on the claim page is of the payout's beneficiary. */
const eraseClaimOfPayout = defineStatement("erase claim of payout", (db, { id }: { id: string }) =>
  db.updateTable("refunds").set({ claim_digest: null }).where("payout_id", "=", id),
);

export const eraseRefunds = {
  sessions: [eraseRefundsOfSession, eraseNotesOfSession],
  payouts: [eraseClaimOfPayout],
};
