import { describe, expect, test } from "vitest";
import type { PayCheckout } from "../../../widget/element.ts";
import { setStage, tag } from "./support/stage.ts";

const stage = setStage();
const evil = '<img src=x onerror="document.title=1">{amount}';

/** Opens a page that sets `messages` before the element is there, as a page's script does. */
async function openWith(messages: unknown, attributes = "") {
  const scenario = stage.bff().addScenario();
  const text = JSON.stringify(messages).replaceAll("<", "\\u003c");
  const body = `${tag(stage.bff().origin, scenario.token, attributes)}
    <script>document.querySelector("pay-checkout").messages = ${text};</script>`;
  const warnings: string[] = [];
  const opened = await stage.visit("about:blank");
  opened.page.on("console", (line) => {
    if (line.type() === "warning") warnings.push(line.text());
  });
  await opened.page.goto(stage.shop().addPage({ body }));
  await opened.checkout.locator("[part=body][aria-busy=false]").waitFor();
  return { ...opened, scenario, warnings };
}

describe("`messages`", () => {
  test("take the place of the widget's texts on each screen, with its placeholders", async () => {
    const { page, warnings } = await openWith({
      choose: "Your way to pay",
      continue: "Go on",
      pay: "Give {amount}",
      methods: { store: "At the corner shop" },
      fieldErrors: { required: "Oh, this one" },
      codeTitle: { store: "Show this" },
      howTo: "Like so",
      steps: { store: ["Walk.", "Pay {amount}."] },
    });
    await page.getByRole("radiogroup", { name: "Your way to pay" }).waitFor();
    await page.getByText("Give MX$10,000.00").or(page.getByText("Give $10,000.00")).first().waitFor();
    await page.getByRole("radio", { name: "At the corner shop" }).check();
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("Oh, this one").waitFor();
    await page.getByLabel("Full name").fill("Ana Díaz");
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByRole("heading", { name: "Show this" }).waitFor();
    await page.getByRole("heading", { name: "Like so" }).waitFor();
    expect(await page.getByRole("listitem").allInnerTexts()).toEqual([
      "Walk.",
      expect.stringMatching(/^Pay .*10,000\.00\.$/),
    ]);
    expect(warnings).toEqual([]);
  });

  test("are for the language in use, the nearest first, and change while the widget is shown", async () => {
    const messages = {
      cancel: "Stop",
      en: { continue: "Onwards" },
      es: { continue: "Seguir", cancel: "Parar" },
      "es-MX": { continue: "Dale" },
    };
    const { page, checkout } = await openWith(messages, 'locale="es-MX"');
    await page.getByRole("button", { name: "Dale" }).waitFor();
    await page.getByRole("button", { name: "Parar" }).waitFor();
    await checkout.evaluate((element: PayCheckout) => element.setAttribute("locale", "es-AR"));
    await page.getByRole("button", { name: "Seguir" }).waitFor();
    await checkout.evaluate((element: PayCheckout) => {
      element.messages = { continue: "¡Vamos!" };
    });
    await page.getByRole("button", { name: "¡Vamos!" }).waitFor();
    await checkout.evaluate((element: PayCheckout) => {
      element.messages = null;
    });
    await page.getByRole("button", { name: "Continuar" }).waitFor();
  });

  test("that are hostile become no markup, and what is wrong is ignored and told once", async () => {
    const { page, checkout, warnings } = await openWith({
      choose: evil,
      continue: 7,
      cancel: "",
      methods: { store: evil, toString: "x" },
      contineu: "typo",
      constructor: { name: "x" },
      steps: { store: "not a list" },
      es: { busy: [] },
      offline: { deep: true },
    });
    await page.getByText(evil).first().waitFor();
    await page.getByRole("button", { name: "Continue" }).waitFor();
    await page.getByRole("button", { name: "Cancel" }).waitFor();
    expect(await checkout.locator("img").count()).toBe(0);
    expect(await page.title()).toBe("Shop");
    expect(warnings).toHaveLength(1);
    for (const name of [
      "continue",
      "cancel",
      "methods.toString",
      "contineu",
      "constructor",
      "steps.store",
      "es.busy",
    ])
      expect(warnings[0]).toContain(name);
  });

  test("that throw, are no object, or hold functions leave the widget as it is", async () => {
    const { page, checkout } = await openWith({});
    for (const kind of ["throws", "text", "list", "function"]) {
      await checkout.evaluate((element, wanted) => {
        const odd: Record<string, unknown> = {
          throws: Object.defineProperty({}, "continue", {
            enumerable: true,
            get: () => {
              throw new Error("hostile");
            },
          }),
          text: "Seguir",
          list: ["Seguir"],
          function: { continue: () => "Seguir" },
        };
        Object.assign(element, { messages: odd[wanted] });
        return "updateComplete" in element ? element.updateComplete : null;
      }, kind);
      expect(await page.getByRole("button", { name: "Continue" }).count(), kind).toBe(1);
    }
  });

  test("are strict-policy clean, and the widget serves its own where their part cannot be fetched", async () => {
    const scenario = stage.bff().addScenario();
    const { page, violations } = await stage.open(scenario);
    await page.getByRole("radio").first().waitFor();
    await page.route(/own-texts/, (route) => route.abort());
    await page.evaluate(() => {
      const element = document.querySelector("pay-checkout");
      if (element !== null) element.messages = { continue: "Go on" };
    });
    await page.getByRole("button", { name: "Continue" }).waitFor();
    expect(await violations()).toEqual([]);
  });
});
