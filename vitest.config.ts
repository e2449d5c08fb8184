import { availableParallelism } from "node:os";
import { defineConfig, type TestProjectConfiguration } from "vitest/config";

const secondMs = 1000;
const workers = Math.max(2, Math.min(4, availableParallelism()));

// The times are for a machine that is busy with other things: they end what hangs, and measure nothing.
interface Kind {
  readonly group: number;
  readonly workers: number;
  readonly timeoutMs: number;
  /** Each file in a process of its own: for what takes long, or changes the process that it is in. */
  readonly isolate: boolean;
  /** What is to be done once before them. */
  readonly setup?: string;
}

// Each folder of test/ that needs more than the rest, by name. Groups run one after the other: what runs in the test's
// own process, processes that are killed, programs as users run them, a browser. The killed ones mostly wait, so they
// do it side by side; the programs are built and started by themselves, so nothing runs beside them.
const kinds: Record<string, Kind> = {
  simulation: { group: 0, workers, timeoutMs: 300 * secondMs, isolate: true },
  kill: {
    group: 1,
    workers: 3,
    timeoutMs: 300 * secondMs,
    isolate: true,
    setup: "test/kill/support/bundle-global-setup.ts",
  },
  process: { group: 2, workers: 1, timeoutMs: 300 * secondMs, isolate: true },
  browser: { group: 3, workers: 2, timeoutMs: 90 * secondMs, isolate: true },
};
// The rest share their processes, as cold code costs more than what it is run for: a test leaves no global changed.
const rest: Kind = { group: 0, workers, timeoutMs: 60 * secondMs, isolate: false };

function testsIn(folder: string): string {
  return `test/${folder}/**/*.test.{ts,tsx}`;
}

function describeProject(
  name: string,
  include: string,
  exclude: string[],
  kind: Kind,
): TestProjectConfiguration {
  return {
    extends: true,
    test: {
      name,
      include: [include],
      exclude,
      fileParallelism: kind.workers > 1,
      isolate: kind.isolate,
      maxWorkers: kind.workers,
      globalSetup: kind.setup === undefined ? [] : [kind.setup],
      testTimeout: kind.timeoutMs,
      hookTimeout: Math.max(60 * secondMs, kind.timeoutMs),
      sequence: { groupOrder: kind.group },
      // How long a condition is waited for, not how soon it must come: the default of 1 s is short on a busy machine.
      expect: { poll: { timeout: 10 * secondMs, interval: 20 } },
    },
  };
}

export default defineConfig({
  test: {
    pool: "forks",
    globalSetup: ["test/support/postgres-global-setup.ts"],
    passWithNoTests: false,
    projects: [
      describeProject("parts", testsIn("*"), Object.keys(kinds).map(testsIn), rest),
      ...Object.entries(kinds).map(([name, kind]) => describeProject(name, testsIn(name), [], kind)),
    ],
  },
});
