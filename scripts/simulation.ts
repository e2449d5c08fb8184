/**
 * `npm run test:simulation -- [SCHEDULES] [SEED]` runs the simulation for long: 10,000 schedules by default. The tests in
 * test/simulation/ read SIMULATION_SCHEDULES and SIMULATION_SEED.
 */
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";

const root = dirname(import.meta.dirname);
const defaultSchedules = "10000";
const dayMs = String(24 * 60 * 60 * 1000);

const [schedules = defaultSchedules, seed] = process.argv.slice(2);
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const args = ["run", "--project=simulation", `--testTimeout=${dayMs}`];
const env = {
  ...process.env,
  SIMULATION_SCHEDULES: schedules,
  ...(seed === undefined ? {} : { SIMULATION_SEED: seed }),
};
const { status } = spawnSync(process.execPath, [vitest, ...args], { cwd: root, stdio: "inherit", env });
process.exitCode = status ?? 1;
