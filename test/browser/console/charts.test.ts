import type { Page } from "playwright-core";
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
    "Reported by the provider first",
  ]);
  expect(await page.locator("console-chart canvas").count()).toBe(6);
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

/** What is written beside the axes, chart by chart, when they are drawn anew. */
async function writtenTexts(page: Page): Promise<readonly (readonly string[])[]> {
  await page.evaluate(() => {
    const canvasOf = new Map<HTMLCanvasElement, string[]>();
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function write(text, ...place) {
      canvasOf.set(this.canvas, [...(canvasOf.get(this.canvas) ?? []), text]);
      fillText.call(this, text, ...place);
    };
    Object.assign(globalThis, { written: () => [...canvasOf.values()] });
    document.documentElement.dataset.theme = "dark";
  });
  const read = () => page.evaluate<string[][]>("written()");
  const count = await page.locator("console-chart").count();
  await expect.poll(async () => (await read()).length).toBe(count);
  return await read();
}

test("an axis of payments has whole numbers, and one of shares ends at 100 %", async () => {
  const page = await open("charts?days=7");
  await page.locator("console-chart canvas").first().waitFor();
  const numbers = (texts: readonly string[]) => texts.filter((text) => /^[0-9.,]+%?$/.test(text));
  const [payments = [], , , success = [], , reported = []] = (await writtenTexts(page)).map(numbers);
  expect(payments[0]).toBe("0");
  for (const text of payments) expect(text).toMatch(/^[0-9]+$/);
  expect(new Set(payments).size).toBe(payments.length);
  for (const shares of [success, reported]) {
    expect(shares[0]).toBe("0%");
    expect(shares.at(-1)).toBe("100%");
  }
});
