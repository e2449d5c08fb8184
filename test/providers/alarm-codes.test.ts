import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isAlarmCode } from "../../bff/providers/contract.ts";

const folder = join(import.meta.dirname, "../../bff/providers");

test("every code with which an adapter raises an alarm has a series of its own in the metrics", () => {
  const text = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
  const inTables = [...text.matchAll(/code: "([a-z_]+)",[^}\n]*alarm: true/g)];
  const named = [...text.matchAll(/alarmCode: "([a-z_]+)"/g)];
  const ofQueries = [...text.matchAll(/^ {2}\["[a-z_]+", "([a-z_]+_refused)"\],$/gm)];
  const codes = new Set([...inTables, ...named, ...ofQueries].map(([, code = ""]) => code));
  expect(codes.size).toBeGreaterThan(8);
  expect([...codes].filter((code) => !isAlarmCode(code))).toEqual([]);
});

test("a word that no adapter of ours has is none", () => {
  expect(isAlarmCode("constructor")).toBe(false);
  expect(isAlarmCode("made_up")).toBe(false);
});
