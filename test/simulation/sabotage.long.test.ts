/**
 * The world would be worth little if everything passed in it. Here each process does one thing wrong, the way software
 * in the field does, and the invariants must notice within a few schedules.
 */
import { expect, test } from "vitest";
import { givenBack } from "./sabotage/given-back.ts";
import { installed } from "./sabotage/installed.ts";
import { remembered } from "./sabotage/remembered.ts";
import { told } from "./sabotage/told.ts";
import { firstNotice } from "./support/first-notice.ts";

const mistakes = Object.entries({ ...told, ...remembered, ...installed, ...givenBack });

test.each(mistakes)("the simulation notices when %s", async (_, mistake) => {
  expect(await firstNotice(mistake)).toMatch(mistake.noticed);
});

test("each rule from 13 on is broken by some mistake", () => {
  const broken = new Set(mistakes.flatMap(([, { rules }]) => rules));
  const newer = Array.from({ length: 13 }, (_, index) => 13 + index);
  expect(newer.filter((rule) => !broken.has(rule))).toEqual([]);
});
