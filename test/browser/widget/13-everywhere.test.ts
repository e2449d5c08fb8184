import { describe, expect, test } from "vitest";
import { pay, setStage } from "./support/stage.ts";

const stage = setStage();

describe("widget 13: works everywhere as it is", () => {
  test("plain HTML inside another shadow root: the events come out, the keyboard goes in", async () => {
    const { origin } = stage.bff();
    const scenario = stage.bff().addScenario();
    const body = `<script type="module" src="${origin}/widget/v1/pay-checkout.js"></script>
      <div><template shadowrootmode="open">
        <pay-checkout bff="${origin}" client-token="${scenario.token}"></pay-checkout>
      </template></div>`;
    const { page, heard } = await stage.visit(stage.shop().addPage({ body }));
    await pay(page, "Bank transfer");
    const heading = page.getByRole("heading", { name: "Pay with this code" });
    await heading.waitFor();
    expect(await heading.evaluate((element) => element.matches(":focus"))).toBe(true);
    expect((await heard()).map(({ name }) => name)).toEqual([
      "pay-ready",
      "pay-method-selected",
      "pay-action",
    ]);
  });

  for (const attribute of ["client-token", "clienttoken"]) {
    test(`a token in the attribute ${attribute} is taken, before the script and after it`, async () => {
      const { origin } = stage.bff();
      const [one, other] = [
        stage.bff().addScenario(),
        stage.bff().addScenario({ merchantName: "Tienda Dos" }),
      ];
      const body = `<pay-checkout bff="${origin}" ${attribute}="${one.token}"></pay-checkout>`;
      const { page } = await stage.visit(stage.shop().addPage({ body }));
      await page.addScriptTag({ url: `${origin}/widget/v1/pay-checkout.js`, type: "module" });
      await page.getByText("Cantina del Sol").waitFor();
      await page
        .locator("pay-checkout")
        .evaluate((element, [name, token]) => element.setAttribute(name, token), [
          attribute,
          other.token,
        ] as const);
      await page.getByText("Tienda Dos").waitFor();
    });
  }

  test("a token that is set after the element was made, as frameworks do, is taken", async () => {
    const { origin } = stage.bff();
    const scenario = stage.bff().addScenario();
    const body = `<script type="module" src="${origin}/widget/v1/pay-checkout.js"></script>
      <pay-checkout bff="${origin}"></pay-checkout>`;
    const { page, heard } = await stage.visit(stage.shop().addPage({ body }));
    await page.locator("pay-checkout").evaluate((element, token) => {
      Object.assign(element, { clientToken: token });
    }, scenario.token);
    await page.getByRole("radio", { name: "Bank transfer" }).waitFor();
    expect((await heard()).map(({ name }) => name)).toEqual(["pay-ready"]);
  });

  for (const key of ["a click", "Enter"]) {
    test(`in a frame that is sandboxed without forms, ${key} goes on all the same`, async () => {
      const { origin } = stage.bff();
      const scenario = stage.bff().addScenario();
      const inner = stage.shop().addPage({
        body: `<script type="module" src="${origin}/widget/v1/pay-checkout.js"></script>
          <pay-checkout bff="${origin}" client-token="${scenario.token}"></pay-checkout>`,
      });
      const sandbox = "allow-scripts allow-same-origin";
      const outer = stage.shop().addPage({ body: `<iframe sandbox="${sandbox}" src="${inner}"></iframe>` });
      const { page } = await stage.visit(outer);
      const frame = page.frameLocator("iframe");
      const radio = frame.getByRole("radio", { name: "Bank transfer" });
      await radio.check();
      if (key === "Enter") await radio.press("Enter");
      else await frame.getByRole("button", { name: "Continue" }).click();
      await frame.getByRole("heading", { name: "Pay with this code" }).waitFor();
    });
  }
});
