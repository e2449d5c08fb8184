import { expect, test } from "vitest";
import { customerQueryTime } from "../../bff/core/schedule.ts";

const at = (seconds: number) => seconds * 1_000;
const timeOf = (now: number, lastQueryAt: number | null = null) =>
  customerQueryTime({ createdAt: 0, lastQueryAt, now });

test("a customer's first query is 15 s after the creation, so that no first poll queries", () => {
  for (const age of [0, 1, 14]) expect(timeOf(at(age))).toBe(at(15));
  expect(timeOf(at(15))).toBe(at(15));
});

test("a query that was due is due once, and a job's query counts as well", () => {
  expect(timeOf(at(50))).toBe(at(45));
  expect(timeOf(at(50), at(44))).toBe(at(45));
  expect(timeOf(at(50), at(46))).toBe(at(120));
});

test("after two minutes and a query, only jobs and callbacks bring news", () => {
  expect(timeOf(at(3_600), at(119))).toBe(at(120));
  expect(timeOf(at(3_600), at(120))).toBeNull();
});

test("a query that another clock dates ahead does not count", () => {
  expect(timeOf(at(20), at(1_000))).toBe(at(15));
});

test("a payment that another clock dates ahead waits", () => {
  expect(timeOf(at(-300))).toBe(at(15));
});
