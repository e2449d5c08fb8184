/** A decision on a session while it is being made. */
import { describe, expect, test } from "vitest";
import { isEmptyDecision } from "../../../bff/core/decision.ts";
import {
  decisionOf,
  draftOf,
  withPayment,
  withPaymentChanges,
  withReceipt,
} from "../../../bff/core/session/draft.ts";
import { heldWith } from "../support/held.ts";
import { paymentRecord } from "../support/records.ts";

const held = heldWith([{ status: "pending" }, { status: "creating" }]);

describe("the changes of a payment in a draft", () => {
  test("become one change, on the condition of the status that was loaded", () => {
    const one = withPaymentChanges(draftOf(held), "pay_1", { status: "review", received_minor: "1" });
    const { changedPayments } = decisionOf(withPaymentChanges(one, "pay_1", { status: "succeeded" }));
    expect(changedPayments).toEqual([
      { id: "pay_1", from: "pending", changes: { status: "succeeded", received_minor: "1" } },
    ]);
  });

  test("of one that the decision inserts are part of what is inserted", () => {
    const inserted = withPayment(draftOf(held), paymentRecord({ id: "pay_new" }));
    const decision = decisionOf(withPaymentChanges(inserted, "pay_new", { status: "failed" }));
    expect(decision.insertedPayments).toMatchObject([{ id: "pay_new", status: "failed" }]);
    expect(decision.changedPayments).toEqual([]);
  });

  test("of one that the session does not have are a bug", () => {
    expect(() => withPaymentChanges(draftOf(held), "pay_stranger", {})).toThrow(TypeError);
  });
});

describe("a decision", () => {
  test("is empty while nothing is to be written, and holds nothing of what only the decision needed", () => {
    const decision = decisionOf(draftOf(held));
    expect(isEmptyDecision(decision)).toBe(true);
    expect(Object.keys(decision)).not.toEqual(expect.arrayContaining(["payments"]));
    expect(decision).toMatchObject({ before: held.session, after: held.session, completes: null });
  });

  test("is not empty when it only records a callback or only ends the run of a job", () => {
    const receipt = { subjectId: "pay_1", digest: "d", receivedAt: 1 };
    expect(isEmptyDecision(decisionOf(withReceipt(draftOf(held), receipt)))).toBe(false);
    const completes = { id: "sync_payment:pay_1", token: "t" };
    expect(decisionOf(draftOf(held, completes)).completes).toBe(completes);
    expect(isEmptyDecision(decisionOf(draftOf(held, completes)))).toBe(false);
  });
});
