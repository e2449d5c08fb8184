/** An example as a process of its own, in a folder of its own, and what its customer does there by HTTP. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { vi } from "vitest";

const root = join(import.meta.dirname, "../../..");
type Child = ChildProcessByStdio<null, Readable, Readable>;
const running = new Set<Child>();

/** Copies an example into a folder, as a merchant would. */
export function copyExample(name: string, folder: string): void {
  cpSync(join(root, "examples", name), folder, { recursive: true });
}

export interface ExampleOptions {
  readonly url: string;
  readonly folder: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The status of its first page; 200 by default. */
  readonly firstStatus?: number;
}

export interface Example {
  readonly url: string;
  /** All that it has printed. */
  readonly output: { text: string };
  /** Sends a form. @returns the status and the page that it leads to. */
  submit(path: string, fields: Readonly<Record<string, string>>): Promise<Page>;
  read(path: string): Promise<Page>;
  /** Posts to its webhooks. @returns the status. */
  deliver(body: string, headers?: Readonly<Record<string, string>>): Promise<number>;
}

export interface Page {
  readonly status: number;
  readonly path: string;
  readonly text: string;
  /** The session's client token; undefined on a page without the widget. */
  readonly clientToken: string | undefined;
}

async function pageOf(answer: Response): Promise<Page> {
  const text = await answer.text();
  const [, clientToken] = /client-token="(ct_\w+)"/.exec(text) ?? [];
  return { status: answer.status, path: new URL(answer.url).pathname, text, clientToken };
}

/** Resolves when its first page is there. */
export async function startExample(options: ExampleOptions): Promise<Example> {
  const { url, folder, program, args, env, firstStatus = 200 } = options;
  const child = spawn(program, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env, SHOP_URL: url },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  const output = { text: "" };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output.text += String(chunk);
    });
  }
  const read = async (path: string) => await pageOf(await fetch(`${url}${path}`));
  const answers = async () => {
    const { status } = await read("/");
    if (status !== firstStatus) throw new Error(`it answers ${status}:\n${output.text}`);
  };
  await Promise.race([
    vi.waitFor(answers, { timeout: 60_000, interval: 50 }),
    once(child, "close").then(() => {
      throw new Error(`it ended:\n${output.text}`);
    }),
  ]);
  return {
    url,
    output,
    read,
    async submit(path, fields) {
      return await pageOf(
        await fetch(`${url}${path}`, { method: "POST", body: new URLSearchParams(fields) }),
      );
    },
    async deliver(body, headers = {}) {
      const sent = { "content-type": "application/json", ...headers };
      return (await fetch(`${url}/webhooks`, { method: "POST", body, headers: sent })).status;
    },
  };
}

/** For `afterAll`. */
export async function endExamples(): Promise<void> {
  for (const child of running) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = once(child, "exit");
    child.kill();
    await ended;
  }
  running.clear();
}
