/** `check --pay` with a server that runs and the sandbox provider; the test is the person who pays. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { payTest } from "../../bff/cli/pay-test/pay.ts";
import { startTestApp, type TestApp } from "../support/app.ts";
import { run } from "./support/commands.ts";

let app: TestApp;
let folder: string;
beforeEach(async () => {
  app = await startTestApp({ runJobs: true });
  folder = mkdtempSync(join(tmpdir(), "pay-checkout-test-"));
});
afterEach(async () => {
  await app.stop();
  rmSync(folder, { recursive: true });
});

/** Starts the walk. `answers`: what a person types. */
function walk(account: string, answers?: readonly string[], reports = folder) {
  const lines: string[] = [];
  const rest = [...(answers ?? [])];
  const terminal = {
    out: (line: string) => void lines.push(line),
    error: (line: string) => void lines.push(line),
    readLine: async () => rest.shift(),
    isInteractive: answers !== undefined,
    env: {},
  };
  const ended = payTest(app.config, { amount: "150.00", account, folder: reports, pollMs: 20 }, terminal);
  return { lines, ended };
}

async function orderAt(provider: "paypro" | "lhxpay"): Promise<string> {
  const find = () => app.sandbox.state.orders({ provider })[0]?.orderNo;
  await expect.poll(find).toBeDefined();
  return find() ?? expect.fail("there is no order");
}

function reportText(): string {
  const [name, ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  expect(name).toMatch(/^check-pay-[\w-]+-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.md$/);
  return readFileSync(join(folder, name ?? ""), "utf8");
}

test("a payment by a code is proven from its creation to the webhook, and the report holds no secret", async () => {
  const { lines, ended } = walk("paypro-mx");
  const orderNo = await orderAt("paypro");
  await expect.poll(() => lines.join("\n")).toMatch(/^Pay to \d+ \(va\)\.$/m);
  app.sandbox.state.play({ provider: "paypro", orderNo }, { action: "pay" });
  expect(await ended, lines.join("\n")).toBe(0);
  const report = reportText();
  for (const step of ["creation", "code or page", "success", "callback", "query", "webhook"])
    expect(report).toContain(`| ${step} | proven |`);
  expect(report).toContain("| return | **not proven** | The method shows a code");
  expect(report).not.toContain(app.apiKey);
  expect(report).not.toMatch(/ct_\w/);
});

test("a payment on a provider's page ends with the question whether the browser came back", async () => {
  const { lines, ended } = walk("lhx-cn", ["y"]);
  const orderNo = await orderAt("lhxpay");
  await expect.poll(() => lines.join("\n")).toMatch(/^Open http/m);
  app.sandbox.state.play({ provider: "lhxpay", orderNo }, { action: "pay" });
  expect(await ended, lines.join("\n")).toBe(0);
  expect(reportText()).toContain("| return | proven |");
});

test("a payment that fails is reported as such, with 1", async () => {
  const { ended } = walk("paypro-mx");
  const orderNo = await orderAt("paypro");
  app.sandbox.state.play({ provider: "paypro", orderNo }, { action: "fail" });
  expect(await ended).toBe(1);
  expect(reportText()).toContain("| success | **not proven** | The payment is failed");
});

test("a payment that another account takes ends before anybody is told to pay, and its session is canceled", async () => {
  await app.stop();
  app = await startTestApp({
    config: (base) => {
      const accounts = base.accounts.filter(({ id }) => id === "paypro-mx");
      return {
        ...base,
        accounts: [...accounts, ...accounts.map((account) => ({ ...account, id: "second" }))],
      };
    },
  });
  const { lines, ended } = walk("second");
  expect(await ended).toBe(1);
  const said = lines.join("\n");
  expect(said).toContain("creation: The account paypro-mx took the order: put second before it in the file");
  expect(said).toContain("The session is canceled.");
  expect(said).not.toMatch(/^Pay to/m);
  expect((await app.api.get("/v1/sessions")).json()).toMatchObject({ data: [{ status: "canceled" }] });
});

test("a report that cannot be written is printed, because somebody has paid for it", async () => {
  await app.stop();
  const { lines, ended } = walk("paypro-mx", undefined, join(folder, "none"));
  expect(await ended).toBe(1);
  expect(lines.join("\n")).toMatch(/^\/.* cannot be written, so the report stands here: /m);
  expect(lines.join("\n")).toContain("| creation | **not proven** |");
});

test("without a server there is a report, too, and it says so", async () => {
  await app.stop();
  const { lines, ended } = walk("paypro-mx");
  expect(await ended).toBe(1);
  expect(lines.join("\n")).toContain(`No session could be made: nobody answers at ${app.url}`);
  expect(reportText()).toContain("| creation | **not proven** |");
});

test("an account that there is not, and an amount that is none, are wrong arguments", async () => {
  const { lines, ended } = walk("paypro");
  expect(await ended).toBe(64);
  expect(lines.join("\n")).toContain("--account paypro: there is paypro-mx");
  expect(readdirSync(folder)).toEqual([]);
  expect((await run(["check", "--pay", "one", "--account", "paypro-mx"])).code).toBe(64);
  expect((await run(["check", "--pay", "1.00"])).code).toBe(64);
  expect((await run(["serve", "--pay", "1.00"])).code).toBe(64);
});
