/** Runs the programs that fetch browsers. */
import { spawnSync } from "node:child_process";

/** The path of a program to start, or the reason why there is none, for the table. */
export type Fetched =
  | { readonly ok: true; readonly program: string }
  | { readonly ok: false; readonly why: string };

const minuteMs = 60_000;

/** Runs a program to its end. Null when it went well, else its last words. */
export function run(
  program: string,
  args: readonly string[],
  { cwd }: { readonly cwd?: string } = {},
): string | null {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const { status, error, stdout, stderr } = spawnSync(program, args, {
    encoding: "utf8",
    env,
    ...(cwd === undefined ? {} : { cwd }),
    timeout: 10 * minuteMs,
  });
  if (status === 0) return null;
  const said = `${stdout ?? ""}\n${stderr ?? ""}`
    .trim()
    .split("\n")
    .findLast((line) => /\S/.test(line));
  return `${program} failed: ${said ?? error?.message ?? `exit code ${status}`}`;
}
