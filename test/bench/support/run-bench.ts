/** What every measurement shares: a folder, an order of cleaning up, a limit of time, a table at the end. */
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { measureDisk } from "./disk.ts";

/** One line of the table. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  /** Absent where nobody set one. */
  readonly goal?: string;
}

/** For a measurement that compares: its own columns, the first for what is measured. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
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

/** No measurement takes longer, unless it says so. */
const standardMostMs = 180_000;

function readArguments(known: readonly string[]): Pick<Report, "scale"> & Pick<Bench, "words"> {
  const given = process.argv.slice(2);
  const words = given.filter((text) => known.includes(text));
  const [text = "1"] = given.filter((each) => !known.includes(each));
  const scale = Number(text);
  if (!(scale > 0 && scale <= 1)) throw new Error(`the size must be above 0 and at most 1, not ${text}`);
  return { scale, words };
}

interface Report {
  readonly title: string;
  readonly scale: number;
  readonly disk: string;
  readonly result: readonly Figure[] | Table;
}

function toTable(result: Report["result"]): Table {
  if ("columns" in result) return result;
  const rows = result.map(({ what, measured, goal = "" }) => [what, goal, measured]);
  return { columns: ["", "goal", "measured"], rows };
}

function print({ title, scale, disk, result }: Report): void {
  const { columns, rows } = toTable(result);
  const table = [columns, ...rows];
  const widths = columns.map((_name, column) => Math.max(...table.map((row) => (row[column] ?? "").length)));
  const cores = cpus();
  const load = loadavg().map((value) => value.toFixed(1));
  const size = scale === 1 ? "" : ` · size × ${scale}: too small to quote`;
  console.log(`\n${title}${size}`);
  for (const row of table)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
  console.log(`${cores.length} cores, ${cores[0]?.model ?? "unknown"} · Node ${process.versions.node}`);
  console.log(`load ${load.join(" ")} · ${disk}`);
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
    const result = await Promise.race([measure(bench), tooLong, interrupted.promise]);
    print({ title, scale, disk, result });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    exitCode = 1;
  }
  await cleanup.disposeAsync();
  // What a broken-off measurement still waits for must not hold the process.
  process.exit(exitCode);
}
