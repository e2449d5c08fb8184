/** The examples of refunds. */
import type { Refund } from "../../contract.ts";
import { paidPayment, sessionId } from "./objects.ts";

const at = "2026-11-20T09:00:00.000Z";
const step = { from: null, cause: "create", actor: "key:shop", detail: null } as const;

/** As lists and events have it. */
export const refund: Refund = {
  id: "re_9Zk8sQm1VfX0bYw7LrTn2C",
  object: "refund",
  session: sessionId,
  payment: paidPayment.id,
  status: "awaiting_claim",
  amount: { value: "50.00", currency: "MXN" },
  reason: "requested",
  method: "claim",
  account: "paypro-mx",
  channel: null,
  payout: null,
  claimUrl: null,
  failure: null,
  createdAt: at,
  expiresAt: "2026-12-20T09:00:00.000Z",
};
export const createdRefund: Refund = {
  ...refund,
  claimUrl: "https://pay.example.com/claim#rc_2C3Zk8sQm1VfX0bYw7LrTn",
  timeline: [{ ...step, at, to: "awaiting_claim" }],
};
const note = "One bag was broken.";
export const notedRefund: Refund = {
  ...createdRefund,
  timeline: [{ ...step, at, to: "awaiting_claim", detail: note, note }],
};
export const canceledRefund: Refund = {
  ...refund,
  status: "canceled",
  timeline: [
    { ...step, at, to: "awaiting_claim" },
    { ...step, at: "2026-11-21T09:00:00.000Z", from: "awaiting_claim", to: "canceled", cause: "cancel" },
  ],
};
