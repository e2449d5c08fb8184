/**
 * `npm run test:failover` takes the primary away from two BFFs under load: PostgreSQL with a synchronous standby under
 * Patroni and etcd, HAProxy before it, and PgBouncer between, all from Debian's packages, which it fetches into `.cache/`
 * without installing them. It prints what happened and when, and exits with 1 when anything is lost, doubled, or late.
 * `-- -t power` runs what has that word in its title.
 */
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { objectionToNetwork } from "../test/failover/support/network.ts";
import { fetchPrograms } from "../test/failover/support/programs.ts";

const root = dirname(import.meta.dirname);

try {
  const objection = objectionToNetwork();
  if (objection !== undefined) throw new Error(`test:failover cannot run here: ${objection}`);
  fetchPrograms();
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const args = ["run", "--config", "test/failover/vitest.config.ts", ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, [vitest, ...args], { cwd: root, stdio: "inherit" });
  process.exitCode = status ?? 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
