/** Programs that end with this process, however it ends. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync } from "node:fs";

export interface Program {
  readonly pid: number;
  readonly isRunning: boolean;
  /** As a power cut would end it, with all that it has started. */
  kill(): Promise<void>;
}

export interface ProgramOptions {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** What it says goes there. */
  readonly logFile: string;
}

/**
 * The program is the first process of a PID namespace of its own: when it dies, the kernel kills all that it has started.
 */
export function startProgram({ command, environment, logFile }: ProgramOptions): Program {
  const child: ChildProcess = spawn(
    "setpriv",
    ["--pdeathsig=KILL", "unshare", "--fork", "--pid", "--mount-proc", "--kill-child=KILL", ...command],
    { env: { ...environment }, cwd: "/", stdio: ["ignore", "pipe", "pipe"] },
  );
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => appendFileSync(logFile, chunk));
  const closed = once(child, "close");
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  return {
    pid: child.pid ?? 0,
    get isRunning() {
      return isRunning();
    },
    async kill() {
      if (isRunning()) child.kill("SIGKILL");
      await closed;
    },
  };
}
