import { expect, test } from "vitest";
import { timelineView } from "../../bff/services/views/timeline.ts";

const at = Date.UTC(2026, 10, 27, 10);
const line = {
  at,
  from_status: "pending",
  to_status: "pending",
  cause: "callback",
  actor: null,
  detail: null,
  note_sealed: null,
};
const view = (rows: readonly object[], refused: readonly object[] = []) =>
  timelineView(
    {
      lines: rows.map((row) => ({ ...line, ...row })),
      refused: refused.map((row) => ({
        ...{ subject_id: "pay_1", reason: "signature", status: "pending" as const },
        ...{ first_at: at, last_at: at, ...row },
      })),
    },
    (sealed) => sealed,
  );

test("a detail of ours has its code and its values beside the English sentence", () => {
  const detail = "success reported (200.00 MXN); the provider is queried";
  expect(view([{ detail }])).toMatchObject([
    { detail, code: "reported_amount", values: { report: "succeeded", amount: "200.00", currency: "MXN" } },
  ]);
});

test.each([
  ["a line without a detail", {}, null],
  ["what an older version wrote in other words", { detail: "it was given up" }, "it was given up"],
  [
    "an operator's note, also one in words of ours",
    { note_sealed: "nobody claimed it" },
    "nobody claimed it",
  ],
])("%s has no code", (_what, row, detail) => {
  const [entry] = view([row]);
  expect(entry).toHaveProperty("detail", detail);
  expect(entry).not.toHaveProperty("code");
  expect(entry).not.toHaveProperty("values");
});

test("refused callbacks say by codes why, and when the last one came", () => {
  const lastAt = "2026-11-27T11:00:00.000Z";
  expect(
    view([], [{}, { reason: "source", last_at: Date.parse(lastAt) }, { reason: "of a newer version" }]),
  ).toMatchObject([
    {
      detail: "a callback was refused: its signature does not match",
      code: "callback_refused",
      values: { refusal: "signature" },
    },
    { code: "callbacks_refused", values: { refusal: "source", lastAt } },
    { code: "callback_refused", values: { refusal: "unreadable" } },
  ]);
});
