/** What the flows need of a browser, and what all drivers share. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** One window of a browser. */
export interface Driver {
  /** As the browser tells it, e.g. `HeadlessChrome/83.0.4103.0`. */
  readonly version: string;
  readonly open: (url: string) => Promise<void>;
  readonly reload: () => Promise<void>;
  /** The value of an expression in the page, which must be JSON; waits for a promise. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** Clicks as a hand does. In CSS pixels of the window. */
  readonly click: (x: number, y: number) => Promise<void>;
  readonly resize: (width: number, height: number) => Promise<void>;
  /** A PNG of the window. */
  readonly screenshot: () => Promise<Buffer>;
  readonly close: () => Promise<void>;
}

export interface DriverOptions {
  readonly program: string;
  /** A folder of its own, which may be filled. */
  readonly profile: string;
}

const startMs = 30_000;

/** A program that a driver has started. */
export interface Started {
  readonly child: ChildProcess;
  /** The first match of the pattern in what it has said. */
  readonly said: string;
}

/** Starts a program and waits until it says what the pattern finds. Rejects with its last words when it does not. */
export async function startAndHear(
  program: string,
  args: readonly string[],
  { hear, env = {} }: { readonly hear: RegExp; readonly env?: Readonly<Record<string, string>> },
): Promise<Started> {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const read = (chunk: Buffer) => {
    text += chunk.toString();
    const [, found] = hear.exec(text) ?? [];
    if (found !== undefined) resolve(found);
  };
  child.stdout.on("data", read);
  child.stderr.on("data", read);
  const lastWords = () => text.trim().split("\n").at(-1) ?? "";
  child.once("error", reject);
  child.once("exit", (code) => reject(new Error(`it ended with ${code}: ${lastWords()}`)));
  const timer = setTimeout(() => reject(new Error(`it did not start: ${lastWords()}`)), startMs);
  try {
    return { child, said: await promise };
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Ends a program that a driver has started. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
