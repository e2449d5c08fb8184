import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type DemoStack, startDemoStack } from "../../scripts/demo-stack.ts";
import { findFreePort } from "../../scripts/free-port.ts";
import { runScript, stopScripts } from "../support/run-script.ts";

afterEach(stopScripts);

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
    expect(late.lines.at(-1)).toContain(
      `Port ${port} (DEMO_SHOP_PORT) can't be had. Another program may listen on it: set DEMO_SHOP_PORT`,
    );
  });
});

describe.each([
  ["demo", /^ {2}DEMO_SHOP_PORT +the shop$/],
  ["sandbox", /^ {2}--webhooks URL +where webhooks go/],
])("npm run %s", (name, line) => {
  test.each(["--help", "-h"])("explains itself and its ports on %s, and starts nothing", async (flag) => {
    const run = runScript([name, flag]);
    expect(await run.ended).toBe(0);
    expect(run.lines).toContainEqual(expect.stringMatching(line));
    for (const variable of ["DEMO_BFF_PORT", "SANDBOX_PORT_CONTROL", "SANDBOX_PORT_PAYPRO", "SANDBOX_HOST"])
      expect(run.lines).toContainEqual(expect.stringMatching(new RegExp(`^ {2}${variable} +[a-z]`)));
    expect(run.lines.join("\n")).not.toContain("Starting");
  });

  test.each([
    ["--port", "Unknown option '--port'. \"--help\" says what there is."],
    ["8080", "Unexpected argument '8080'. \"--help\" says what there is."],
  ])("refuses %s, and starts nothing", async (argument, sentence) => {
    const run = runScript([name, argument]);
    expect(await run.ended).toBe(1);
    expect(run.lines).toEqual([sentence]);
  });
});

/** Runs the printed command in a shell, as somebody does who pastes it. */
function paste(lines: readonly string[]): unknown {
  const command = lines.find((line) => line.startsWith("  curl ")) ?? expect.fail("no command was printed");
  const { status, stdout } = spawnSync("sh", ["-c", `${command} --silent`], { encoding: "utf8" });
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

const madeSession = { object: "session", url: expect.stringContaining("/pay#ct_") };

describe("a shop of one's own", () => {
  test("gets from npm run demo a command that makes a session when it is pasted", async () => {
    const demo = runScript(["demo"]);
    await demo.line(/Ctrl-C/);
    expect(paste(demo.lines)).toMatchObject(madeSession);
  });

  test("gets from npm run sandbox addresses, keys that stay, and that command, without the demo shop", async () => {
    const args = ["sandbox", "--shop", "http://127.0.0.1:4567", "--webhooks", "http://127.0.0.1:4567/paid"];
    const env = { DEMO_BFF_PORT: String(await findFreePort()) };
    const settingsOf = (lines: readonly string[]) => lines.filter((line) => line.includes("  PAY_"));
    const first = runScript(args, env);
    await first.line(/Ctrl-C/);
    expect(paste(first.lines)).toMatchObject({ ...madeSession, returnUrl: "http://127.0.0.1:4567/thanks" });
    const text = first.lines.join("\n");
    expect(text).toContain("webhooks go to      http://127.0.0.1:4567/paid");
    expect(text).not.toContain("demo shop");
    expect(settingsOf(first.lines)).toHaveLength(3);
    first.child.kill("SIGINT");
    expect(await first.ended).toBe(0);
    const second = runScript(args, env);
    await second.line(/Ctrl-C/);
    expect(settingsOf(second.lines)).toEqual(settingsOf(first.lines));
  });

  test("is told when its address is none", async () => {
    const sandbox = runScript(["sandbox", "--shop", "my shop"]);
    expect(await sandbox.ended).toBe(1);
    expect(sandbox.lines.at(-1)).toBe(
      '--shop is "my shop". It takes an address such as http://localhost:3000.',
    );
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
      .poll(() => fetch(`${stack.bffUrl}/readyz`).then(({ status }) => status, String), { timeout: 60_000 })
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
  expect(run.lines).toEqual([
    expect.stringMatching(/^There is no "dmeo"\. There is: demo, sandbox, test, start/),
  ]);
});
