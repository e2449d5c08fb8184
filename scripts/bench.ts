/**
 * `npm run bench` runs all measurements of test/bench/ one after the other, each in a process of its own, and writes
 * docs/performance.md, its data and its picture. `npm run bench -- all 0.05` does the same with fewer of everything, and prints
 * the results only. `npm run bench -- floor sqlite` runs one of them.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { keepResult } from "../test/bench/report/keep.ts";
import { renderSummary } from "../test/bench/report/page.ts";
import { findRun, plan } from "../test/bench/report/plan.ts";
import { type Result, report } from "../test/bench/report/results.ts";

const root = dirname(import.meta.dirname);
const folder = join(root, "test/bench");
const given = process.argv.slice(2);
const isAll = given.length === 0 || given[0] === "all";
const [name = ""] = given;

/** @returns the program's exit code. */
async function run(args: readonly string[], reportFile: string): Promise<number> {
  const env = { ...process.env, BENCH_REPORT: reportFile };
  const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit", env });
  const [code] = await once(child, "close");
  return typeof code === "number" ? code : 1;
}

/** @returns what it reported; undefined when it failed. */
async function runBench(args: readonly string[]): Promise<{ scale: number; result: Result } | undefined> {
  const [bench = "", ...rest] = args;
  const own = mkdtempSync(join(tmpdir(), "pay-checkout-bench-report-"));
  const file = join(own, "report.json");
  const code = await run([join(folder, `${bench}.ts`), ...rest], file);
  const found =
    code === 0 && existsSync(file) ? report.parse(JSON.parse(readFileSync(file, "utf8"))) : undefined;
  rmSync(own, { recursive: true });
  return found;
}

/** Only a full run changes the page: the figures of a smaller one are too small to quote. */
function keep(args: readonly string[], found: { scale: number; result: Result }): void {
  const known = findRun(args);
  if (found.scale === 1 && known !== undefined) {
    keepResult(known.name, found.result);
    console.error("docs/performance.md, its data and its picture are written.");
  } else console.error("docs/performance.md stays as it is: it has full runs only.");
}

async function runAll(size: readonly string[]): Promise<number> {
  const scale = Number(size[0] ?? 1);
  const minutes = plan.reduce((sum, one) => sum + one.minutes, 0);
  const estimate =
    scale === 1 ? `about ${minutes} minutes` : `less than the ${minutes} minutes of a full run`;
  console.error(`${plan.length} measurements, ${estimate}. First the build …`);
  if ((await run([join(root, "scripts/build.ts")], "")) !== 0) return 1;
  const failed: string[] = [];
  const found: Record<string, Result> = {};
  for (const [index, each] of plan.entries()) {
    console.error(`\n${index + 1} of ${plan.length}: ${each.args.join(" ")}`);
    const one = await runBench([...each.args, ...size]);
    if (one === undefined) failed.push(each.name);
    else {
      found[each.name] = one.result;
      if (one.scale === 1) keepResult(each.name, one.result);
    }
  }
  console.log(`\n${renderSummary(found)}`);
  if (scale !== 1) console.log(`\nSize × ${scale}: docs/performance.md stays as it is.`);
  if (failed.length > 0)
    console.error(`\nFailed, so the page keeps what it had of them: ${failed.join(", ")}`);
  return failed.length === 0 ? 0 : 1;
}

const file = join(folder, `${name}.ts`);
if (isAll) process.exitCode = await runAll(given.slice(1));
else if (dirname(file) === folder && existsSync(file)) {
  const found = await runBench(given);
  if (found === undefined) process.exitCode = 1;
  else keep(given, found);
} else {
  const names = readdirSync(folder).flatMap((each) =>
    each.endsWith(".ts") ? [each.slice(0, -".ts".length)] : [],
  );
  console.error(`npm run bench -- NAME, where NAME is all or one of: ${names.join(", ")}`);
  process.exitCode = 2;
}
