import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type DemoStack, startDemoStack } from "../../scripts/demo-stack.ts";
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
  expect(run.lines).toEqual([expect.stringMatching(/^There is no "dmeo"\. There is: demo, test, start/)]);
});
