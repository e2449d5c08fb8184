/** Starts npm scripts in the way that npm does, for tests of whole programs. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

const root = join(import.meta.dirname, "../..");

/** A script that is running or has ended. */
export interface ScriptRun {
  readonly child: ChildProcess;
  readonly lines: string[];
  /** Resolves to the first line of the output that matches, past or future. Rejects when the script ends without one. */
  line(pattern: RegExp): Promise<string>;
  readonly ended: Promise<number>;
}

const running = new Set<ChildProcess>();

/** Starts `npm run <args>`, without npm. `env` extends the environment of this process. */
export function runScript(args: string[], env: Record<string, string> = {}): ScriptRun {
  const child = spawn(process.execPath, ["scripts/run.mjs", ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  const lines: string[] = [];
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (text) => {
      lines.push(text);
      for (const watcher of watchers) watcher();
    });
  }
  const ended = once(child, "close").then(([code]) => {
    running.delete(child);
    for (const watcher of watchers) watcher();
    return code;
  });
  return {
    child,
    lines,
    ended,
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = lines.find((text) => pattern.test(text));
          if (found !== undefined) resolve(found);
          else if (!running.has(child)) reject(new Error(`it ended without that line:\n${lines.join("\n")}`));
        };
        watchers.add(look);
        look();
      }),
  };
}

/** Stops every running script and waits for its end. */
export async function stopScripts(): Promise<void> {
  for (const child of running) {
    const closed = once(child, "close");
    child.kill("SIGTERM");
    await closed;
  }
}
