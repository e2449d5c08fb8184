/** Starts, watches and stops a program of this repository. It never outlives this process. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";

const root = dirname(import.meta.dirname);
const stopMs = 10_000;
const pollMs = 40;
const tailLines = 20;

/** A running program. */
export interface Program {
  readonly name: string;
  /** Resolves when it has ended, to "exit code 1", "signal SIGKILL" or the like. */
  readonly ended: Promise<string>;
  /** Its first line on standard output. Rejects with `ProgramEnded` when it ends without one. */
  readonly firstLine: Promise<string>;
  /** Waits for `url` to answer 200. Rejects with `ProgramEnded`, or when `timeoutMs` have passed. */
  answers(url: string, timeoutMs: number): Promise<void>;
  /** Sends the signal, SIGTERM by default, and SIGKILL after 10 s. Resolves when the program has ended. */
  stop(signal?: "SIGTERM" | "SIGKILL"): Promise<void>;
  /** The last lines of its standard error, or of its standard output when the former is empty. */
  tail(): string;
}

/** A program ended without having been stopped. `message` is for the user: which program, how, and its last lines. */
export class ProgramEnded extends Error {
  readonly program: string;

  constructor(program: Program, how: string) {
    const tail = program.tail();
    super(`${program.name} ended (${how}). ${tail === "" ? "It said nothing." : `Its last lines:\n${tail}`}`);
    this.name = "ProgramEnded";
    this.program = program.name;
  }
}

/** Options of a program. `entry` is a TypeScript file of the repository; `logFile` gets its output. */
export interface ProgramOptions {
  readonly name: string;
  readonly entry: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly logFile: string;
}

function keepLast(lines: string[], line: string): void {
  lines.push(line);
  if (lines.length > tailLines) lines.shift();
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false; // It does not listen yet: try again.
  }
}

/** Starts a program on the Node of this process, in a process group of its own, so that Ctrl-C reaches only us. */
export function startProgram(options: ProgramOptions): Program {
  const guard = join(import.meta.dirname, "end-with-parent.ts");
  const child = spawn(
    process.execPath,
    ["--import", guard, join(root, options.entry), ...(options.args ?? [])],
    {
      cwd: root,
      detached: true,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "pipe", "pipe", "pipe"],
    },
  );
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error(`${options.name} has no output to read`);
  const log = createWriteStream(options.logFile, { flags: "a" });
  const errors: string[] = [];
  const output: string[] = [];
  const first = Promise.withResolvers<string>();
  createInterface({ input: stderr }).on("line", (line) => {
    keepLast(errors, line);
    log.write(`${line}\n`);
  });
  createInterface({ input: stdout }).on("line", (line) => {
    first.resolve(line);
    keepLast(output, line);
    log.write(`${line}\n`);
  });
  const ended = once(child, "close").then(([code, signal]) => {
    log.end();
    return signal === null ? `exit code ${code}` : `signal ${signal}`;
  });
  let running = true;

  const program: Program = {
    name: options.name,
    ended,
    firstLine: first.promise,
    async answers(url, timeoutMs) {
      const deadline = performance.now() + timeoutMs;
      while (!(await isReady(url))) {
        if (!running) throw new ProgramEnded(program, await ended);
        if (performance.now() > deadline)
          throw new Error(`${options.name} did not answer at ${url}:\n${program.tail()}`);
        await delay(pollMs);
      }
    },
    async stop(signal = "SIGTERM") {
      if (!running) return;
      child.kill(signal);
      const killer = setTimeout(() => child.kill("SIGKILL"), stopMs);
      await ended;
      clearTimeout(killer);
    },
    tail: () => (errors.length > 0 ? errors : output).join("\n"),
  };
  ended.then((how) => {
    running = false;
    first.reject(new ProgramEnded(program, how));
  }, first.reject);
  // A rejection that nobody awaits would end this process.
  first.promise.catch(() => undefined);
  return program;
}
