import { expect, test } from "vitest";
import { createFormat } from "../../../widget/console/i18n/format.ts";
import { languages } from "../../../widget/console/i18n/languages.ts";
import { type Refreshed, tellRefreshed } from "../../../widget/console/story/refreshed.ts";

const texts = await languages.en.load();
const mxn = (value: string) => ({ value, currency: "MXN" });
const waiting = { status: "pending", exceptions: [], amount: mxn("250.00"), amountReceived: mxn("0.00") };

function tell(changes: Partial<Refreshed>): string {
  return tellRefreshed({
    ...{ account: "paypro-mx", before: waiting, after: waiting, hasAnswered: true, report: null },
    ...{ texts, format: createFormat("en") },
    ...changes,
  });
}

test("what the provider reports and that nothing has changed are said", () => {
  const review = { ...waiting, status: "review" };
  expect(tell({ before: review, after: review, report: "succeeded 250.00 MXN" })).toBe(
    "paypro-mx reports: paid, MX$250.00. Nothing has changed.",
  );
});

test("what has changed is said", () => {
  const after = { ...waiting, status: "succeeded", amountReceived: mxn("250.00") };
  expect(tell({ after, report: "succeeded 250.00 MXN" })).toBe(
    "paypro-mx reports: paid, MX$250.00. The status has changed from “Waiting for money” to “Paid”. Received so far: MX$250.00.",
  );
});

test("more money without another status is a change", () => {
  const partly = { ...waiting, status: "partially_paid", amountReceived: mxn("50.00") };
  const after = { ...partly, amountReceived: mxn("60.00") };
  expect(tell({ before: partly, after, report: "partially_paid" })).toBe(
    "paypro-mx reports: partly paid. Received so far: MX$60.00.",
  );
});

test("a provider that does not answer, does not know the order, or of which the report is not known", () => {
  expect(tell({ hasAnswered: false })).toBe("paypro-mx has not answered. Nothing has changed.");
  expect(tell({ report: "not_found" })).toBe(
    "paypro-mx reports that it does not have this order. Nothing has changed.",
  );
  expect(tell({})).toBe("paypro-mx has answered. Nothing has changed.");
});

test("a payout has no received amount", () => {
  const payout = { status: "unknown", exceptions: [], amount: mxn("250.00") };
  expect(tell({ before: payout, after: { ...payout, status: "failed" }, report: "failed" })).toBe(
    "paypro-mx reports: failed. The status has changed from “Unknown whether it was sent” to “Failed”.",
  );
});
