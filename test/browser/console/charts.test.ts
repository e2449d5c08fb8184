import { expect, test } from "vitest";
import { setConsole } from "./support/set-console.ts";

const { open } = setConsole();

test("each chart is drawn, and has a table that the keyboard opens", async () => {
  const page = await open("charts?days=7");
  await page.locator("console-chart canvas").first().waitFor();
  expect(await page.getByRole("heading", { level: 2 }).allInnerTexts()).toEqual([
    "Payments",
    "Volume (INR)",
    "Volume (MXN)",
    "Success rate",
    "Time to paid",
  ]);
  expect(await page.locator("console-chart canvas").count()).toBe(5);
  await page.locator("summary", { hasText: "Success rate" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("row", { name: "Nov 25, 2026 75%" }).waitFor();
  await page.getByRole("row", { name: "Nov 26, 2026 –" }).waitFor();
});

test("the days, the account and the method are chosen in the address", async () => {
  const page = await open("charts");
  await page.locator("console-chart canvas").first().waitFor();
  const asked = page.waitForRequest(/api\/charts\?.*account=cxpay-in/);
  await page.getByLabel("Account").selectOption("cxpay-in");
  await asked;
  const week = page.waitForRequest(/api\/charts\?/);
  await page.getByLabel("Days").selectOption("7");
  const { searchParams } = new URL((await week).url());
  const [from, to] = [searchParams.get("from") ?? "", searchParams.get("to") ?? ""];
  expect(Date.parse(to) - Date.parse(from)).toBe(6 * 86_400_000);
  expect(searchParams.get("account")).toBe("cxpay-in");
  expect(new URL(page.url()).hash).toBe("#/charts?account=cxpay-in&days=7");
});
