/**
 * `npm run test:exhaustive -- [FACTS]` searches all orders of lists of up to that many facts, 5 by default. The tests in
 * test/exhaustive/ read EXHAUSTIVE_FACTS. Each fact more takes about eight times as long: five take some minutes, six
 * most of an hour.
 */
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";

const root = dirname(import.meta.dirname);
const dayMs = String(24 * 60 * 60 * 1000);

const [facts = "5"] = process.argv.slice(2);
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const args = ["run", "--project=parts", "test/exhaustive", `--testTimeout=${dayMs}`];
const env = { ...process.env, EXHAUSTIVE_FACTS: facts };
const { status } = spawnSync(process.execPath, [vitest, ...args], { cwd: root, stdio: "inherit", env });
process.exitCode = status ?? 1;
