import { availableParallelism } from "node:os";
import { defineConfig, type TestProjectConfiguration } from "vitest/config";

const SECOND = 1000;
const workers = Math.max(2, Math.min(4, availableParallelism()));

type Kind = { folders: string[]; group: number; workers: number; timeoutMs: number };

// Groups run one after the other, in this order: quick and pure, with a database, whole processes, a browser.
// The last two measure time and start programs of their own, so nothing runs beside them.
const kinds: Record<string, Kind> = {
  unit: {
    folders: [
      "core",
      "services",
      "webhooks",
      "providers",
      "widget",
      "scripts",
      "support",
      "demo",
      "bff",
      "jobs",
    ],
    group: 0,
    workers,
    timeoutMs: 15 * SECOND,
  },
  structure: { folders: ["structure"], group: 0, workers, timeoutMs: 30 * SECOND },
  conformance: { folders: ["conformance"], group: 1, workers, timeoutMs: 30 * SECOND },
  storage: { folders: ["storage"], group: 1, workers, timeoutMs: 30 * SECOND },
  http: { folders: ["http"], group: 1, workers, timeoutMs: 30 * SECOND },
  security: { folders: ["security"], group: 1, workers, timeoutMs: 30 * SECOND },
  simulation: { folders: ["simulation"], group: 2, workers, timeoutMs: 300 * SECOND },
  process: { folders: ["process"], group: 3, workers: 1, timeoutMs: 300 * SECOND },
  browser: { folders: ["browser"], group: 4, workers: 1, timeoutMs: 60 * SECOND },
};

function describeProject([name, kind]: [string, Kind]): TestProjectConfiguration {
  return {
    extends: true,
    test: {
      name,
      include: kind.folders.map((folder) => `test/${folder}/**/*.test.{ts,tsx}`),
      fileParallelism: kind.workers > 1,
      maxWorkers: kind.workers,
      testTimeout: kind.timeoutMs,
      hookTimeout: Math.max(60 * SECOND, kind.timeoutMs),
      sequence: { groupOrder: kind.group },
    },
  };
}

export default defineConfig({
  test: {
    pool: "forks",
    globalSetup: ["test/support/postgres-global-setup.ts"],
    passWithNoTests: false,
    projects: Object.entries(kinds).map(describeProject),
  },
});
