import { describe, expect, test } from "vitest";
import { run } from "./support/commands.ts";

describe("arguments", () => {
  test("--help lists the commands, --version says the version", async () => {
    const help = await run(["--help"]);
    expect(help.code).toBe(0);
    for (const command of [
      "serve",
      "check",
      "keys chainup",
      "keys encryption",
      "keys rotate",
      "reconcile",
      "erase",
      "jobs",
    ]) {
      expect(help.out).toContain(`pay-checkout ${command}`);
    }
    expect(await run(["--version"])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    });
  });

  test.each([
    [[]],
    [["pay"]],
    [["serve", "now"]],
    [["keys"]],
    [["keys", "paypro"]],
    [["keys", "rotate", "now"]],
    [["jobs", "retry"]],
    [["jobs", "retry", "a", "b"]],
    [["serve", "--port", "1"]],
    [["serve", "--config"]],
    [["check", "--day", "2026-11-19"]],
    [["erase"]],
    [["erase", "--email", "a@example.com", "--phone", "+5255"]],
    [["erase", "--email", " ", "--yes"]],
    [["erase", "--customer", "-", "--yes"]],
    [["jobs", "--email", "a@example.com"]],
    [["check", "--yes"]],
    [["reconcile", "--day", "yesterday"]],
    [["reconcile", "--day", "2026-02-31"]],
  ])("%j is 64 and says why", async (args) => {
    const result = await run(args);
    expect(result.code).toBe(64);
    expect(result.error).not.toBe("");
    expect(result.out).toBe("");
  });
});
