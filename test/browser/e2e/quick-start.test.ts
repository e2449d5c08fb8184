/** docs/quick-start.md: its backend and its page, as they stand there, with the sandbox and a customer. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DemoStack, startDemoStack } from "../../../scripts/demo-stack.ts";
import { findFreePort } from "../../../scripts/free-port.ts";
import { launchBrowser } from "../../support/browser.ts";
import { eventually } from "./support/customer.ts";
import { controlSandbox } from "./support/sandbox.ts";

const root = join(import.meta.dirname, "../../..");
const guide = readFileSync(join(root, "docs/quick-start.md"), "utf8");

function blockOf(language: string): string {
  const code = guide.split(`\`\`\`${language}\n`)[1]?.split("```")[0];
  if (code === undefined) throw new Error(`the quick start has no ${language}`);
  return code;
}

let stack: DemoStack;
let browser: Browser;
let shop: ChildProcess;
let folder: string;
let shopUrl: string;

/** The guide's own text, but for the ports, which are free ones here. */
function writeShop(): void {
  const moved = (text: string) =>
    text
      .replaceAll("http://localhost:3000", shopUrl)
      .replace("listen(3000", `listen(${new URL(shopUrl).port}`)
      .replaceAll("http://127.0.0.1:8787", stack.bffUrl);
  const parent = join(root, "node_modules/.cache");
  mkdirSync(parent, { recursive: true });
  folder = mkdtempSync(join(parent, "quick-start-"));
  mkdirSync(join(folder, "public"));
  writeFileSync(join(folder, "shop.mjs"), moved(blockOf("js")));
  writeFileSync(join(folder, "public/index.html"), moved(blockOf("html")));
  const { apiKeys, webhooks } = stack.config.merchant;
  const values: Record<string, string> = {
    PAY_URL: stack.bffUrl,
    PAY_API_KEY: apiKeys[0].secret,
    PAY_WEBHOOK_SECRET: webhooks[0].secrets[0],
  };
  const names = [...blockOf("ini").matchAll(/^(\w+)=/gm)].map(([, name = ""]) => name);
  writeFileSync(join(folder, ".env"), names.map((name) => `${name}=${values[name]}\n`).join(""));
}

beforeAll(async () => {
  shopUrl = `http://localhost:${await findFreePort()}`;
  [stack, browser] = await Promise.all([
    startDemoStack({
      ownShopUrl: shopUrl,
      adjustConfig: (config) => ({
        ...config,
        merchant: {
          ...config.merchant,
          allowedOrigins: [shopUrl],
          webhooks: [{ ...config.merchant.webhooks[0], url: `${shopUrl}/webhooks` }],
        },
      }),
    }),
    launchBrowser(),
  ]);
  writeShop();
  shop = spawn(process.execPath, ["--env-file=.env", "shop.mjs"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (shop.stdout === null) throw new Error("the shop has no output");
  const [line] = await once(createInterface({ input: shop.stdout }), "line");
  expect(line).toBe(`Open ${shopUrl}`);
}, 120_000);

afterAll(async () => {
  if (shop?.exitCode === null) {
    const ended = once(shop, "exit");
    shop.kill();
    await ended;
  }
  await browser?.close();
  await stack?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function postTo(path: string, body?: string): Promise<number> {
  const headers = { "content-type": "application/json" };
  const init: RequestInit = body === undefined ? { method: "POST" } : { method: "POST", headers, body };
  return (await fetch(`${shopUrl}${path}`, init)).status;
}

/** As the merchant, apart from the shop. */
async function cancelOpenSession(reference: string): Promise<void> {
  const headers = { authorization: `Bearer ${stack.config.merchant.apiKeys[0].secret}` };
  const sessions = `${stack.bffUrl}/v1/sessions`;
  const list = `${sessions}?reference=${reference}&status=requires_payment_method`;
  const { data } = await (await fetch(list, { headers })).json();
  expect(data).toHaveLength(1);
  const canceled = await fetch(`${sessions}/${data[0].id}/cancel`, { method: "POST", headers });
  expect(canceled.status).toBe(200);
}

async function sees(page: Page, text: string): Promise<void> {
  await page.getByText(text, { exact: false }).first().waitFor();
}

test("the quick start's shop keeps its session, makes a new one when it must, and is paid by the webhook", async () => {
  const page = await browser.newPage();
  await page.goto(shopUrl);
  await sees(page, "150.00 MXN, not paid yet");
  await page.getByRole("button", { name: "Two bags" }).click();
  await sees(page, "300.00 MXN, not paid yet");

  const order = async () => await (await fetch(`${shopUrl}/order`)).json();
  const first = await order();
  expect(await order()).toEqual(first);

  // The session ends: the next visit gets another one.
  const reference: string = first.id;
  await cancelOpenSession(reference);
  const second = await order();
  expect(second).toEqual({ ...first, clientToken: second.clientToken });
  expect(second.clientToken).not.toBe(first.clientToken);

  await page.reload();
  await page.getByRole("radio", { name: "Cash at a store" }).click();
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await page.getByRole("heading", { name: "Your details" }).waitFor();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("heading", { name: "Pay with this code" }).waitFor();
  expect((await order()).clientToken).toBe(second.clientToken);

  // Nobody but the BFF marks the order as paid.
  const forged = { type: "session.succeeded", data: { session: { reference, amount: { value: "300.00" } } } };
  expect(await postTo("/webhooks", JSON.stringify(forged))).toBe(401);
  expect(await order()).toEqual(second);

  const sandbox = controlSandbox(stack.sandboxControlUrl);
  await sandbox.play(await sandbox.onlyOrder(), "pay");
  await page.getByRole("heading", { name: "Payment received" }).waitFor();
  await eventually(async () => (await order()).isPaid).toBe(true);
  expect(await postTo("/bags/1")).toBe(409);
  expect(await order()).toEqual({ ...second, isPaid: true });
});
