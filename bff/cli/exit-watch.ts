/**
 * The exit that nothing can hold up. `process.exit` waits for calls that a thread of Node's pool is in, such as the
 * look-up of a name whose server does not answer, and a main thread that is stuck never gets there. So another
 * process watches, and ends this one by SIGKILL when its time is over. It leaves with this one, whose end of the pipe
 * closes.
 */
import { spawn } from "node:child_process";
import { maySpawn } from "../core/denied-access.ts";

function watcherOf(pid: number, limitMs: number): string {
  return [
    `setTimeout(() => { try { process.kill(${pid}, "SIGKILL"); } catch {} process.exit(); }, ${limitMs});`,
    `for (const name of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(name, () => {});`,
    `process.stdin.on("end", () => process.exit()).on("error", () => process.exit()).resume();`,
  ].join("\n");
}

/**
 * Does nothing where Node's permission model allows no other process: who starts Node with it has a time limit of their
 * own (systemd's TimeoutStopSec, a container's).
 * @param onFailure gets the error if there can be no second process; this one then ends by itself only.
 */
export function watchExit(limitMs: number, onFailure: (error: Error) => void): void {
  if (!maySpawn()) return;
  const watcher = spawn(process.execPath, ["-e", watcherOf(process.pid, limitMs)], {
    stdio: ["pipe", "ignore", "ignore"],
    // A group of its own, so that the terminal's next Ctrl-C does not end it.
    detached: true,
    env: {},
  });
  watcher.on("error", onFailure);
  watcher.stdin?.on("error", onFailure);
  watcher.unref();
}
