/** A program of ours that runs beside this one: started, watched, stopped, and never left behind. */
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
  /** Resolves when it has ended, to how: "exit code 1", "signal SIGKILL". */
  readonly ended: Promise<string>;
  /** Its first line on standard output. Rejects with `ProgramEnded` when it ends before that. */
  readonly firstLine: Promise<string>;
  /** Waits for `url` to answer 200. Rejects with `ProgramEnded`, or when `timeoutMs` have passed. */
  answers(url: string, timeoutMs: number): Promise<void>;
  /** Ends it: with SIGTERM, then SIGKILL after 10 s; or at once with the signal given. */
  stop(signal?: "SIGTERM" | "SIGKILL"): Promise<void>;
  /** The last lines of its standard error, or of its standard output where it wrote no errors. */
  tail(): string;
}

/** A program that ended before it was told to. `message` is for the user: which one, how, its last words. */
export class ProgramEnded extends Error {
  readonly program: string;

  constructor(program: Program, how: string) {
    const tail = program.tail();
    super(`${program.name} ended (${how}). ${tail === "" ? "It said nothing." : `Its last lines:\n${tail}`}`);
    this.name = "ProgramEnded";
    this.program = program.name;
  }
}

/** How to start a program: `entry` is a TypeScript file of the repository, `logFile` gets all it prints. */
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
    return false; // Not listening yet, or busy starting: the next try tells.
  }
}

/** Starts a program on the Node this one runs on. It gets its own process group, so that Ctrl-C is ours to handle. */
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
  // Whoever does not ask for the first line must not be hit by its failure.
  first.promise.catch(() => undefined);
  return program;
}
