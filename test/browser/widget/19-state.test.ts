import { describe, expect, test } from "vitest";
import { openSteered } from "./support/control.ts";
import { eventually, setStage } from "./support/stage.ts";

const stage = setStage();
const code = { name: "Pay with this code" };

describe("what the page may know, and prevent", () => {
  test("`state` is frozen, and the same object until something changes", async () => {
    const { steer } = await openSteered(stage, stage.bff().addScenario());
    expect(
      await steer((element) => {
        const first = element.state;
        const isSame = first === element.state;
        element.requestUpdate();
        element.select("wechat_pay");
        const isStill = first === element.state;
        element.select("store");
        return [
          isSame,
          isStill,
          first === element.state,
          Object.isFrozen(first),
          Object.isFrozen(first.exceptions),
        ];
      }),
    ).toEqual([true, true, false, true, true]);
  });

  test("`pay-state-changed` brings each state, from the skeleton to paid, and none twice in a row", async () => {
    const scenario = stage.bff().addScenario();
    const { page, states, state } = await openSteered(stage, scenario);
    await page.getByRole("radio", { name: "Bank transfer" }).check();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", code).waitFor();
    scenario.update({ status: "succeeded", exceptions: ["paid_late"] });
    scenario.updatePayment({ status: "succeeded", nextAction: null });
    await page.getByRole("heading", { name: "Payment received" }).waitFor();
    const told = await states();
    expect(told.at(-1)).toEqual(await state());
    expect(told.at(-1)).toEqual({
      screen: "paid",
      method: "bank_transfer",
      canSubmit: false,
      busy: false,
      status: "succeeded",
      exceptions: ["paid_late"],
    });
    expect(told.filter((one, index) => JSON.stringify(one) === JSON.stringify(told[index - 1]))).toEqual([]);
    expect([...new Set(told.map(({ screen }) => screen))]).toEqual(["loading", "methods", "code", "paid"]);
    expect(told.some(({ screen, busy }) => screen === "methods" && busy)).toBe(true);
  });

  test("a listener that steers the widget from within an event hears of what it did", async () => {
    const scenario = stage.bff().addScenario();
    const { page, steer, state } = await openSteered(stage, scenario);
    await steer((element) => {
      element.addEventListener("pay-state-changed", ({ detail }) => {
        if (detail.method === "store") element.select("bank_transfer");
        if (detail.canSubmit && detail.method === "bank_transfer") element.submit();
      });
      element.select("store");
    });
    await page.getByRole("heading", code).waitFor();
    expect(scenario.count("POST", "/checkout/payments")).toBe(1);
    expect((await state()).screen).toBe("code");
  });

  test("`pay-before-start` that is prevented sends nothing and says nothing, and the button works again", async () => {
    const scenario = stage.bff().addScenario();
    const { page, steer, state } = await openSteered(stage, scenario, 'method="bank_transfer"');
    const warnings: string[] = [];
    page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
    await steer((element) => {
      const details: unknown[] = [];
      Object.assign(globalThis, { details });
      element.addEventListener("pay-before-start", (event) => {
        details.push(event.detail);
        element.submit();
        if (details.length < 3) event.preventDefault();
      });
    });
    const proceed = page.getByRole("button", { name: "Continue" });
    await proceed.click();
    await proceed.click();
    expect(scenario.count("POST", "/checkout/payments")).toBe(0);
    expect(await page.locator("[part=notice]").count()).toBe(0);
    expect(await state()).toMatchObject({ screen: "methods", busy: false, canSubmit: true });
    await proceed.click();
    await page.getByRole("heading", code).waitFor();
    expect(scenario.count("POST", "/checkout/payments")).toBe(1);
    const advice = "submit() does nothing while an order is being made, or in pay-before-start.";
    await eventually(() => expect(warnings).toEqual([advice, advice, advice]));
    const { amount } = scenario.session;
    expect(await page.evaluate(() => (globalThis as unknown as { details: unknown }).details)).toEqual(
      [1, 2, 3].map(() => ({ method: "bank_transfer", amount })),
    );
  });

  test("is asked before another try and after details, and what was typed stays", async () => {
    const scenario = stage.bff().addScenario();
    const { page, steer } = await openSteered(stage, scenario, 'method="store"');
    await steer((element) => {
      element.addEventListener("pay-before-start", (event) => event.preventDefault(), { once: true });
      element.submit();
    });
    await page.getByLabel("Full name").fill("Ana Díaz");
    await page.getByRole("button", { name: "Continue" }).click();
    expect(await page.getByLabel("Full name").inputValue()).toBe("Ana Díaz");
    expect(scenario.count("POST", "/checkout/payments")).toBe(0);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", code).waitFor();
  });

  test("two widgets on one page have a state each", async () => {
    const scenario = stage.bff().addScenario();
    const { page, steer } = await openSteered(stage, scenario);
    await steer((element) => {
      const second = element.cloneNode(true);
      document.body.append(second);
      element.select("store");
    });
    await eventually(async () =>
      expect(
        await page.evaluate(() =>
          [...document.querySelectorAll("pay-checkout")].map(({ state }) => [state.screen, state.method]),
        ),
      ).toEqual([
        ["methods", "store"],
        ["methods", null],
      ]),
    );
  });
});
