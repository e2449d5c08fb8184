import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createLogger, loggedFields } from "../../bff/logger.ts";

const folder = join(import.meta.dirname, "../../bff");

/** Names of the fields of every `logger.x({ … }, "…")` in the sources. */
function fieldsInSources(): Map<string, string> {
  const found = new Map<string, string>();
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  for (const file of files) {
    const text = readFileSync(join(folder, file), "utf8");
    for (const [, fields = ""] of text.matchAll(
      /logger\??\.(?:debug|info|warn|error|fatal)\(\s*\{([^}]*)\}/g,
    )) {
      for (const field of fields.split(",").map((part) => part.trim())) {
        if (field !== "" && !field.startsWith("...")) found.set(field.split(":")[0]?.trim() ?? "", file);
      }
    }
  }
  return found;
}

test("every field that the code logs is on the list of those that may be logged", () => {
  const allowed = new Set<string>([...loggedFields, "err"]);
  const unknown = [...fieldsInSources()].filter(([field]) => !allowed.has(field));
  expect(fieldsInSources().size).toBeGreaterThan(10);
  expect(unknown).toEqual([]);
});

test("a field that is not on the list does not get out, nor an object in one that is", () => {
  const lines: string[] = [];
  const logger = createLogger({ destination: { write: (line) => void lines.push(line) } });
  logger
    .child({ sessionId: "cs_1", body: "canary" })
    .info({ email: "canary", reason: { text: "canary" }, count: 3 }, "told");
  logger.info({ reason: "x".repeat(500) }, "long");
  expect(lines.join("")).not.toContain("canary");
  expect(JSON.parse(lines[0] ?? "")).toEqual({
    level: "info",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/),
    sessionId: "cs_1",
    count: 3,
    msg: "told",
  });
  expect(JSON.parse(lines[1] ?? "").reason).toHaveLength(200);
});

test("a text cannot end its line, nor look like a field of another", () => {
  const lines: string[] = [];
  const logger = createLogger({ destination: { write: (line) => void lines.push(line) } });
  const reason = 'x"}\n{"level":"error","msg":"forged"}\r\u001b[2K';
  logger.info({ reason }, "told");
  expect(lines).toEqual([expect.stringMatching(/^[ -~]*\n$/)]);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: "info", msg: "told", reason });
});
