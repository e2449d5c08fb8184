import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type DemoStack, startDemoStack } from "../../scripts/demo-stack.ts";

const root = join(import.meta.dirname, "../..");

type Run = {
  readonly child: ChildProcess;
  readonly lines: string[];
  /** The first line, of those so far or still to come, that matches. Rejects when it ends without one. */
  line(pattern: RegExp): Promise<string>;
  readonly ended: Promise<number>;
};

const running = new Set<ChildProcess>();

/** An npm script, started as npm starts it. */
function runScript(args: string[], env: Record<string, string> = {}): Run {
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

afterEach(async () => {
  for (const child of running) {
    child.kill("SIGTERM");
    await once(child, "close");
  }
});

function addressIn(line: string): string {
  const [address] = /http:\S+/.exec(line) ?? [];
  return address ?? expect.fail(`no address in: ${line}`);
}

describe("npm run demo", () => {
  test.each(["SIGINT", "SIGTERM"] as const)(
    "opens a shop, and stops without a trace on %s",
    async (signal) => {
      const demo = runScript(["demo"]);
      const shopUrl = addressIn(await demo.line(/The demo shop is open at/));
      expect(demo.lines.filter((line) => line.includes("http://"))).toHaveLength(1);
      expect((await fetch(shopUrl)).status).toBe(200);
      demo.child.kill(signal);
      expect(await demo.ended).toBe(0);
      await expect(fetch(shopUrl)).rejects.toThrow();
    },
  );

  test("says which port is taken, and by which name it was asked for", async () => {
    const taken = runScript(["demo"]);
    const { port } = new URL(addressIn(await taken.line(/The demo shop is open at/)));
    const late = runScript(["demo"], { DEMO_SHOP_PORT: port });
    expect(await late.ended).toBe(1);
    expect(late.lines.at(-1)).toContain(`Port ${port} (DEMO_SHOP_PORT)`);
  });
});

describe("npm start", () => {
  let folder: string;
  let stack: DemoStack;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "pay-checkout-test-"));
    stack = await startDemoStack();
    await stack.stopBff();
  });
  afterAll(async () => {
    await stack.stop();
    rmSync(folder, { recursive: true });
  });

  test("runs the BFF on the configuration given, and drains it on SIGTERM", async () => {
    const bff = runScript(["start", "--config", stack.configPath]);
    await expect
      .poll(() => fetch(`${stack.bffUrl}/readyz`).then(({ status }) => status, String), { timeout: 20_000 })
      .toBe(200);
    bff.child.kill("SIGTERM");
    expect(await bff.ended).toBe(0);
  });

  test("passes on the BFF's exit code for a wrong configuration, 78, and names what is wrong", async () => {
    const file = join(folder, "wrong.json");
    writeFileSync(file, JSON.stringify({ ...stack.config, publicUrl: "not an address" }));
    const bff = runScript(["start", "--config", file]);
    expect(await bff.ended).toBe(78);
    expect(bff.lines.join("\n")).toContain("publicUrl");
  });
});

test("a script that there is not is answered with those that there are", async () => {
  const run = runScript(["dmeo"]);
  expect(await run.ended).toBe(1);
  expect(run.lines).toEqual([expect.stringMatching(/^There is no "dmeo"\. There is: demo, test, start/)]);
});
