import { expect, test } from "vitest";
import { takeInTurn } from "./in-turn.ts";

test("takes one of each list in turn, until all are empty", () => {
  expect(takeInTurn([["kill 1"], ["page 1", "page 2", "page 3"], [], ["world 1", "world 2"]])).toEqual([
    "kill 1",
    "page 1",
    "world 1",
    "page 2",
    "world 2",
    "page 3",
  ]);
  expect(takeInTurn([])).toEqual([]);
});
