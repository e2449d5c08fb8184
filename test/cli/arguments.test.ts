import { describe, expect, test } from "vitest";
import { initFlagNames, initFlags } from "../../bff/cli/init-flags.ts";
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
    [["sevre", "--help"], 'There is no command "sevre".'],
    [["bogus", "--config", "x", "--help"], 'There is no command "bogus".'],
    [[], "Which command?"],
    [["pay"], 'There is no command "pay".'],
    [["serve", "now"], 'serve takes no argument "now".'],
    [["check", "--config", "ok.json", "extra"], 'check takes no argument "extra".'],
    [["check", "ok.json"], 'check takes no argument "ok.json".'],
    [["config-schema", "extra"], 'config-schema takes no argument "extra".'],
    [["config-schema", "--config", "x"], "config-schema takes no --config."],
    [["keys"], "keys needs to be told what: there are keys chainup, keys encryption and keys rotate."],
    [
      ["keys", "paypro"],
      'There is no command "keys paypro": there are keys chainup, keys encryption and keys rotate.',
    ],
    [["keys", "rotate", "now"], 'keys rotate takes no argument "now".'],
    [["jobs", "now"], 'jobs takes no argument "now".'],
    [["jobs", "retry"], "jobs retry needs the ID of a job, which pay-checkout jobs lists."],
    [["jobs", "retry", "--config", "ok.json"], "jobs retry needs the ID of a job"],
    [["jobs", "retry", "a", "b"], 'jobs retry takes one argument, not also "b".'],
    [["serve", "--port", "1"], "There is no flag --port."],
    [["serve", "--constructor"], "There is no flag --constructor."],
    [["serve", "-x"], "There is no flag -x."],
    [["serve", "--config"], "--config needs a value."],
    [
      ["serve", "--config", "--yes"],
      "--config needs a value. If its value begins with a dash, write --config=VALUE.",
    ],
    [["check", "--pay", "-5"], "--pay needs a value. If its value begins with a dash, write --pay=VALUE."],
    [["check", "--pay=-5", "--account", "x", "--config", "x"], "--pay takes decimal text such as 1.00."],
    [["init", "--live=no"], "--live takes no value."],
    [["check", "--day", "2026-11-19"], "check takes no --day. It belongs to reconcile."],
    [["check", "--account", "x"], "--account needs --pay AMOUNT, too"],
    [["check", "--pay", "1.00"], "--pay needs --account ID, too."],
    [["check", "--pay", "1.00", "--account", "x", "--database", "y"], "not both at once"],
    [["check", "--database", "y", "--account", "x"], "not both at once"],
    [["erase", "--config", "x"], "Say whose data"],
    [["erase", "--config", "x", "--email", "a@example.com", "--phone", "+5255"], "Say whose data"],
    [["erase", "--config", "x", "--email", " ", "--yes"], "--email is empty."],
    [["erase", "--config", "x", "--customer", "-", "--yes"], "--customer is empty."],
    [["jobs", "--email", "a@example.com"], "jobs takes no --email. It belongs to erase."],
    [["check", "--yes"], "check takes no --yes. It belongs to erase."],
    [["reconcile", "--config", "x", "--day", "yesterday"], "--day must be a day"],
    [["reconcile", "--config", "x", "--day", "2026-02-31"], "--day must be a day"],
    [["backup", "--config", "x"], "Say where the copy goes: --to COPY."],
    [["backup", "--config", "x", "--to", ""], "Say where the copy goes: --to COPY."],
  ])("%j is 64 and says %s", async (args, why) => {
    const result = await run(args);
    expect(result.error).toContain(why);
    expect(result.code).toBe(64);
    expect(result.out).toBe("");
  });

  test.each([
    ["serve"],
    ["check"],
    ["check --database copy.db"],
    ["check --pay 1.00 --account x"],
    ["backup --to copy.db"],
    ["keys rotate"],
    ["reconcile"],
    ["erase --email ana@example.com --yes"],
    ["jobs"],
    ["jobs retry 1"],
  ])("%s without a configuration is 64 and says how to name one", async (line) => {
    const why = expect.stringContaining("needs the configuration: --config FILE, or CHECKOUT_CONFIG=FILE.");
    expect(await run(line.split(" "))).toMatchObject({ code: 64, error: why, out: "" });
    expect(await run(line.split(" "), { CHECKOUT_CONFIG: "" })).toMatchObject({
      code: 64,
      error: why,
      out: "",
    });
  });

  test("init takes every one of its flags", () => {
    expect(initFlagNames.toSorted()).toEqual(Object.keys(initFlags).toSorted());
  });
});
