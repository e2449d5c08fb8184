/**
 * `npm run test:simulation -- [SCHEDULES] [SEED] [SWITCHES]` runs the simulation for long: 10,000 schedules by default. With
 * `all` the world also does what today's code is known to fail (test/simulation/world/not-yet.ts); with the names of
 * switches, joined by commas, it does exactly those. The tests in
 * test/simulation/ read SIMULATION_SCHEDULES, SIMULATION_SEED and SIMULATION_SWITCHES.
 */
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";

const root = dirname(import.meta.dirname);
const defaultSchedules = "10000";
const dayMs = String(24 * 60 * 60 * 1000);

const [schedules = defaultSchedules, seed, switches] = process.argv.slice(2);
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const args = ["run", "--project=simulation", `--testTimeout=${dayMs}`];
const env = {
  ...process.env,
  SIMULATION_SCHEDULES: schedules,
  ...(seed === undefined ? {} : { SIMULATION_SEED: seed }),
  ...(switches === undefined ? {} : { SIMULATION_SWITCHES: switches }),
};
const { status } = spawnSync(process.execPath, [vitest, ...args], { cwd: root, stdio: "inherit", env });
process.exitCode = status ?? 1;
