import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchBrowser } from "../../support/browser.ts";
import { payout } from "./support/answers.ts";
import { type PretendedConsole, startPretendedConsole } from "./support/pretended-console.ts";

let bff: PretendedConsole;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
beforeEach(async () => {
  bff = await startPretendedConsole();
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await bff.close();
});
afterAll(async () => {
  await browser.close();
});

async function open(place: string): Promise<Page> {
  const context = await browser.newContext({ locale: "en", reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(`${bff.url}#/${place}`);
  await page.locator("h1").waitFor();
  return page;
}

describe("permissions", () => {
  test("with reports alone, all that the BFF lets read is there, and nothing to press that it would refuse", async () => {
    bff.scopes = ["reports"];
    const page = await open(`payouts/${payout.id}`);
    await page.getByText("waits until another person approves it").waitFor();
    expect(await page.locator("#menu li").allInnerTexts()).toEqual(
      expect.arrayContaining(["Payments", "Sessions", "Payouts", "Refunds", "Events"]),
    );
    expect(await page.getByRole("button", { name: /Approve|Reject|Ask the provider/ }).count()).toBe(0);
  });

  test("who approves payouts sees them and nothing of the payments, which is said where they go by hand", async () => {
    bff.scopes = ["payouts:approve"];
    const page = await open("payouts");
    await page.getByRole("link", { name: payout.id }).click();
    await page.getByRole("button", { name: "Approve the payout" }).waitFor();
    expect(await page.locator("#menu li").allInnerTexts()).toEqual(["Today", "Payouts"]);
    await page.evaluate(() => {
      location.hash = "#/payments";
    });
    await page.getByText("It lacks the permission “sessions or reports”.").waitFor();
  });

  test("who operates asks the provider about a payout", async () => {
    bff.scopes = ["operate", "reports"];
    bff.replies.set(`GET v1/payouts/${payout.id}`, { status: 200, body: { ...payout, status: "unknown" } });
    const page = await open(`payouts/${payout.id}`);
    await page.getByRole("button", { name: "Ask the provider now" }).waitFor();
  });
});

test("events are filtered by refunds, too", async () => {
  const page = await open("events?type=refund.succeeded");
  expect(await page.getByLabel("Type").inputValue()).toBe("refund.succeeded");
});
