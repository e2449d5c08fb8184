/**
 * `npm run test:alerts` checks docs/monitoring/alerts.yml with Prometheus' own promtool: `check rules`, and the unit tests of
 * test/monitoring/alerts.yaml, in which each alert fires and does not fire. Where the machine has no promtool, it fetches
 * Debian's package into `.cache/`, without installing it. It exits with 1 when anything is wrong.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { fetchDebianPrograms } from "../test/support/debian-packages.ts";

const root = dirname(import.meta.dirname);
const rulesFile = join(root, "docs/monitoring/alerts.yml");
const fetched = join(root, ".cache/promtool/promtool");
const rules = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(z.looseObject({ alert: z.string(), annotations: z.unknown() })),
    }),
  ),
});

function promtool(): string {
  const named = process.env.PROMTOOL;
  if (named) return named;
  if (existsSync(fetched)) return fetched;
  if (spawnSync("promtool", ["--version"]).status === 0) return "promtool";
  const wanted = { packages: ["prometheus"], libraries: /^$/, folder: "usr/bin", programs: ["promtool"] };
  fetchDebianPrograms(wanted, dirname(fetched));
  return fetched;
}

function run(program: string, args: readonly string[]): void {
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: "inherit" });
  if (status !== 0)
    throw new Error(`promtool ${args.join(" ")} failed: ${error?.message ?? `exit code ${status}`}`);
}

/** promtool compares texts, too, and these are for people: so the unit tests run on the rules without them. */
function withoutTexts(folder: string): string {
  const { groups } = rules.parse(parse(readFileSync(rulesFile, "utf8")));
  const bare = groups.map((group) => ({
    ...group,
    rules: group.rules.map(({ annotations: _texts, ...rule }) => rule),
  }));
  const bareFile = join(folder, "rules.yml");
  writeFileSync(bareFile, stringify({ groups: bare }));
  const tests = readFileSync(join(root, "test/monitoring/alerts.yaml"), "utf8");
  const testsFile = join(folder, "tests.yml");
  writeFileSync(testsFile, tests.replace("ALERTS", bareFile));
  return testsFile;
}

const folder = mkdtempSync(join(tmpdir(), "pay-checkout-alerts-"));
try {
  const program = promtool();
  run(program, ["check", "rules", rulesFile]);
  run(program, ["test", "rules", withoutTexts(folder)]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
