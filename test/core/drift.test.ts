import { expect, test } from "vitest";
import { driftOfCode, findDrift, type KnownMessage } from "../../bff/core/drift.ts";

const known: KnownMessage = {
  fields: ["code", "data", "data.status", "data.list", "data.list.no", "links", "links.*"],
  contentTypes: ["application/json"],
};
const json = (value: unknown, contentType: string | null = "application/json; charset=utf-8") =>
  findDrift({ text: JSON.stringify(value), contentType }, known).map(({ kind, name }) => `${kind} ${name}`);

test("what the documentation has is no drift", () => {
  const links = { gpay: "x", "canary@example.com": "y" };
  expect(json({ code: 1, data: { status: "0", list: [{ no: 1 }, { no: 2 }] }, links })).toEqual([]);
});

test.each<[string, unknown, string | null, readonly string[]]>([
  ["a new field", { code: 1, fresh: "canary" }, "application/json", ["field fresh"]],
  ["a new field inside", { data: { fresh: 1 } }, "application/json", ["field data.fresh"]],
  [
    "one in a list, once",
    { data: { list: [{ x: 1 }, { x: 2 }] } },
    "application/json",
    ["field data.list.x"],
  ],
  [
    "another letter case",
    { Data: { Status: "0" } },
    "application/json",
    ["letter_case Data", "letter_case Data.Status"],
  ],
  ["another content type", { code: 1 }, "text/HTML;x=y", ["content_type text/html"]],
  ["none", { code: 1 }, null, ["content_type none"]],
  ["one that is somebody's text", { code: 1 }, "canary <b>", ["content_type ?"]],
  ["a name that is somebody's text", { "ana@example.com": 1 }, "application/json", ["field ?"]],
])("%s is told by its name", (_what, value, contentType, drift) => {
  expect(json(value, contentType)).toEqual(drift);
});

test("a form is compared, too, and what is neither tells nothing of fields", () => {
  const contentType = "application/json";
  expect(findDrift({ text: "code=1&fresh=2", contentType }, known)).toEqual([
    { kind: "field", name: "fresh" },
  ]);
  expect(findDrift({ text: "<html>a=b</html>", contentType }, known)).toEqual([]);
});

test("what is told is bounded, however much comes", () => {
  const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`field${at}`, at]));
  expect(json(many)).toHaveLength(10);
  expect(findDrift({ text: `{"x":"${"y".repeat(70_000)}"}`, contentType: "text/plain" }, known)).toEqual([]);
  let deep: unknown = 1;
  for (let level = 0; level < 1_000; level++) deep = { data: deep };
  expect(json(deep).length).toBeLessThanOrEqual(10);
});

test("a code is told where it is plain", () => {
  expect(driftOfCode("7")).toEqual({ kind: "code", name: "7" });
  expect(driftOfCode("Ana Díaz")).toEqual({ kind: "code", name: "?" });
});
