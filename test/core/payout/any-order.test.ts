/** Rules 13 and 14: whatever is said of one payout, in whatever order and however often, it ends the same. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PayoutFact } from "../../../bff/core/payout/facts.ts";
import type { OrderReport } from "../../../bff/core/report.ts";
import { query, weakCallback } from "../support/facts.ts";
import { type PayoutLife, payoutLife } from "../support/payout-life.ts";

const creations: readonly PayoutFact[] = [
  { kind: "accepted", providerOrderId: "P-1" },
  { kind: "no_answer", reason: "timeout" },
  { kind: "refused", code: "no_funds", retryable: true },
];
const amountText = fc.constantFrom(null, "500.00", "400.00", "600.00");
const callback: fc.Arbitrary<Partial<OrderReport>> = fc.record({
  status: fc.constantFrom("pending", "partially_paid", "succeeded", "failed", "canceled", "reversed"),
  amountText,
});
interface Story {
  readonly said: readonly Partial<OrderReport>[];
  readonly creation: PayoutFact;
  readonly answer: PayoutFact | null;
}

/** What the provider answers whenever it is queried; null: nothing. */
const truth: fc.Arbitrary<PayoutFact | null> = fc.oneof(
  fc.constant(null),
  fc
    .record({ status: fc.constantFrom("pending", "succeeded", "failed", "reversed"), amountText })
    .map((said) => query(said)),
);

/** A provider that has refused an order for certain does not call it under way or paid when it is queried. */
function isPossible({ said, creation, answer }: Story): boolean {
  if (creation.kind !== "refused") return true;
  const isDenied = answer === null || (answer.kind === "report" && answer.report.status === "failed");
  return isDenied && said.every(({ status }) => status !== "pending");
}

/** A provider is queried only where the software would. */
function isOpen(life: PayoutLife): boolean {
  return life.dueAt() !== null;
}

/** @param order of callbacks, the creation's answer (-1) and queries (-2). */
function live(story: Story, order: readonly number[]): PayoutLife {
  const life = payoutLife();
  let isCreated = false;
  for (const index of order) {
    const report = story.said[index];
    if (report !== undefined) life.tell(weakCallback(report, `${index}`));
    if (index === -1 && !isCreated) {
      isCreated = true;
      life.tell(story.creation);
    }
    if (index === -2 && isCreated && isOpen(life)) life.run(story.answer);
  }
  if (!isCreated) life.tell(story.creation);
  life.rest(story.answer);
  return life;
}

/**
 * The callbacks in the order in which the provider made them, because a newer one takes back an older one of its kind.
 * Repeats stay where they are.
 */
function inOwnOrder(order: readonly number[]): number[] {
  const first = [...new Set(order.filter((index) => index >= 0))];
  return order.map((index) => (index >= 0 ? first.indexOf(index) : index));
}

/** Two that disagree lead to review before the success and to the same exceptions after it. */
function endOf(life: PayoutLife) {
  const { status } = life.payout();
  const exceptions = life.exceptions();
  const disagrees = exceptions.some((name) => name !== "reversed");
  return { status: disagrees && status === "succeeded" ? "review" : status, exceptions };
}

describe("rules 13 and 14", () => {
  const story = fc
    .record({
      said: fc.array(callback, { maxLength: 4 }),
      creation: fc.constantFrom(...creations),
      answer: truth,
    })
    .filter(isPossible);

  test("rule 13: weak callbacks, the creation's answer and queries end the same in any order of the sources, however often", () => {
    fc.assert(
      fc.property(story, fc.infiniteStream(fc.nat()), (told, dice) => {
        const indexes = told.said.map((_, index) => index);
        const all = [-1, ...indexes, ...indexes, -2, -2, -2];
        const roll = () => Number(dice.next().value);
        const shuffled = all
          .map((index) => ({ index, at: roll() }))
          .sort((one, other) => one.at - other.at)
          .map(({ index }) => index);
        expect(endOf(live(told, inOwnOrder(shuffled)))).toEqual(endOf(live(told, [-1, ...indexes])));
      }),
      { numRuns: 1_500 },
    );
  });

  test("rule 14: no order of weak callbacks makes a payout failed of which one says that money went out, and no answer says that it came back", () => {
    fc.assert(
      fc.property(story, fc.shuffledSubarray([0, 1, 2, 3, -1, -2], { minLength: 6 }), (told, order) => {
        const life = live(told, order);
        const asserts = told.said.some(({ status }) => status === "succeeded" || status === "partially_paid");
        const cameBack = told.said.some(({ status }) => status === "reversed");
        const answersReversal = told.answer?.kind === "report" && told.answer.report.status === "reversed";
        const isFailed = life.payout().status === "failed";
        if (asserts && !cameBack && !answersReversal && isFailed) {
          throw new Error(`it failed: ${JSON.stringify(life.details())}`);
        }
        // Nothing is left open for ever: the provider said how it ended, or a person is told.
        expect(["review", "succeeded", "failed"]).toContain(life.payout().status);
        const isTold = {
          review: "payout.review_required",
          succeeded: "payout.succeeded",
          failed: "payout.failed",
        };
        expect(life.events()).toContain(Reflect.get(isTold, life.payout().status));
      }),
      { numRuns: 1_000 },
    );
  });
});
