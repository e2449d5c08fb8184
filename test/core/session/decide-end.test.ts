/** The end of a session by the merchant or by time. */
import { describe, expect, test } from "vitest";
import { paymentStatuses } from "../../../bff/contract.ts";
import { isOpen } from "../../../bff/core/payment/status.ts";
import { decideCancel, decideExpiry } from "../../../bff/core/session/decide-end.ts";
import type { HeldSession, SessionDraft } from "../../../bff/core/session/draft.ts";
import { eventTypes, finish, heldWith } from "../support/held.ts";
import { start } from "../support/records.ts";
import { day, minute } from "../support/times.ts";

const now = start + minute;

function ended(held: HeldSession, decided: { readonly kind: string; readonly draft?: SessionDraft }) {
  if (decided.draft === undefined) throw new Error(`not ended: ${decided.kind}`);
  return finish(held, decided.draft);
}

describe("a session that the merchant cancels", () => {
  test("is canceled with its event, which shows it as it then stands", () => {
    const held = heldWith([{ status: "failed" }, { status: "canceled" }]);
    const { decision, after } = ended(held, decideCancel(held, now));
    expect(after.session).toMatchObject({
      status: "canceled",
      announced: "session.canceled",
      updated_at: now,
    });
    expect(decision.events).toMatchObject([
      { type: "session.canceled", session: { status: "canceled" }, payments: held.payments, payment: null },
    ]);
    expect(decision).toMatchObject({ changedPayments: [], timeline: [], jobs: [], isVisible: true });
  });

  test("is canceled once: the second time there is nothing to do", () => {
    expect(decideCancel(heldWith([], { status: "canceled" }), now)).toEqual({ kind: "already_canceled" });
  });

  test.each(["succeeded", "expired"] as const)("cannot be canceled once it is %s", (status) => {
    expect(decideCancel(heldWith([], { status }), now)).toMatchObject({
      kind: "refused",
      failure: { code: "session_closed", detail: `The session is ${status}.` },
    });
  });

  test.each(paymentStatuses.filter(isOpen))("cannot be canceled while a payment of it is %s", (status) => {
    expect(decideCancel(heldWith({ status }), now)).toMatchObject({
      kind: "refused",
      failure: { code: "payment_in_progress" },
    });
  });
});

describe("a session whose time is over", () => {
  test("expires at that millisecond and not before, with its event", () => {
    const held = heldWith({ status: "failed" });
    expect(decideExpiry(held, start + day - 1)).toEqual({ kind: "too_early", expiresAt: start + day });
    const { decision, after } = ended(held, decideExpiry(held, start + day));
    expect(after.session).toMatchObject({
      status: "expired",
      announced: "session.expired",
      updated_at: start + day,
    });
    expect(eventTypes(decision)).toEqual(["session.expired"]);
    expect(decision.isVisible).toBe(true);
  });

  test.each(paymentStatuses.filter(isOpen))("is held open by a payment that is %s", (status) => {
    expect(decideExpiry(heldWith({ status }), start + day)).toEqual({ kind: "nothing" });
  });

  test.each(["succeeded", "canceled", "expired"] as const)("stays %s where it has ended before", (status) => {
    const payments = status === "succeeded" ? [{ status } as const] : [];
    expect(decideExpiry(heldWith(payments, { status }), start + day)).toEqual({ kind: "nothing" });
  });

  test("rule 8: whose expiry was announced before expires without another event", () => {
    const held = heldWith({ status: "failed" }, { announced: "session.expired" });
    const { decision, after } = ended(held, decideExpiry(held, start + day));
    expect(after.session.announced).toBe("session.expired");
    expect(decision.events).toEqual([]);
  });
});
