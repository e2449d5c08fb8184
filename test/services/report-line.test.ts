import { expect, test } from "vitest";
import { reportLine } from "../../bff/services/runs/report-line.ts";

const ordered = { currency: "MXN" };
const report = {
  ...{ orderNo: "1", providerOrderId: null, orderedAmountText: null, nextAction: null },
  ...{ currency: null, amountText: null, undocumentedStatus: null, status: "succeeded" as const },
};

test("a report is its status, and what was paid where the provider names it", () => {
  expect(reportLine(report, ordered)).toBe("succeeded");
  expect(reportLine({ ...report, amountText: "250.00" }, ordered)).toBe("succeeded 250.00 MXN");
  expect(reportLine({ ...report, amountText: "5", currency: "USDT-TRC20" }, ordered)).toBe(
    "succeeded 5 USDT-TRC20",
  );
  expect(reportLine(null, ordered)).toBe("not_found");
});

test("what is no amount or no currency does not reach the header", () => {
  expect(reportLine({ ...report, amountText: "1\r\nx: y" }, ordered)).toBe("succeeded");
  expect(reportLine({ ...report, amountText: "1", currency: "M\r\nX" }, ordered)).toBe("succeeded");
});
