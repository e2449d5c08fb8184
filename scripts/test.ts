/**
 * `npm test` runs all checks and ends with the line `N passed, M failed`. With arguments (`npm test -- test/core`), it
 * runs only Vitest, with those arguments. Without them it leaves out the files `*.long.test.ts`, which `npm run test:long`
 * runs.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { ensureWidget } from "./build-widget.ts";
import { describeDurations } from "./durations.ts";
import { ensureChromium } from "./ensure-chromium.ts";
import { addTallies, describeTally, type Tally, tallyVitest } from "./tally.ts";

const root = dirname(import.meta.dirname);
const reportFile = join(root, ".cache/vitest-report.json");
const onePassed: Tally = { passed: 1, failed: 0, skipped: 0 };
const oneFailed: Tally = { passed: 0, failed: 1, skipped: 0 };

interface Check {
  readonly title: string;
  readonly run: () => Promise<Tally>;
}

let current: ChildProcess | undefined;
let interrupted: NodeJS.Signals | undefined;

async function run(
  script: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<number> {
  const child = spawn(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...env },
  });
  current = child;
  const [code, signal] = await once(child, "close");
  current = undefined;
  return signal === null ? code : 1;
}

function tool(title: string, script: string, args: readonly string[]): Check {
  return { title, run: async () => ((await run(script, args)) === 0 ? onePassed : oneFailed) };
}

/** A check in this process that throws with a message for the user when it fails. */
function step(title: string, work: () => void): Check {
  return {
    title,
    async run() {
      try {
        work();
        return onePassed;
      } catch (error) {
        console.error(error instanceof Error ? error.message : error);
        return oneFailed;
      }
    },
  };
}

function vitest(args: readonly string[], env: Record<string, string> = {}): Check {
  return {
    title: "Tests",
    async run() {
      mkdirSync(dirname(reportFile), { recursive: true });
      rmSync(reportFile, { force: true });
      const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportFile}`];
      const exitCode = await run("node_modules/vitest/vitest.mjs", ["run", ...reporters, ...args], env);
      const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, "utf8")) : undefined;
      const durations = describeDurations(report, join(root, "test"));
      if (durations !== undefined) console.log(durations);
      return tallyVitest({ report, exitCode });
    },
  };
}

/** Whether Vitest arguments may select a browser test: always, unless each of them names another folder. */
function mayNeedBrowser(args: readonly string[]): boolean {
  return (
    args.length === 0 || !args.every((arg) => arg.startsWith("test/") && !arg.startsWith("test/browser"))
  );
}

function chooseChecks(args: readonly string[]): Check[] {
  const chromium = step("Chromium", () => {
    process.env.CHROMIUM_PATH = ensureChromium({ say: console.log });
  });
  if (args.length > 0) return mayNeedBrowser(args) ? [chromium, vitest(args)] : [vitest(args)];
  return [
    tool("Lint and format (Biome)", "node_modules/@biomejs/biome/bin/biome", [
      "check",
      "--error-on-warnings",
    ]),
    tool("Types (TypeScript)", "node_modules/typescript/bin/tsc", ["--noEmit", "-p", "."]),
    step("Widget build (Vite)", ensureWidget),
    tool("Widget size", "scripts/size.ts", ["--check"]),
    chromium,
    vitest([], { PAY_CHECKOUT_TESTS: "short" }),
  ];
}

async function main(): Promise<number> {
  const startedMs = performance.now();
  const tallies: Tally[] = [];
  for (const check of chooseChecks(process.argv.slice(2))) {
    console.log(`\n── ${check.title}`);
    const sinceMs = performance.now();
    const tally = await check.run();
    if (interrupted !== undefined) return 128 + constants.signals[interrupted];
    tallies.push(tally);
    const seconds = ((performance.now() - sinceMs) / 1000).toFixed(1);
    console.log(`   ${tally.failed === 0 ? "ok" : "FAILED"}, ${seconds} s`);
  }
  const total = addTallies(tallies);
  console.log(`\n${((performance.now() - startedMs) / 1000).toFixed(0)} s in all`);
  console.log(describeTally(total));
  return total.failed === 0 ? 0 : 1;
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    interrupted = signal;
    current?.kill(signal);
  });
}
process.exit(await main());
