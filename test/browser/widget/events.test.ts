import { describe, expect, test } from "vitest";
import { eventually, pay, setStage } from "./support/stage.ts";

const stage = setStage();

describe("the events of the widget", () => {
  test("come once for each transition, from the list to paid", async () => {
    const scenario = stage.bff().addScenario();
    const { page, heard } = await stage.open(scenario);
    await pay(page, "Bank transfer");
    await page.getByRole("heading", { name: "Pay with this code" }).waitFor();
    scenario.updatePayment({ status: "succeeded", nextAction: null });
    await page.getByRole("heading", { name: "Payment received" }).waitFor();
    expect((await heard()).map(({ name }) => name)).toEqual([
      "pay-ready",
      "pay-method-selected",
      "pay-action",
      "pay-succeeded",
    ]);
  });

  test("after a reload are pay-ready alone, with the status as it stands", async () => {
    const scenario = stage.bff().addScenario();
    const { page, heard } = await stage.open(scenario);
    await pay(page, "Bank transfer");
    await page.getByRole("heading", { name: "Pay with this code" }).waitFor();
    scenario.updatePayment({ status: "succeeded", nextAction: null });
    await page.getByRole("heading", { name: "Payment received" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Payment received" }).waitFor();
    expect(await heard()).toEqual([{ name: "pay-ready", detail: { status: "succeeded" } }]);
  });

  test("tell of a failure, of a cancellation and of an expiry, once each", async () => {
    const scenario = stage.bff().addScenario();
    const { page, heard } = await stage.open(scenario);
    await pay(page, "Bank transfer");
    await page.getByRole("heading", { name: "Pay with this code" }).waitFor();
    scenario.updatePayment({
      status: "failed",
      failure: { code: "declined", retryable: true },
      nextAction: null,
    });
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "Pay with this code" }).waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Cancel the payment" }).click();
    await page.getByRole("heading", { name: "Payment canceled" }).waitFor();
    await page.getByRole("button", { name: "Choose another method" }).click();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "Pay with this code" }).waitFor();
    scenario.updatePayment({ status: "expired", nextAction: null });
    await page.getByRole("heading", { name: "The time to pay is over" }).waitFor();
    const outcomes = (await heard()).map(({ name }) => name).slice(2);
    expect(outcomes).toEqual([
      "pay-action",
      "pay-failed",
      "pay-action",
      "pay-canceled",
      "pay-action",
      "pay-expired",
    ]);
  });

  test("pay-error carries the code, a sentence and the request id", async () => {
    const scenario = stage.bff().addScenario();
    scenario.next = () => ({ status: 422, code: "method_not_available" });
    const { page, heard } = await stage.open(scenario);
    await pay(page, "Bank transfer");
    await page.getByText("This method is no longer available.").first().waitFor();
    const errors = (await heard()).filter(({ name }) => name === "pay-error");
    expect(errors).toEqual([
      {
        name: "pay-error",
        detail: {
          code: "method_not_available",
          message: "Refused: method_not_available.",
          requestId: "req_fixture",
        },
      },
    ]);
  });

  test("refresh() asks the BFF, and cancel() gives the payment up", async () => {
    const scenario = stage.bff().addScenario();
    const { page } = await stage.open(scenario);
    await pay(page, "Bank transfer");
    await page.getByRole("heading", { name: "Pay with this code" }).waitFor();
    const before = scenario.count("POST", "/checkout/open");
    await page.locator("pay-checkout").evaluate((element) => {
      if ("refresh" in element && typeof element.refresh === "function") element.refresh();
    });
    await eventually(() => expect(scenario.count("POST", "/checkout/open")).toBe(before + 1));
    await page.locator("pay-checkout").evaluate((element) => {
      if ("cancel" in element && typeof element.cancel === "function") element.cancel();
    });
    await page.getByRole("heading", { name: "Payment canceled" }).waitFor();
    expect(scenario.session.payment?.status).toBe("canceled");
  });
});
