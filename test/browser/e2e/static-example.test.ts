/** examples/static/: the shopkeeper's command, and its pages with a customer who pays on the hosted page. */
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../../support/app.ts";
import { launchBrowser } from "../../support/browser.ts";
import { startTestServer, type TestServer } from "../../support/net.ts";

const root = join(import.meta.dirname, "../../..");
const run = promisify(execFile);
const types: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript" };

let app: TestApp;
let browser: Browser;
let files: TestServer;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pay-checkout-static-"));
  cpSync(join(root, "examples/static"), folder, { recursive: true });
  // Any server of files. The address of the checkout is the one thing that a merchant changes in them.
  files = await startTestServer((request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://shop.example");
    const type = types[extname(pathname)];
    if (type === undefined) return void response.writeHead(404).end();
    const text = readFileSync(join(folder, "public", pathname), "utf8");
    response.writeHead(200, { "content-type": type }).end(text.replace("http://127.0.0.1:8787", app.url));
  });
  [app, browser] = await Promise.all([
    startTestApp({
      runJobs: true,
      config: (base) => ({ ...base, merchant: { ...base.merchant, allowedOrigins: [files.origin] } }),
    }),
    launchBrowser(),
  ]);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await files?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** @returns what the shopkeeper's command prints. */
async function invoice(...args: readonly string[]): Promise<string> {
  const env = { PAY_URL: app.url, PAY_API_KEY: app.apiKey, SHOP_URL: files.origin };
  return (await run(process.execPath, ["invoice.mjs", ...args], { cwd: folder, env })).stdout.trim();
}

const says = async (page: Page, text: string) => await page.locator("#state", { hasText: text }).waitFor();

test("an invoice is paid on the hosted page, and the page of the return says only what the checkout says", async () => {
  const first = await invoice("order-1001", "150.00");
  expect(first).toMatch(/\/pay\.html#ct_\w+$/);
  for (const same of ["150.00", "150", "150.0"]) expect(await invoice("order-1001", same)).toBe(first);

  // The amount changes: the first link is over.
  const second = await invoice("order-1001", "300.00");
  const page = await browser.newPage();
  await page.goto(first);
  await says(page, "150.00 MXN: This invoice can't be paid any more.");
  expect(new URL(page.url()).hash).toBe("");
  await page.goto(second);
  await says(page, "order-1001, 300.00 MXN: This invoice is not paid yet.");

  await page.getByRole("link", { name: "Pay" }).click();
  await page.getByRole("radio", { name: "Cash at a store" }).click();
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await page.getByRole("heading", { name: "Your details" }).waitFor();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("heading", { name: "Pay with this code" }).waitFor();

  // Whoever calls the page of the return has paid nothing.
  await page.goto(`${files.origin}/thanks.html?session_id=cs_1&status=succeeded`);
  await says(page, "This invoice is not paid yet. Your code or transfer still works.");
  expect(await invoice()).toBe("order-1001  300.00 MXN  not paid (requires_action)");
  await expect(invoice("order-1001", "free")).rejects.toMatchObject({
    stderr: expect.stringContaining("amount.value"),
  });

  const [order] = app.sandbox.state.orders();
  app.sandbox.state.play({ provider: "paypro", orderNo: order?.orderNo ?? "" }, { action: "pay" });
  await expect.poll(() => invoice(), { interval: 500 }).toBe("order-1001  300.00 MXN  paid");
  await page.getByRole("link", { name: "Look again" }).click();
  await says(page, "This invoice is paid. Thank you!");
  expect(await page.getByRole("link", { name: "Back to paying" }).isVisible()).toBe(false);
  expect(await invoice("order-1001", "150")).toBe(second);

  const elsewhere = await browser.newPage();
  await elsewhere.goto(`${files.origin}/thanks.html`);
  await says(elsewhere, "Please open the link that we have sent you.");
});
