import { describe, expect, test } from "vitest";
import { readImports } from "./read-imports.ts";
import { listFiles, readText } from "./repository.ts";
import { findBackwardArrows, findUnusedArrows, findWrongRooms, roomsOf } from "./rooms.ts";

const judge = (file: string, text: string) => findWrongRooms(file, readImports(file, text));

describe("a wrong arrow between rooms is caught:", () => {
  test.each([
    ["rows → payments", "bff/services/rows/page.ts", 'import { a } from "../payments/start-payment.ts";'],
    ["views → runs", "bff/services/views/payment.ts", 'import { a } from "../runs/with-query-lock.ts";'],
    [
      "payments → sessions",
      "bff/services/payments/x.ts",
      'import { a } from "../sessions/read-sessions.ts";',
    ],
    ["payments → payouts", "bff/services/payments/x.ts", 'import { a } from "../payouts/query-payout.ts";'],
    ["a type, too", "bff/services/process/x.ts", 'import type { A } from "../context.ts";'],
    ["a re-export", "bff/services/runs/x.ts", 'export { a } from "../events/outbox.ts";'],
    [
      "an import that waits",
      "bff/services/rows/x.ts",
      'export const a = () => import("../views/payment.ts");',
    ],
    ["the context → a use case", "bff/services/context.ts", 'import type { A } from "./payments/x.ts";'],
    ["engine → repositories", "bff/storage/engine/x.ts", 'import { a } from "../repositories/payments.ts";'],
    ["jobs → repositories", "bff/storage/jobs/x.ts", 'import { a } from "../repositories/events.ts";'],
    ["repositories → commit", "bff/storage/repositories/x.ts", 'import { a } from "../commit/y.ts";'],
    ["the schema → a room", "bff/storage/schema.ts", 'import type { A } from "./engine/database.ts";'],
    ["a room that nobody has entered", "bff/services/helpers/x.ts", 'import "node:fs";'],
  ])("%s", (_arrow, file, text) => {
    expect(judge(file, text)).toEqual([expect.stringContaining(file)]);
  });
});

test("a right arrow between rooms is not caught, nor one inside a room or out of the part", () => {
  const text = `import { a } from "../rows/page.ts";
    import type { B } from "../context.ts";
    import { c } from "./query-payment.ts";
    import { d } from "../../storage/repositories/payments.ts";
    import { z } from "zod";`;
  expect(judge("bff/services/payments/start-payment.ts", text)).toEqual([]);
});

test("a table with a cycle is caught, however long the cycle is", () => {
  expect(findBackwardArrows({ a: ["c"], b: ["a"], c: ["b"] })).toEqual(["a → c"]);
  expect(findBackwardArrows({ a: ["a"] })).toEqual(["a → a"]);
  expect(findBackwardArrows({ a: [], b: ["a"], c: ["a", "b"] })).toEqual([]);
});

test.each(Object.entries(roomsOf))("the arrows between the rooms of %s have no cycle", (_part, rooms) => {
  expect(findBackwardArrows(rooms)).toEqual([]);
});

describe("in the product,", () => {
  const files = listFiles()
    .filter((file) => /^bff\/(services|storage)\/.*\.ts$/.test(file))
    .map((file) => ({ file, imports: readImports(file, readText(file)) }));

  test("every import between rooms stands in the table", () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap(({ file, imports }) => findWrongRooms(file, imports))).toEqual([]);
  });

  test("the table has no arrow that nobody uses", () => {
    expect(findUnusedArrows(files)).toEqual([]);
  });
});
