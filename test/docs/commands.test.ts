/** Checks the commands that the pages show: each exists, with the flags that it is given. */
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { z } from "zod";
import { isCommand } from "../../bff/cli/run.ts";
import { allOperations } from "../../bff/http/openapi.ts";
import { readText } from "../structure/repository.ts";
import { blocksOf, pages } from "./support/blocks.ts";
import { argumentsOf, commandsOf } from "./support/shell.ts";

const blocks = blocksOf("sh");
const commands = blocks.flatMap(({ at, text }) => commandsOf(text).map((words) => ({ at, words })));
/** Those in the middle of a sentence: `pay-checkout jobs`. */
const inlineCommands = pages.flatMap((file) =>
  [...readText(file).matchAll(/`(pay-checkout [a-z][^`…]*)`/g)].flatMap(([, text = ""]) =>
    commandsOf(text).map((words) => ({ at: file, words })),
  ),
);
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readText("package.json")));

test.skipIf(process.platform === "win32")("every block of commands is one that a shell can read", () => {
  const broken = blocks.flatMap(({ at, text }) => {
    const { status, stderr } = spawnSync("sh", ["-n"], { input: text, encoding: "utf8" });
    return status === 0 ? [] : [`${at}: ${stderr}`];
  });
  expect(broken).toEqual([]);
  expect(blocks.length).toBeGreaterThan(10);
});

test("every npm script that a page names is there", () => {
  const named = pages.flatMap((at) =>
    [...readText(at).matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name = ""]) => ({ at, name })),
  );
  expect(named.filter(({ name }) => scripts[name] === undefined)).toEqual([]);
  expect(named.length).toBeGreaterThan(15);
});

test("every command of pay-checkout that a page shows is one, and takes the flags that it is given", () => {
  const called = [...commands, ...inlineCommands].flatMap(({ at, words }) => {
    const args = argumentsOf(words);
    return args === undefined ? [] : [{ at, args }];
  });
  expect(called.filter(({ args }) => !isCommand(args))).toEqual([]);
  expect(called.length).toBeGreaterThan(10);
});

test("a command that is none, or a flag that it does not take, is noticed", () => {
  expect(isCommand(["serve", "--config", "checkout.json"])).toBe(true);
  expect(isCommand(["sevre", "--config", "checkout.json"])).toBe(false);
  expect(isCommand(["check", "--day", "2026-11-19"])).toBe(false);
  expect(isCommand(["check", "--fast"])).toBe(false);
  const [words = []] = commandsOf(
    'PAY=1 node dist/bff/cli.js check \\\n  --config "my file.json" > out # why',
  );
  expect(argumentsOf(words)).toEqual(["check", "--config", "my file.json"]);
  const [docker = []] = commandsOf("docker run --read-only -v pay:/data pay-checkout keys rotate");
  expect(argumentsOf(docker)).toEqual(["keys", "rotate"]);
});

/** The method and path of a call by curl to the API. */
function callOf(words: readonly string[]): { readonly method: string; readonly path: string } | undefined {
  const path = words.map(
    (word) => /\/(?:v1|checkout|healthz|readyz|metrics|openapi\.json)\b[^?\s]*/.exec(word)?.[0],
  );
  const found = path.find((part) => part !== undefined);
  if (words[0] !== "curl" || found === undefined) return undefined;
  const flag = words.indexOf("-X");
  const method = flag >= 0 ? (words[flag + 1] ?? "") : words.includes("-d") ? "POST" : "GET";
  return { method, path: found };
}

test("every call of the API that a page makes with curl is served", () => {
  const served = allOperations.map(({ method, path }) => ({
    method,
    pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
  }));
  const calls = commands.flatMap(({ at, words }) => {
    const call = callOf(words);
    return call === undefined ? [] : [{ at, ...call }];
  });
  const lost = calls.filter(
    (call) => !served.some(({ method, pattern }) => method === call.method && pattern.test(call.path)),
  );
  expect(lost).toEqual([]);
  expect(calls.length).toBeGreaterThan(0);
});
