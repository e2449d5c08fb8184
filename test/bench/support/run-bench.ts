/** What every measurement shares: a folder, an order of cleaning up, a limit of time, a table at the end. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { goalText, isMissed, type KeyFigure, type Result } from "../report/results.ts";
import { measureDisk } from "./disk.ts";

/** One line of the table. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  /** Where the product is judged by this line. */
  readonly key?: KeyFigure;
}

/** For a measurement that compares: its own columns, the first for what is measured. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly keyFigures: readonly KeyFigure[];
}

export interface BenchOptions {
  /** Arguments that it takes besides its size: `npm run bench -- floor sqlite 0.5`. */
  readonly words?: readonly string[];
  readonly mostMs?: number;
}

export interface Bench {
  /** Removed at the end. */
  readonly folder: string;
  /** Ends what the measurement started, the last first, however it ends. */
  readonly cleanup: AsyncDisposableStack;
  /** A number of things to do, made smaller (at least 1) by the script's argument: `npm run bench -- jobs 0.01`. */
  size(full: number): number;
  /** Those of the measurement's words that were given. */
  readonly words: readonly string[];
  /** Says on standard error what goes on now. */
  say(line: string): void;
}

/** Ends what hangs; a busy machine is no reason. */
const standardMostMs = 900_000;

/** Where the result is written as JSON for whoever started the measurement (scripts/bench.ts). */
const reportFile = process.env.BENCH_REPORT ?? "";

function readArguments(known: readonly string[]): { readonly scale: number } & Pick<Bench, "words"> {
  const given = process.argv.slice(2);
  const words = given.filter((text) => known.includes(text));
  const [text = "1"] = given.filter((each) => !known.includes(each));
  const scale = Number(text);
  if (!(scale > 0 && scale <= 1)) throw new Error(`the size must be above 0 and at most 1, not ${text}`);
  return { scale, words };
}

function toTable(found: readonly Figure[] | Table): Table {
  if ("columns" in found) return found;
  const rows = found.map(({ what, measured, key }) => {
    const verdict = key !== undefined && isMissed(key) ? ": **missed**" : "";
    return [what, key === undefined ? "" : goalText(key), `${measured}${verdict}`];
  });
  return {
    columns: ["what", "goal", "measured"],
    rows,
    keyFigures: found.flatMap(({ key }) => key ?? []),
  };
}

function toResult(
  found: readonly Figure[] | Table,
  { title, disk, tookMs }: { readonly title: string; readonly disk: string; readonly tookMs: number },
): Result {
  const { columns, rows, keyFigures } = toTable(found);
  const cores = cpus();
  return {
    title,
    date: new Date().toISOString().slice(0, 10),
    machine: `${cores.length} cores (${cores[0]?.model.trim() ?? "unknown"}), Node ${process.versions.node}`,
    load: loadavg()[0] ?? Number.NaN,
    disk,
    tookS: Math.round(tookMs / 1000),
    columns: [...columns],
    rows: rows.map((row) => [...row]),
    keyFigures: [...keyFigures],
  };
}

function print({ title, columns, rows, machine, load, disk }: Result, scale: number): void {
  const table = [columns, ...rows];
  const widths = columns.map((_name, column) => Math.max(...table.map((row) => (row[column] ?? "").length)));
  const size = scale === 1 ? "" : ` · size × ${scale}: too small to quote`;
  console.log(`\n${title}${size}`);
  for (const row of table)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
  console.log(`${machine} · load ${load?.toFixed(1)} · ${disk}`);
}

/** Measures, cleans up, prints. Exits 1, with the reason, when it fails, is interrupted or takes too long. */
export async function runBench(
  title: string,
  measure: (bench: Bench) => Promise<readonly Figure[] | Table>,
  { words: known = [], mostMs = standardMostMs }: BenchOptions = {},
): Promise<void> {
  const { scale, words } = readArguments(known);
  const cleanup = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), "pay-checkout-bench-"));
  cleanup.defer(() => rmSync(folder, { recursive: true, force: true }));
  const interrupted = Promise.withResolvers<never>();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => interrupted.reject(new Error("interrupted")));
  }
  const tooLong = pause(mostMs, undefined, { ref: false }).then(() => {
    throw new Error(
      `not done after ${mostMs / 1000} s; a smaller size is an argument: npm run bench -- NAME 0.1`,
    );
  });
  const bench: Bench = {
    folder,
    cleanup,
    size: (full) => Math.max(1, Math.round(full * scale)),
    words,
    say: (line) => console.error(line),
  };
  let exitCode = 0;
  try {
    const disk = measureDisk(folder);
    const began = performance.now();
    const found = await Promise.race([measure(bench), tooLong, interrupted.promise]);
    const result = toResult(found, { title, disk, tookMs: performance.now() - began });
    print(result, scale);
    if (reportFile !== "") writeFileSync(reportFile, JSON.stringify({ scale, result }));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    exitCode = 1;
  }
  await cleanup.disposeAsync();
  // What a broken-off measurement still waits for must not hold the process.
  process.exit(exitCode);
}
