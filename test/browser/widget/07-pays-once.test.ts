import { describe, expect, test } from "vitest";
import { eventually, makeHold, setStage } from "./support/stage.ts";

const stage = setStage();

describe("widget 7: a click pays once", () => {
  test("a double click, Enter and more clicks while it runs make one request", async () => {
    const scenario = stage.bff().addScenario();
    const { page } = await stage.open(scenario);
    await page.getByRole("radio", { name: "Bank transfer" }).check();
    const { held, release } = makeHold();
    scenario.hold = held;
    await page.getByRole("button", { name: "Continue" }).dblclick();
    const busy = page.getByRole("button", { name: "One moment…" });
    expect(await busy.getAttribute("aria-disabled")).toBe("true");
    await busy.click({ clickCount: 3, force: true });
    await page.keyboard.press("Enter");
    await eventually(() => expect(scenario.count("POST", "/checkout/payments")).toBe(1));
    release();
    await page.getByRole("heading", { name: "Pay with this code" }).waitFor();
    expect(scenario.count("POST", "/checkout/payments")).toBe(1);
  });

  test("details that the server refuses are marked, and what was typed stays", async () => {
    const scenario = stage.bff().addScenario();
    scenario.next = () => ({
      status: 422,
      code: "validation_failed",
      errors: [{ path: "payer.email", message: "must be an email address" }],
    });
    const { page } = await stage.open(scenario);
    await page.getByRole("radio", { name: "Cash at a store" }).check();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByLabel("Full name").fill("Ana Díaz");
    await page.getByLabel("Email").fill("ana@example.invalid");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("Please check the email address").waitFor();
    expect(await page.getByLabel("Email").getAttribute("aria-invalid")).toBe("true");
    expect(await page.getByLabel("Full name").inputValue()).toBe("Ana Díaz");
    scenario.next = () => ({});
    await page.getByLabel("Email").fill("ana@example.com");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "Pay with this code" }).waitFor();
    expect(scenario.asked.filter(({ method }) => method === "POST").at(-1)?.body).toEqual({
      method: "store",
      payer: { name: "Ana Díaz", email: "ana@example.com" },
    });
  });

  test("a field that must be filled in is asked for before the server is", async () => {
    const scenario = stage.bff().addScenario();
    const { page } = await stage.open(scenario);
    await page.getByRole("radio", { name: "Cash at a store" }).check();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "Your details" }).waitFor();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("Please fill this in").waitFor();
    expect(await page.getByLabel("Full name").evaluate((input) => input.matches(":focus"))).toBe(true);
    expect(scenario.count("POST", "/checkout/payments")).toBe(0);
  });
});
