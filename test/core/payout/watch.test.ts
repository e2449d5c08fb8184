/** Rule 14: the watch over a payout ends with the provider's answer, or with a person. */
import { describe, expect, test } from "vitest";
import { query } from "../support/facts.ts";
import { nextQueryOf, payoutLife } from "../support/payout-life.ts";
import { start } from "../support/records.ts";
import { day, hour, minute, second } from "../support/times.ts";

const noAnswer = { kind: "no_answer", reason: "timeout" } as const;
const accepted = { kind: "accepted", providerOrderId: null } as const;
const watch = { watch_until: start + 3 * day };

describe("the next query of a payout", () => {
  test("rule 14: comes on the schedule of doubt while there is any, else on that of a pending one", () => {
    const doubtful = [5 * second, 15 * second, minute, 5 * minute, 15 * minute, hour, hour];
    for (const [step, wait] of doubtful.entries()) {
      const next = nextQueryOf({ status: "unknown" }, step, start);
      expect(Math.abs((next ?? 0) - start - wait)).toBeLessThanOrEqual(wait / 1_000);
    }
    const pending = nextQueryOf({ status: "pending" }, 0, start);
    expect(Math.abs((pending ?? 0) - start - minute)).toBeLessThanOrEqual(minute / 1_000);
  });

  test("rule 14: comes for a day after the watch where the end is not known, and else to the end of it", () => {
    const late = start + 3 * day + hour;
    expect(nextQueryOf({ ...watch, status: "unknown" }, 5, late)).not.toBe(null);
    expect(nextQueryOf({ ...watch, status: "pending" }, 5, start + 4 * day - 1)).toBe(start + 4 * day);
    expect(nextQueryOf({ ...watch, status: "pending" }, 5, start + 4 * day)).toBe(null);
    expect(nextQueryOf({ ...watch, status: "failed" }, 5, late)).toBe(null);
    expect(nextQueryOf({ ...watch, status: "failed", confirm_pending: 1 }, 5, start)).not.toBe(null);
    expect(nextQueryOf({ ...watch, status: "review" }, 5, start)).not.toBe(null);
    expect(nextQueryOf({ ...watch, status: "succeeded" }, 5, start)).toBe(null);
    expect(nextQueryOf({ ...watch, status: "succeeded", confirm_pending: 1 }, 5, start)).not.toBe(null);
  });
});

describe("rule 14: at the end of its watch", () => {
  test.each([
    ["unknown", noAnswer, null],
    ["pending", accepted, null],
    ["pending", accepted, query({ status: "pending" })],
  ] as const)(
    "rule 14: a payout that is still %s goes to review, is queried for one more day, and is then left to a person",
    (status, creation, answer) => {
      const life = payoutLife(watch);
      life.tell(creation);
      life.rest(answer, start + 4 * day - 1);
      expect(life.payout().status).toBe(status);
      life.rest(answer, start + 4 * day + hour);
      expect(life.payout()).toMatchObject({ status: "review", watch_until: start + 5 * day });
      expect(life.events()).toEqual(["payout.review_required"]);
      life.rest(answer);
      expect(life.now()).toBe(start + 5 * day);
      expect(life.events()).toEqual(["payout.review_required"]);
    },
  );

  test.each(["succeeded", "failed"] as const)(
    "rule 14: a payout in review is still settled by a query that says %s",
    (status) => {
      const life = payoutLife(watch);
      life.tell(noAnswer);
      life.rest(null, start + 4 * day + hour);
      life.rest(query({ status }), start + 4 * day + 3 * hour);
      expect(life.payout().status).toBe(status);
      expect(life.events()).toEqual(["payout.review_required", `payout.${status}`]);
    },
  );

  test("rule 14: a payout in review fails when the provider has not known it for 15 minutes", () => {
    const life = payoutLife(watch);
    life.tell(noAnswer);
    life.rest(null, start + 4 * day + minute);
    life.rest({ kind: "not_found" });
    expect(life.payout()).toMatchObject({ status: "failed", failure_code: "not_created" });
  });
});
