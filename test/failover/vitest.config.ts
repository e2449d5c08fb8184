import { dirname } from "node:path";
import { defineConfig } from "vitest/config";

const minuteMs = 60_000;

/** For `npm run test:failover` alone: `npm test` does not know these tests. */
export default defineConfig({
  root: dirname(dirname(import.meta.dirname)),
  test: {
    include: ["test/failover/failover.ts"],
    globalSetup: ["test/kill/support/bundle-global-setup.ts"],
    pool: "forks",
    fileParallelism: false,
    testTimeout: 15 * minuteMs,
    hookTimeout: 5 * minuteMs,
    disableConsoleIntercept: true,
  },
});
