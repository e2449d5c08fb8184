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

export interface Bench {
  /** Removed at the end. */
  readonly folder: string;
  /** Ends what the measurement started, the last first, however it ends. */
  readonly cleanup: AsyncDisposableStack;
  /** A number of things to do, made smaller (at least 1) by the script's one argument: `npm run bench -- jobs 0.01`. */
  size(full: number): number;
  /** Says on standard error what goes on now. */
  say(line: string): void;
}

/** No measurement takes longer. */
const mostMs = 180_000;

function readScale(): number {
  const [text = "1"] = process.argv.slice(2);
  const scale = Number(text);
  if (!(scale > 0 && scale <= 1)) throw new Error(`the size must be above 0 and at most 1, not ${text}`);
  return scale;
}

interface Report {
  readonly title: string;
  readonly scale: number;
  readonly disk: string;
  readonly figures: readonly Figure[];
}

function print({ title, scale, disk, figures }: Report): void {
  const rows = figures.map(({ what, measured, goal = "" }) => [what, goal, measured]);
  const table = [["", "goal", "measured"], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => (row[column] ?? "").length)));
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
  measure: (bench: Bench) => Promise<readonly Figure[]>,
): Promise<void> {
  const scale = readScale();
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
    say: (line) => console.error(line),
  };
  let exitCode = 0;
  try {
    const disk = measureDisk(folder);
    const figures = await Promise.race([measure(bench), tooLong, interrupted.promise]);
    print({ title, scale, disk, figures });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    exitCode = 1;
  }
  await cleanup.disposeAsync();
  // What a broken-off measurement still waits for must not hold the process.
  process.exit(exitCode);
}
