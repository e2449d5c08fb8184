import { describe, expect, test } from "vitest";
import type { ClaimView } from "../../../bff/contract.ts";
import {
  type ClaimState,
  choose,
  firstState,
  isUnderWay,
  leaveField,
  leftOf,
  mayHaveChanged,
  refused,
  review,
  type,
  withClaim,
} from "../../../widget/claim/state.ts";
import { localProblem } from "../../../widget/net/problem.ts";
import { makeClaim } from "../../browser/claim/support/fixtures.ts";

const open = withClaim(firstState, makeClaim());
const filled = type(type(open, "accountNumber", "032180000118359719"), "name", "Ana Díaz");
const validation = (...fields: string[]) => ({
  ...localProblem("validation_failed", "The request has fields that are wrong."),
  fields,
});

test("an open claim is a form whose first way is chosen", () => {
  expect([open.screen, open.chosen, open.busy]).toEqual(["form", "clabe", false]);
});

test.each([
  "awaiting_approval",
  "creating",
  "unknown",
  "pending",
  "succeeded",
  "failed",
  "canceled",
  "expired",
] as const)("a claim in %s shows how it stands, and forgets what was typed", (status) => {
  const next = withClaim(filled, makeClaim({ status, methods: [] }));
  expect([next.screen, next.typed]).toEqual(["status", {}]);
  const isOver = ["succeeded", "failed", "canceled", "expired"].includes(status);
  expect(isUnderWay(next)).toBe(!isOver);
});

test("a claim that no account can pay is no form", () => {
  const next = withClaim(filled, makeClaim({ closed: "unavailable", methods: [] }));
  expect([next.screen, next.typed, leftOf(next, 0), mayHaveChanged(next)]).toEqual([
    "status",
    {},
    null,
    false,
  ]);
  expect([leftOf(open, 0), mayHaveChanged(open)]).toEqual([Date.parse(makeClaim().expiresAt), true]);
});

describe("the way to the last step", () => {
  test("is open when nothing is wrong", () => {
    expect(review(filled)).toMatchObject({ screen: "review", faults: {} });
  });

  test("leads back to what is wrong", () => {
    const wrong = type(filled, "accountNumber", "032180000118359710");
    expect(review(wrong)).toMatchObject({ screen: "form", faults: { accountNumber: "compare" } });
    expect(review(open)).toMatchObject({ faults: { accountNumber: "required", name: "required" } });
  });

  test("is closed while a request runs", () => {
    expect(review({ ...filled, busy: true }).screen).toBe("form");
  });
});

test("a field that is left is judged, but not for being empty, and is forgiven once it is right", () => {
  expect(leaveField(open, "accountNumber").faults).toEqual({});
  const wrong = leaveField(type(open, "accountNumber", "12"), "accountNumber");
  expect(wrong.faults).toEqual({ accountNumber: "other" });
  expect(leaveField(type(wrong, "accountNumber", "032180000118359719"), "accountNumber").faults).toEqual({});
});

test("another way keeps the name, and not the number", () => {
  const other = choose(filled, "card");
  expect([other.chosen, other.typed, other.faults]).toEqual(["card", { name: "Ana Díaz" }, {}]);
  expect(choose(filled, "clabe")).toBe(filled);
});

describe("a refusal", () => {
  const sent: ClaimState = { ...review(filled), busy: true };

  test("by field leads to the form", () => {
    const next = refused(sent, validation("beneficiary.accountNumber", "beneficiary.unheard"));
    expect(next).toMatchObject({
      screen: "form",
      busy: false,
      problem: null,
      faults: { accountNumber: "other" },
    });
  });

  test("of another kind stays where the customer is, with what was typed", () => {
    const problem = localProblem("network", "x");
    expect(refused(sent, problem)).toMatchObject({ screen: "review", problem, typed: filled.typed });
  });

  test("of the token leaves nothing", () => {
    const claim: ClaimView | null = null;
    expect(refused({ ...sent, claim }, localProblem("unauthorized", "x")).screen).toBe("broken");
  });
});

test("news of a claim that is still open does not throw the customer back from the last step", () => {
  expect(withClaim(review(filled), makeClaim()).screen).toBe("review");
});
