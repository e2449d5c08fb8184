import { describe, expect, test } from "vitest";
import { store } from "../../widget/support/fixtures.ts";
import { openSteered } from "./support/control.ts";
import { eventually, makeHold, setStage } from "./support/stage.ts";

const stage = setStage();
const code = { name: "Pay with this code" };

describe("the page steers the widget", () => {
  test("`method` is chosen from the start without an event, and a later value while the list is shown", async () => {
    const scenario = stage.bff().addScenario();
    const { page, steer, state } = await openSteered(stage, scenario, 'method="store"');
    expect(await page.getByRole("radio", { name: "Cash at a store" }).isChecked()).toBe(true);
    const heard = await steer((element) => {
      const names: string[] = [];
      element.addEventListener("pay-method-selected", ({ detail }) => names.push(detail.method));
      element.method = "bank_transfer";
      return element.updateComplete.then(() => names);
    });
    expect(heard).toEqual(["bank_transfer"]);
    expect(await page.getByRole("radio", { name: "Bank transfer" }).isChecked()).toBe(true);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", code).waitFor();
    await steer((element) => element.setAttribute("method", "store"));
    expect((await state()).method).toBe("bank_transfer");
  });

  test("a `method` that the session has not, or that is not available, is ignored", async () => {
    const unavailable = { ...store, unavailable: { reason: "temporarily_unavailable" } as const };
    for (const wanted of ["toString", "wechat_pay", "store", ""]) {
      const scenario = stage.bff().addScenario();
      scenario.session = {
        ...scenario.session,
        methods: [...scenario.session.methods.filter(({ id }) => id !== "store"), unavailable],
      };
      const { page, state } = await openSteered(stage, scenario, `method="${wanted}"`);
      expect(await page.getByRole("radio", { checked: true }).count()).toBe(0);
      expect(await page.locator("[part=notice]").count()).toBe(0);
      expect(await state()).toMatchObject({ screen: "methods", method: null, canSubmit: false });
    }
  });

  test("select() answers whether the method is chosen, and does nothing when it cannot be", async () => {
    const scenario = stage.bff().addScenario();
    const { page, steer, state } = await openSteered(stage, scenario);
    expect(
      await steer((element) =>
        ["store", "wechat_pay", "__proto__", ""].map((method) => element.select(method)),
      ),
    ).toEqual([true, false, false, false]);
    expect(await page.getByRole("radio", { name: "Cash at a store" }).isChecked()).toBe(true);
    expect(await state()).toMatchObject({ method: "store", canSubmit: true });
    await steer((element) => element.submit());
    await page.getByRole("heading", { name: "Your details" }).waitFor();
    expect(await steer((element) => element.select("bank_transfer"))).toBe(false);
    expect((await state()).method).toBe("store");
  });

  test("select() and submit() in one breath make one order, however often they are called", async () => {
    const scenario = stage.bff().addScenario();
    const { page, steer, state } = await openSteered(stage, scenario);
    const { held, release } = makeHold();
    scenario.hold = held;
    const busy = await steer((element) => {
      element.select("bank_transfer");
      element.submit();
      element.submit();
      return element.state.busy;
    });
    expect(busy).toBe(true);
    await steer((element) => element.submit());
    await eventually(() => expect(scenario.count("POST", "/checkout/payments")).toBe(1));
    release();
    await page.getByRole("heading", code).waitFor();
    await steer((element) => element.submit());
    expect(scenario.count("POST", "/checkout/payments")).toBe(1);
    expect(await state()).toMatchObject({ screen: "code", canSubmit: false, busy: false });
  });

  test("submit() called again in the same breath does not send the details that nobody has seen", async () => {
    const scenario = stage.bff().addScenario();
    const { page, steer } = await openSteered(stage, scenario);
    await page.locator(".brand").first().waitFor();
    await steer((element) => {
      element.select("store");
      for (let count = 0; count < 3; count += 1) element.submit();
    });
    const field = page.getByLabel("Full name");
    await field.waitFor();
    expect(await page.getByText("Please fill this in").count()).toBe(0);
    await field.fill("Ana Díaz");
    expect(scenario.count("POST", "/checkout/payments")).toBe(0);
    await steer((element) => element.submit());
    await page.getByRole("heading", code).waitFor();
  });

  test("submit() says what is missing: a method at the list, a detail at its field", async () => {
    const scenario = stage.bff().addScenario();
    const { page, steer } = await openSteered(stage, scenario);
    await steer((element) => element.submit());
    await page.locator("#unchosen").waitFor();
    expect(await page.getByRole("radiogroup").getAttribute("aria-invalid")).toBe("true");
    await steer((element) => {
      element.select("store");
      element.submit();
    });
    await page.getByRole("heading", { name: "Your details" }).waitFor();
    await steer((element) => element.submit());
    await page.getByText("Please fill this in").waitFor();
    expect(scenario.count("POST", "/checkout/payments")).toBe(0);
  });

  test("submit() tries again where the screen offers it", async () => {
    const scenario = stage.bff().addScenario();
    const { page, steer, state } = await openSteered(stage, scenario, 'method="bank_transfer"');
    await steer((element) => element.submit());
    await page.getByRole("heading", code).waitFor();
    scenario.updatePayment({
      status: "failed",
      failure: { code: "declined", retryable: true },
      nextAction: null,
    });
    await page.getByRole("button", { name: "Try again" }).waitFor();
    expect(await state()).toMatchObject({ screen: "failed", method: "bank_transfer", canSubmit: true });
    await steer((element) => element.submit());
    await page.getByRole("heading", code).waitFor();
    expect(scenario.count("POST", "/checkout/payments")).toBe(2);
  });

  for (const attribute of ["no-submit", "nosubmit"]) {
    test(`with ${attribute} the page's own button pays, and Enter still does`, async () => {
      const scenario = stage.bff().addScenario();
      const { page } = await openSteered(stage, scenario, attribute);
      const own = page.getByRole("button", { name: "Buy now" });
      expect(await page.locator("[part~=primary]").count()).toBe(0);
      expect(await page.getByRole("button", { name: "Continue" }).count()).toBe(0);
      await page.getByRole("button", { name: "Cancel" }).waitFor();
      await page.getByRole("radio", { name: "Cash at a store" }).check();
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Your details" }).waitFor();
      expect(await page.locator("[part~=primary]").count()).toBe(0);
      await page.getByRole("button", { name: "Choose another method" }).waitFor();
      await own.click();
      await page.getByText("Please fill this in").waitFor();
      await page.getByLabel("Full name").fill("Ana Díaz");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", code).waitFor();
      expect(scenario.count("POST", "/checkout/payments")).toBe(1);
    });
  }
});
