import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../../support/app.ts";
import { launchBrowser } from "../../support/browser.ts";
import { codeNow, operatorOf, password, withOperators } from "../../support/operators.ts";

let app: TestApp;
let browser: Browser;

beforeAll(async () => {
  const widgetFolder = join(import.meta.dirname, "../../../dist/widget");
  app = await startTestApp({ config: withOperators(operatorOf("ana")), widgetFolder });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

async function signIn(page: Page): Promise<void> {
  // A code works once.
  app.clock.advance(30_000);
  await page.getByLabel("Operator").fill("ana");
  await page.getByLabel("Password").fill(password);
  await page.getByLabel("Code from your authenticator app").fill(codeNow(app));
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("at a real BFF, the lists of payments and events show a new payment within seconds, by themselves", async () => {
  const context = await browser.newContext({ locale: "en" });
  const [page, events] = [await context.newPage(), await context.newPage()];
  await page.goto(`${app.url}/console#/payments`);
  await signIn(page);
  await page.getByRole("heading", { name: "Payments" }).waitFor();
  await events.goto(`${app.url}/console#/events`);
  await events.getByRole("heading", { name: "Events" }).waitFor();
  for (const one of [page, events]) await one.locator(".live.on").waitFor();
  const { clientToken } = await app.api.createSession({ reference: "order-other-tab" });
  const { id } = await app.browser(clientToken).start("store");
  await page.getByRole("link", { name: id }).waitFor({ timeout: 3_000 });
  app.sandbox.state.play(await app.orderOf(id), { action: "pay" });
  await app.settle();
  await page.getByRole("row", { name: id }).getByText("Paid", { exact: true }).waitFor({ timeout: 3_000 });
  await events.getByRole("row", { name: "payment.succeeded" }).waitFor({ timeout: 3_000 });
  await context.close();
});

test("at a real BFF, an operator signs in on a phone, finds a session and cancels it, and the audit says who", async () => {
  const session = await app.api.createSession({ reference: "order-2am" });
  const context = await browser.newContext({ locale: "en", viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(`${app.url}/console#/sessions`);
  await signIn(page);
  await page.getByRole("link", { name: session.id }).click();
  await page.getByRole("button", { name: "Cancel the session" }).click();
  await page.getByRole("dialog").getByText("The customer can no longer pay order-2am.").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel the session" }).click();
  await page.getByText("The session is canceled.").waitFor();
  await page.evaluate((fragment) => {
    location.hash = fragment;
  }, `#/audit?subject=${session.id}`);
  const row = page.getByRole("row", { name: "session canceled" });
  await row.getByText("operator:ana").waitFor();
  await page.evaluate(() => {
    location.hash = "#/payments?status=pending";
  });
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/^payments_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d\.csv$/);
  expect(await readFile(await (await download).path(), "utf8")).toMatch(/^\uFEFFid,session,/);
  await page.evaluate(() => {
    location.hash = "#/payments?from=2024-01-01T00:00:00Z&to=2026-01-01T00:00:00Z";
  });
  await page.getByText("Without both times").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Download CSV" }).click();
  await page.getByRole("alert").getByText("at most 366 days").waitFor();
  // Besides requests that are refused on purpose, nothing is said: no violation of the page's policy.
  expect(complaints.filter((text) => !text.startsWith("Failed to load resource"))).toEqual([]);
});
