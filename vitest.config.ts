import { availableParallelism } from "node:os";
import { defineConfig, type TestProjectConfiguration } from "vitest/config";
import { InTurn } from "./test/support/in-turn.ts";

const secondMs = 1000;
// Three more than there are cores: tests of killed processes, of programs and of pages mostly wait.
const workers = Math.max(5, Math.min(6, availableParallelism() + 3));

// The time limits suit a busy machine. They end tests that hang, and measure nothing.
interface Kind {
  readonly timeoutMs: number;
  /** Whether each file gets a process of its own, because it takes long or changes its process. */
  readonly isolate: boolean;
  /** A module to run once before these tests. */
  readonly setup?: string;
}

// The folders of test/ that need more than the others. What they need is built once, before all tests. All of them run
// side by side (test/support/in-turn.ts says in which order), so that one computes while another waits.
const kinds: Record<string, Kind> = {
  simulation: { timeoutMs: 600 * secondMs, isolate: true },
  growth: { timeoutMs: 240 * secondMs, isolate: false },
  kill: {
    timeoutMs: 300 * secondMs,
    isolate: true,
    setup: "test/kill/support/bundle-global-setup.ts",
  },
  fuzz: { timeoutMs: 300 * secondMs, isolate: true },
  process: {
    timeoutMs: 300 * secondMs,
    isolate: true,
    setup: "test/process/support/build-global-setup.ts",
  },
  browser: {
    timeoutMs: 90 * secondMs,
    isolate: true,
    setup: "test/browser/widget-global-setup.ts",
  },
};
// The other tests share processes, because loading the code takes longer than the tests. They must not change globals.
const rest: Kind = { timeoutMs: 180 * secondMs, isolate: false };

// Tests that take long and guard what rarely changes: `npm run test:long`. `npm test` sets this to leave them out.
const long = process.env.PAY_CHECKOUT_TESTS === "short" ? ["test/**/*.long.test.{ts,tsx}"] : [];

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
      exclude: [...exclude, ...long],
      isolate: kind.isolate,
      maxWorkers: workers,
      globalSetup: kind.setup === undefined ? [] : [kind.setup],
      testTimeout: kind.timeoutMs,
      hookTimeout: Math.max(60 * secondMs, kind.timeoutMs),
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
    sequence: { sequencer: InTurn },
    projects: [
      describeProject("parts", testsIn("*"), Object.keys(kinds).map(testsIn), rest),
      ...Object.entries(kinds).map(([name, kind]) => describeProject(name, testsIn(name), [], kind)),
    ],
  },
});
