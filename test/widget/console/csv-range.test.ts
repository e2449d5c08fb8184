import { expect, test } from "vitest";
import { exportPaymentsQuery } from "../../../bff/contract/export.ts";
import { rangeOf } from "../../../widget/console/pieces/csv-range.ts";

const now = Date.parse("2026-11-27T14:31:00.000Z");
/** Midnight of a day in the zone of this machine. */
const local = (day: string) => new Date(`${day}T00:00:00`).toISOString();

test.each([
  [{}, local("2026-10-29"), local("2026-11-28")],
  [{ from: "2026-11-01T10:00:00.000Z" }, "2026-11-01T10:00:00.000Z", local("2026-11-28")],
  [{ to: "2026-11-01T12:00:00.000Z" }, local("2026-10-02"), "2026-11-01T12:00:00.000Z"],
  [
    { from: "2026-11-01T10:00:00.000Z", to: "2026-11-02T00:00:00.000Z" },
    "2026-11-01T10:00:00.000Z",
    "2026-11-02T00:00:00.000Z",
  ],
])("the filters %j make a file from %s to %s", (filters, from, to) => {
  expect(rangeOf(filters, now)).toEqual({ from, to });
});

test("a beginning more than a year ago gets the longest time that one file can have", () => {
  const from = "2024-01-01T00:00:00.000Z";
  expect(rangeOf({ from }, now)).toEqual({ from, to: "2025-01-01T00:00:00.000Z" });
});

test("the longest time is one that the BFF takes, and a longer one it refuses", () => {
  const { from, to } = rangeOf({ from: "2024-01-01T00:00:00.000Z" }, now);
  expect(exportPaymentsQuery.safeParse({ from, to }).success).toBe(true);
  const later = new Date(Date.parse(to) + 1).toISOString();
  expect(exportPaymentsQuery.safeParse({ from, to: later }).success).toBe(false);
});

test("a beginning in the future still has an end after it", () => {
  const { from, to } = rangeOf({ from: "2027-03-01T00:00:00.000Z" }, now);
  expect(Date.parse(to)).toBeGreaterThan(Date.parse(from));
});

const typed: readonly Readonly<Record<string, string>>[] = [
  { from: "yesterday" },
  { to: "today" },
  { from: "yesterday", to: "today" },
];

test.each(typed)("%j reaches the BFF as it was written, which says what is wrong", (filters) => {
  expect(rangeOf(filters, now)).toMatchObject(filters);
});
