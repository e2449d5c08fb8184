import axe from "axe-core";
import { describe, expect, test } from "vitest";
import type { PayCheckout } from "../../../widget/element.ts";
import { openSteered } from "./support/control.ts";
import { setGallery } from "./support/gallery.ts";
import { eventually, makeHold, pay, setStage, tag } from "./support/stage.ts";

const stage = setStage();
const gallery = setGallery();
const code = { name: "Pay with this code" };
const phone = { width: 320, height: 700 };

describe("`layout=accordion`", () => {
  test("by keyboard: arrows open each method's details under it, Tab leads there, Enter pays", async () => {
    const scenario = stage.bff().addScenario();
    const { page, checkout } = await stage.open(scenario, { attributes: 'layout="accordion"' });
    await page.getByRole("radiogroup", { name: "Choose how to pay" }).waitFor();
    expect(await checkout.locator("[part=method-details]").count()).toBe(0);
    await page.getByRole("button", { name: "Continue" }).waitFor();
    await page.getByRole("radio").first().focus();
    await page.keyboard.press("Space");
    const opened = checkout.locator("[part~=method-bank_transfer] + [part=method-details]");
    await opened.getByRole("button", { name: "Continue" }).waitFor();
    await page.keyboard.press("ArrowDown");
    const details = page.getByRole("group", { name: "Cash at a store" });
    await details.getByLabel("Full name").waitFor();
    expect(await opened.count()).toBe(0);
    expect(await checkout.locator("[part~=primary]").count()).toBe(1);
    expect(
      await page.getByRole("radio", { name: "Cash at a store" }).evaluate((one) => one.matches(":focus")),
    ).toBe(true);
    await page.keyboard.press("Enter");
    await page.getByText("Please fill this in").waitFor();
    expect(await details.getByLabel("Full name").evaluate((one) => one.matches(":focus"))).toBe(true);
    await page.keyboard.type("Ana Díaz");
    await page.keyboard.press("Tab");
    expect(await details.getByLabel("Email").evaluate((one) => one.matches(":focus"))).toBe(true);
    await page.keyboard.press("Tab");
    expect(await details.getByRole("button").evaluate((one) => one.matches(":focus"))).toBe(true);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", code).waitFor();
    expect(scenario.asked.filter(({ method }) => method === "POST").at(-1)?.body).toEqual({
      method: "store",
      payer: { name: "Ana Díaz" },
    });
  });

  test("stays the list when the server refuses details, and another method forgets their problems", async () => {
    const scenario = stage.bff().addScenario();
    scenario.next = () => ({
      status: 422,
      code: "validation_failed",
      errors: [{ path: "payer.name", message: "no" }],
    });
    const { page, state, steer } = await openSteered(stage, scenario, 'layout="accordion" method="store"');
    const field = page.getByLabel("Full name");
    await field.fill("Ana Díaz");
    await steer((element) => element.submit());
    await page.getByText("Please check this").waitFor();
    // It is not the service that has failed, so nobody is told to try the same again.
    expect(await page.locator("[part=notice]").count()).toBe(0);
    expect(await field.inputValue()).toBe("Ana Díaz");
    expect(await state()).toMatchObject({ screen: "methods", method: "store", canSubmit: true });
    await page.getByRole("radio", { name: "Bank transfer" }).check();
    await page.getByRole("radio", { name: "Cash at a store" }).check();
    expect(await field.getAttribute("aria-invalid")).toBe("false");
    expect(await page.locator("[part=notice]").count()).toBe(0);
  });

  test("what was typed under one method is there again when it is chosen again, and never stored", async () => {
    const scenario = stage.bff().addScenario();
    const { page, checkout } = await stage.open(scenario, {
      attributes: 'layout="accordion" method="store"',
    });
    await page.getByLabel("Full name").fill("Ana Díaz");
    await page.getByLabel("Email").fill("ana@");
    await page.getByRole("radio", { name: "Bank transfer" }).check();
    expect(await page.getByLabel("Full name").count()).toBe(0);
    await page.getByRole("radio", { name: "Cash at a store" }).check();
    expect(await page.getByLabel("Full name").inputValue()).toBe("Ana Díaz");
    expect(await page.getByLabel("Email").inputValue()).toBe("ana@");
    expect(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]))).not.toContain("ana@");
    // Another session may be another customer's.
    const other = stage.bff().addScenario();
    await checkout.evaluate((element: PayCheckout, token) => {
      element.clientToken = token;
    }, other.token);
    await page.getByRole("radio", { name: "Cash at a store" }).check();
    await eventually(async () => expect(await page.getByLabel("Full name").inputValue()).toBe(""));
  });

  test("in the list, what was typed is there again, too", async () => {
    const { page } = await stage.open(stage.bff().addScenario());
    await pay(page, "Cash at a store");
    await page.getByLabel("Full name").fill("Ana Díaz");
    await page.getByRole("button", { name: "Choose another method" }).click();
    await pay(page, "Cash at a store");
    expect(await page.getByLabel("Full name").inputValue()).toBe("Ana Díaz");
  });

  test("another try after a failure asks for the details under the method, and never tells of another screen", async () => {
    const scenario = stage.bff().addScenario();
    const { page, steer, states } = await openSteered(stage, scenario, 'layout="accordion" method="store"');
    await page.getByLabel("Full name").fill("Ana Díaz");
    await steer((element) => element.submit());
    await page.getByRole("heading", code).waitFor();
    scenario.updatePayment({
      status: "failed",
      failure: { code: "declined", retryable: true },
      nextAction: null,
    });
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("group", { name: "Cash at a store" }).getByLabel("Full name").waitFor();
    expect(await page.getByRole("radio", { name: "Cash at a store" }).isChecked()).toBe(true);
    expect((await states()).map(({ screen }) => screen)).not.toContain("payer");
  });

  test("pressed before the rest of the widget has come, it asks for the details once that is there", async () => {
    const scenario = stage.bff().addScenario();
    const { held, release } = makeHold();
    const { page } = await stage.visit("about:blank");
    await page.route(/\/later-/, async (route) => {
      await held;
      await route.continue();
    });
    const body = tag(stage.bff().origin, scenario.token, 'layout="accordion"');
    await page.goto(stage.shop().addPage({ body }));
    await page.evaluate(() => {
      const screens: string[] = [];
      Object.assign(globalThis, { screens });
      document.addEventListener("pay-state-changed", (event) => {
        if (event.target instanceof HTMLElement && "state" in event.target)
          screens.push(JSON.stringify(event.target.state));
      });
    });
    await pay(page, "Cash at a store");
    release();
    await page.getByRole("group", { name: "Cash at a store" }).getByLabel("Full name").waitFor();
    expect(await page.evaluate(() => (globalThis as unknown as { screens: unknown }).screens)).not.toEqual(
      expect.arrayContaining([expect.stringContaining("payer")]),
    );
  });

  test("axe finds nothing at 320 px, with the details and their problems shown, and nothing sticks out", async () => {
    const scenario = stage.bff().addScenario();
    const body = `<main>${tag(stage.bff().origin, scenario.token, 'layout="accordion" method="store"')}</main>`;
    const { page, checkout } = await stage.visit(stage.shop().addPage({ body }), {
      viewport: phone,
      reducedMotion: "reduce",
    });
    await page.getByLabel("Full name").waitFor();
    await checkout.evaluate((element: PayCheckout) => element.submit());
    await page.getByText("Please fill this in").waitFor();
    await page.addScriptTag({ content: axe.source });
    const found = await page.evaluate(async () => {
      const { axe: engine } = globalThis as unknown as { axe: typeof axe };
      const { violations } = await engine.run(
        { include: [["pay-checkout"]] },
        { resultTypes: ["violations"] },
      );
      return violations
        .filter(({ id }) => id !== "page-has-heading-one")
        .map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);
    });
    expect(found).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(phone.width);
  });
});

describe("`hide`", () => {
  test("takes the header, the cancel button, the reference, the steps and the tools away, each by its name", async () => {
    const page = await gallery.newPage();
    await gallery.show(page, { only: ["code-store"] });
    const checkout = page.locator("pay-checkout");
    const seen = {
      header: checkout.locator("[part=header]"),
      cancel: checkout.getByRole("button", { name: "Cancel" }),
      reference: checkout.getByText("Reference"),
      steps: checkout.locator("[part=steps]"),
      tools: checkout.locator("[part=tools]"),
    };
    await seen.tools.waitFor();
    for (const [name, piece] of Object.entries(seen)) {
      await checkout.evaluate((element: PayCheckout, hide) => {
        element.hide = hide;
        return element.updateComplete;
      }, ` nothing  ${name}`);
      const counts = await Promise.all(Object.values(seen).map((one) => one.count()));
      expect(await piece.count(), name).toBe(0);
      expect(
        counts.filter((count) => count === 0),
        name,
      ).toHaveLength(1);
    }
    await checkout.evaluate((element: PayCheckout) =>
      element.setAttribute("hide", "header cancel reference steps tools"),
    );
    for (const piece of Object.values(seen)) expect(await piece.count()).toBe(0);
    await checkout.getByRole("button", { name: "Choose another method" }).waitFor();
    await checkout.getByText("Amount").waitFor();
  });

  test("leaves the sign of a sandbox when it takes the header away", async () => {
    const page = await gallery.newPage();
    await gallery.show(page, { only: ["methods-order"] });
    const checkout = page.locator("pay-checkout");
    await checkout.locator("[part=header]").getByText("Sandbox").waitFor();
    await checkout.evaluate((element: PayCheckout) => element.setAttribute("hide", "header"));
    await checkout.locator("[part=header]").waitFor({ state: "detached" });
    await checkout.locator("[part=sandbox]").getByText("Sandbox").waitFor();
  });

  test("takes the list's Cancel away, too, and the receipt's reference", async () => {
    const page = await gallery.newPage();
    await gallery.show(page, { only: ["methods-chosen", "paid"] });
    await page.evaluate(() => {
      for (const element of document.querySelectorAll("pay-checkout")) element.hide = "cancel reference";
    });
    await page.getByRole("button", { name: "Cancel" }).waitFor({ state: "detached" });
    expect(await page.locator("#paid").getByText("Reference").count()).toBe(0);
  });
});

describe("parts and sizes", () => {
  test("a page can style the chosen method, one method, marks and radios, and set the sizes", async () => {
    const scenario = stage.bff().addScenario();
    const head = `<style>
      pay-checkout { --pay-control-height: 60px; --pay-method-height: 90px; --pay-gap: 20px; --pay-padding: 7px;
        --pay-control-padding: 30px; --pay-control-radius: 1px }
      pay-checkout::part(method-checked) { color: rgb(1, 2, 3) }
      pay-checkout::part(method-store) { color: rgb(4, 5, 6) }
      pay-checkout::part(mark) { width: 55px }
      pay-checkout::part(radio-checked) { opacity: 0.5 }
    </style>`;
    const body = tag(stage.bff().origin, scenario.token, 'method="bank_transfer"');
    const { page, checkout } = await stage.visit(stage.shop().addPage({ head, body }));
    await page.getByRole("radio").first().waitFor();
    const styles = await checkout.evaluate((element) => {
      const find = (selector: string) => {
        const found = element.shadowRoot?.querySelector(selector);
        if (!found) throw new Error(selector);
        return getComputedStyle(found);
      };
      return {
        checked: find("[part~=method-bank_transfer]").color,
        store: find("[part~=method-store]").color,
        mark: find("[part~=mark]").width,
        radio: find("[part~=radio-checked]").opacity,
        height: find("[part~=primary]").minHeight,
        radius: find("[part~=primary]").borderTopLeftRadius,
        method: [find("[part~=method]").minHeight, find("[part~=method]").paddingLeft],
        gap: find(".methods").rowGap,
        body: find("[part=body]").paddingTop,
      };
    });
    expect(styles).toEqual({
      checked: "rgb(1, 2, 3)",
      store: "rgb(4, 5, 6)",
      mark: "55px",
      radio: "0.5",
      height: "60px",
      radius: "1px",
      method: ["90px", "30px"],
      gap: "20px",
      body: "7px",
    });
  });

  test("the skeleton and the sign of an end are parts", async () => {
    const page = await gallery.newPage();
    await gallery.show(page, { only: ["loading", "paid"] });
    expect(await page.locator("#loading [part=skeleton]").count()).toBe(7);
    expect(await page.locator("#paid [part=badge]").count()).toBe(1);
  });
});
