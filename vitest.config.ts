import { availableParallelism } from "node:os";
import { defineConfig, type TestProjectConfiguration } from "vitest/config";

const secondMs = 1000;
const workers = Math.max(2, Math.min(4, availableParallelism()));

// The time limits suit a busy machine. They end tests that hang, and measure nothing.
interface Kind {
  readonly group: number;
  readonly workers: number;
  readonly timeoutMs: number;
  /** Whether each file gets a process of its own, because it takes long or changes its process. */
  readonly isolate: boolean;
  /** A module to run once before these tests. */
  readonly setup?: string;
}

// The folders of test/ that need more than the others. Groups run one after the other: tests within their own process,
// processes that are killed, programs as users run them, a browser. The killed processes mostly wait, so these tests run
// side by side. So do the programs that are started, which are built once.
const kinds: Record<string, Kind> = {
  simulation: { group: 0, workers, timeoutMs: 300 * secondMs, isolate: true },
  growth: { group: 0, workers, timeoutMs: 240 * secondMs, isolate: false },
  kill: {
    group: 1,
    workers: 3,
    timeoutMs: 300 * secondMs,
    isolate: true,
    setup: "test/kill/support/bundle-global-setup.ts",
  },
  fuzz: { group: 1, workers: 3, timeoutMs: 300 * secondMs, isolate: true },
  process: {
    group: 2,
    workers: 2,
    timeoutMs: 300 * secondMs,
    isolate: true,
    setup: "test/process/support/build-global-setup.ts",
  },
  browser: {
    group: 3,
    workers: 2,
    timeoutMs: 90 * secondMs,
    isolate: true,
    setup: "test/browser/widget-global-setup.ts",
  },
};
// The other tests share processes, because loading the code takes longer than the tests. They must not change globals.
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
      // A limit for waiting, not a measurement. The default of 1 s is too short on a busy machine.
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
