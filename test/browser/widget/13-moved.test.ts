import { describe, expect, test } from "vitest";
import { setStage, tag } from "./support/stage.ts";

const stage = setStage();

describe("widget 13: moved by the page", () => {
  for (const move of ["append", "moveBefore", "insertBefore"] as const) {
    test(`within the page (${move}), it keeps its screen, what was chosen and what was typed, and asks for nothing`, async () => {
      const scenario = stage.bff().addScenario();
      const body = `<div id="one">${tag(stage.bff().origin, scenario.token, 'method="store"')}</div><div id="other"></div>`;
      const { page, heard } = await stage.visit(stage.shop().addPage({ body }));
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByLabel("Full name").fill("Ana Díaz");
      await page.evaluate((how) => {
        const [other, checkout] = ["#other", "pay-checkout"].map((one) => document.querySelector(one));
        if (!other || !checkout) return;
        if (how === "append") other.append(checkout);
        else other[how](checkout, null);
      }, move);
      await page.locator("#other pay-checkout").getByLabel("Full name").waitFor();
      // What the widget does because of a move, it does before the next frame.
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
      expect(await page.getByLabel("Full name").inputValue()).toBe("Ana Díaz");
      expect((await heard()).filter(({ name }) => name === "pay-ready")).toHaveLength(1);
      expect(scenario.count("POST", "/checkout/open")).toBe(1);
    });
  }

  test("taken out and put in again later, it asks for the session again", async () => {
    const scenario = stage.bff().addScenario();
    const { page } = await stage.open(scenario);
    await page.getByRole("radio").first().waitFor();
    const checkout = await page.evaluateHandle(() => {
      const element = document.querySelector("pay-checkout");
      element?.parentNode?.removeChild(element);
      return element;
    });
    await checkout.evaluate((element) => element && document.body.append(element));
    await page.getByRole("radio").first().waitFor();
    expect(scenario.count("POST", "/checkout/open")).toBe(2);
  });

  test("into another document, it keeps its styles", async () => {
    const scenario = stage.bff().addScenario();
    const body = `${tag(stage.bff().origin, scenario.token)}<iframe width="480" height="600"></iframe>`;
    const { page, checkout } = await stage.visit(stage.shop().addPage({ body }));
    await page.locator(".brand").first().waitFor();
    const styleOf = () => {
      const inFrame = document.querySelector("iframe")?.contentDocument?.querySelector("pay-checkout");
      const root = (document.querySelector("pay-checkout") ?? inFrame)?.shadowRoot;
      const wanted = [".card", ".method", ".primary"].map((one) => root?.querySelector(one));
      return wanted.map((one) => {
        const style = one?.ownerDocument.defaultView?.getComputedStyle(one);
        return [style?.display, style?.borderRadius, style?.backgroundColor];
      });
    };
    const before = await page.evaluate(styleOf);
    await checkout.evaluate((element) =>
      document.querySelector("iframe")?.contentDocument?.body.append(element),
    );
    await page.frameLocator("iframe").getByRole("radio").first().waitFor();
    expect(await page.evaluate(styleOf)).toEqual(before);
  });
});
