import { expect, test } from "vitest";
import { readLogLevel } from "../../bff/log-level.ts";
import { createLogger } from "../../bff/logger.ts";

test.each([
  [undefined, "info"],
  ["", "info"],
  ["warn", "warn"],
  [" DEBUG ", "debug"],
  ["silent", "silent"],
])("CHECKOUT_LOG_LEVEL=%j is %s", (text, level) => {
  expect(readLogLevel({ CHECKOUT_LOG_LEVEL: text })).toEqual({ ok: true, level });
});

test.each(["verbose", "30", "info,debug", "x".repeat(500)])("another level is named: %j", (text) => {
  const reading = readLogLevel({ CHECKOUT_LOG_LEVEL: text });
  expect(reading).toMatchObject({
    ok: false,
    objection: expect.stringContaining("CHECKOUT_LOG_LEVEL must be"),
  });
  expect(JSON.stringify(reading).length).toBeLessThan(200);
});

test("the level says which lines there are", () => {
  const lines: string[] = [];
  const logger = createLogger({ level: "warn", destination: { write: (line) => void lines.push(line) } });
  logger.info({ count: 1 }, "told");
  logger.warn({ count: 2 }, "warned");
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(["warned"]);
});
