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
    [["serve"], ["pay-checkout serve --config FILE", "CHECKOUT_CONFIG"], ["WHO", "erase"]],
    [["check"], ["--pay AMOUNT --account ID", "--database COPY"], ["backup"]],
    [["erase"], ["--customer ID", "--yes"], ["ANSWERS"]],
    [["keys"], ["keys chainup", "keys encryption", "keys rotate"], ["serve"]],
    [["jobs", "retry", "7"], ["pay-checkout jobs retry ID"], ["abandoned"]],
    [["config-schema"], ["JSON Schema"], ["--config FILE"]],
  ])("%j --help is about that command alone, and runs nothing", async (words, there, notThere) => {
    const help = await run([...words, "--help"]);
    expect(help).toMatchObject({ code: 0, error: "" });
    for (const text of there) expect(help.out).toContain(text);
    for (const text of notThere) expect(help.out).not.toContain(text);
    expect(help.out).toContain("Exit codes:");
  });

  test("every command that --help lists has a help of its own", async () => {
    const { out } = await run(["--help"]);
    const names = [...out.matchAll(/^ {2}pay-checkout ([a-z-]+(?: [a-z]+)*)/gm)].map(([, name = ""]) => name);
    expect(names.length).toBeGreaterThan(12);
    for (const name of names) expect((await run([...name.split(" "), "-h"])).out).toContain(name);
  });

  test.each([
    [["sevre", "--help"]],
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
