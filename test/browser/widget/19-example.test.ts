import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { setStage } from "./support/stage.ts";

const stage = setStage();
const page = readFileSync(join(import.meta.dirname, "../../../docs/own-button.md"), "utf8");
const [html = ""] = [...page.matchAll(/```html\n([\s\S]*?)```/g)].map(([, code = ""]) => code);
const script = [...page.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code).join("\n");

test("the examples of docs/own-button.md pay by the page's own button, after its own question", async () => {
  const scenario = stage.bff().addScenario();
  const { origin } = stage.bff();
  const tag = html.replace("https://pay.example.com", origin).replace("ct_…", scenario.token);
  const body = `${tag}<script>globalThis.askForTerms = (agree) => { globalThis.agree = agree; };${script}</script>
    <script type="module" src="${origin}/widget/v1/pay-checkout.js"></script>`;
  const opened = await stage.visit(stage.shop().addPage({ body }));
  const order = opened.page.getByRole("button", { name: "Place order" });
  await opened.page.getByRole("radio", { name: "Bank transfer" }).check();
  expect(await opened.checkout.locator("[part~=primary]").count()).toBe(0);
  await order.click();
  await opened.page.waitForFunction(() => "agree" in globalThis);
  expect(scenario.count("POST", "/checkout/payments")).toBe(0);
  await opened.page.evaluate(() => (globalThis as unknown as { agree: () => void }).agree());
  await opened.page.getByRole("heading", { name: "Pay with this code" }).waitFor();
  await order.waitFor({ state: "hidden" });
  expect(scenario.count("POST", "/checkout/payments")).toBe(1);
});
