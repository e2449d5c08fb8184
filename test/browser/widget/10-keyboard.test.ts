import { describe, expect, test } from "vitest";
import { makeLastingPayment, setStage } from "./support/stage.ts";

const stage = setStage();

describe("widget 10: keyboard, focus and the announcer", () => {
  test("the keyboard alone pays: arrows choose, Enter goes on, the focus is on the new heading", async () => {
    const scenario = stage.bff().addScenario();
    const { page } = await stage.open(scenario);
    await page.getByRole("radiogroup", { name: "Choose how to pay" }).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    expect(await page.getByRole("radio", { name: "Bank transfer" }).isChecked()).toBe(true);
    await page.keyboard.press("ArrowDown");
    expect(await page.getByRole("radio", { name: "Cash at a store" }).isChecked()).toBe(true);
    await page.keyboard.press("Enter");
    const details = page.getByRole("heading", { name: "Your details" });
    await details.waitFor();
    expect(await details.evaluate((heading) => heading.matches(":focus"))).toBe(true);
    await page.keyboard.press("Tab");
    await page.keyboard.type("Ana Díaz");
    await page.keyboard.press("Enter");
    const code = page.getByRole("heading", { name: "Pay with this code" });
    await code.waitFor();
    expect(await code.evaluate((heading) => heading.matches(":focus"))).toBe(true);
    scenario.updatePayment({ status: "succeeded", nextAction: null });
    const paid = page.getByRole("heading", { name: "Payment received" });
    await paid.waitFor();
    expect(await paid.evaluate((heading) => heading.matches(":focus"))).toBe(true);
  });

  test("the focus stays with a customer who is elsewhere on the page, and the change is announced", async () => {
    const payment = makeLastingPayment();
    const scenario = stage.bff().addScenario({ status: "requires_action", payment });
    const { page } = await stage.open(scenario);
    await page.getByRole("heading", { name: "Pay with this code" }).waitFor();
    await page.evaluate(() => {
      const search = document.createElement("input");
      search.id = "search";
      document.body.append(search);
      search.focus();
    });
    scenario.updatePayment({ status: "succeeded", nextAction: null });
    await page.getByRole("status").filter({ hasText: "Payment received" }).waitFor({ state: "attached" });
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("search");
  });

  test("the tabs of the steps move by arrows, Home and End", async () => {
    const nextAction = {
      type: "display_code",
      codeType: "va",
      code: "8808123456789012",
      barcode: null,
      details: [],
      expiresAt: "2030-01-01T00:00:00.000Z",
    } as const;
    const payment = makeLastingPayment({ method: "bank_transfer", nextAction });
    const scenario = stage.bff().addScenario({ status: "requires_action", payment, country: "ID" });
    const { page } = await stage.open(scenario);
    await page.getByRole("tab", { name: "Bank app" }).focus();
    await page.keyboard.press("ArrowRight");
    expect(await page.getByRole("tab", { name: "ATM" }).getAttribute("aria-selected")).toBe("true");
    expect(await page.getByRole("tabpanel").textContent()).toContain("Insert your card");
    await page.keyboard.press("End");
    expect(await page.getByRole("tab", { name: "Online banking" }).getAttribute("aria-selected")).toBe(
      "true",
    );
    await page.keyboard.press("ArrowRight");
    expect(await page.getByRole("tab", { name: "Bank app" }).evaluate((tab) => tab.matches(":focus"))).toBe(
      true,
    );
  });

  test("there is one polite live region, and it tells of three minutes, one minute and thirty seconds", async () => {
    const expiresAtMs = Date.now() + 300_000;
    const payment = makeLastingPayment({ expiresAt: new Date(expiresAtMs).toISOString() });
    const scenario = stage.bff().addScenario({ status: "requires_action", payment });
    const { page } = await stage.open(scenario);
    const first = await page.getByRole("timer").textContent();
    await page
      .getByRole("timer")
      .filter({ hasNotText: first ?? "" })
      .waitFor();
    const status = page.locator("pay-checkout").getByRole("status");
    expect(await status.count()).toBe(1);
    // The page's clock is turned by hand, and an answer in between would set the widget's back by the server's.
    scenario.mode = "down";
    const said: (string | null)[] = [];
    for (const [stepMs, expected] of [
      // However long the page took to open.
      [expiresAtMs - Date.now() - 179_000, "3 minutes left to pay"],
      [120_000, "1 minute left to pay"],
      [30_000, "30 seconds left to pay"],
    ] as const) {
      await page.evaluate((ms) => {
        const now = Date.now.bind(Date);
        const steady = performance.now.bind(performance);
        Date.now = () => now() + ms;
        performance.now = () => steady() + ms;
      }, stepMs);
      await status.filter({ hasText: expected }).waitFor({ state: "attached" });
      said.push(await status.textContent());
    }
    expect(said).toEqual(["3 minutes left to pay", "1 minute left to pay", "30 seconds left to pay"]);
  });
});
