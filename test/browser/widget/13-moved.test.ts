import { describe, expect, test } from "vitest";
import { makeHold, setStage, tag } from "./support/stage.ts";

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

  /** How the list looks, wherever the element is. */
  const styleOf = () => {
    const inFrame = document.querySelector("iframe")?.contentDocument?.querySelector("pay-checkout");
    const root = (document.querySelector("pay-checkout") ?? inFrame)?.shadowRoot;
    const wanted = [".card", ".method", ".primary", ".brand"].map((one) => root?.querySelector(one));
    return wanted.map((one) => {
      const style = one?.ownerDocument.defaultView?.getComputedStyle(one);
      return [style?.display, style?.borderRadius, style?.backgroundColor];
    });
  };
  const intoFrame = (element: Element) =>
    document.querySelector("iframe")?.contentDocument?.body.append(element);
  const addPage = () => {
    const { token } = stage.bff().addScenario();
    const frame = '<iframe width="480" height="600"></iframe>';
    return stage.shop().addPage({ body: tag(stage.bff().origin, token) + frame });
  };

  test("into another document and back, it keeps its styles", async () => {
    const { page, checkout } = await stage.visit(addPage());
    await page.locator(".brand").first().waitFor();
    const before = await page.evaluate(styleOf);
    const element = await checkout.elementHandle();
    await checkout.evaluate(intoFrame);
    await page.frameLocator("iframe").getByRole("radio").first().waitFor();
    expect(await page.evaluate(styleOf)).toEqual(before);
    await page.evaluate((one) => one && document.body.append(one), element);
    await page.getByRole("radio").first().waitFor();
    expect(await page.evaluate(styleOf)).toEqual(before);
  });

  test("into another document before the later screens have come, it has its styles once they are there", async () => {
    const unmoved = await stage.visit(addPage());
    await unmoved.page.locator(".brand").first().waitFor();
    const wanted = await unmoved.page.evaluate(styleOf);
    const { page, checkout, heard } = await stage.visit("about:blank");
    const { held, release } = makeHold();
    await page.route(/\/later-[^/]*\.js/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(addPage());
    await page.getByRole("radio").first().waitFor();
    await checkout.evaluate(intoFrame);
    release();
    await page.frameLocator("iframe").locator(".brand").first().waitFor();
    // Sizes and colours change by transitions.
    await expect.poll(() => page.evaluate(styleOf)).toEqual(wanted);
    expect((await heard()).filter(({ name }) => name === "pay-error")).toEqual([]);
  });
});
