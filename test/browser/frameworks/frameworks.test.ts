import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { Scenario } from "../widget/support/fixture-bff.ts";
import { eventually, setStage } from "../widget/support/stage.ts";
import { bundleForBrowser, bundleForServer, type Framework } from "./support/bundle.ts";
import { frameworks } from "./support/table.ts";

const stage = setStage();

const eventNames = "ready method-selected action succeeded failed expired canceled error"
  .split(" ")
  .map((name) => `pay-${name}`);

interface Props {
  readonly bff: string;
  readonly clientToken: string;
  readonly locale: string;
}

interface Driver {
  readonly heard: string[];
  readonly change: (props: object) => void;
  readonly stop: () => void;
}

/** The end of a page's script: starts the framework with handlers that write down what they hear. */
const driver = `
  globalThis.startPage = (props, isHydrated) => {
    const heard = [];
    const all = (next) => ({ ...next, hear: (event) => heard.push(event.type) });
    const app = start(document.querySelector("#app"), all(props), isHydrated);
    globalThis.driver = { heard, change: (next) => app.change(all(next)), stop: () => app.stop() };
  };
`;

function heard(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => (globalThis as unknown as { driver: Driver }).driver.heard);
}

async function addWidget(page: Page): Promise<void> {
  await page.addScriptTag({ url: `${stage.bff().origin}/widget/v1/pay-checkout.js`, type: "module" });
}

/** Opens a page of a framework, with the widget's script before or after it, and returns what it complained about. */
async function open(
  framework: Framework,
  { isHydrated, isFirst, props }: { isHydrated: boolean; isFirst: boolean; props: Props },
): Promise<{ page: Page; complaints: readonly string[] }> {
  const complaints: string[] = [];
  const server = isHydrated ? await bundleForServer(framework) : null;
  const body = `<div id="app">${(await server?.render({ ...props, hear: () => undefined })) ?? ""}</div>`;
  const { page } = await stage.visit(stage.shop().addPage({ head: server?.head ?? "", body }));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  if (isFirst) {
    await addWidget(page);
    // The worst case: all is there before the framework comes.
    if (isHydrated) await page.getByRole("radio").first().waitFor();
  }
  await page.addScriptTag({ content: (await bundleForBrowser(framework)) + driver, type: "module" });
  await page.evaluate(
    ({ given, hydrated }) =>
      (globalThis as unknown as { startPage: (...given: unknown[]) => void }).startPage(given, hydrated),
    { given: props, hydrated: isHydrated },
  );
  if (!isFirst) await addWidget(page);
  return { page, complaints };
}

async function usesIt(framework: Framework, isHydrated: boolean, isFirst: boolean): Promise<void> {
  const { addScenario, origin } = stage.bff();
  const [one, other]: readonly [Scenario, Scenario] = [
    addScenario(),
    addScenario({ merchantName: "Tienda Dos" }),
  ];
  const props = { bff: origin, clientToken: one.token, locale: "en" };
  const { page, complaints } = await open(framework, { isHydrated, isFirst, props });
  await page.getByRole("radio", { name: "Bank transfer" }).check();
  await page.getByRole("button", { name: "Continue" }).waitFor();
  await eventually(async () => expect(await heard(page)).toEqual(["pay-ready", "pay-method-selected"]));

  await page.locator("pay-checkout").evaluate((element, names) => {
    for (const name of names) element.dispatchEvent(new CustomEvent(name, { detail: {} }));
  }, eventNames);
  expect((await heard(page)).slice(2)).toEqual(eventNames);

  await page.evaluate((next) => (globalThis as unknown as { driver: Driver }).driver.change(next), {
    ...props,
    clientToken: other.token,
    locale: "es-MX",
  });
  await page.getByText("Tienda Dos").waitFor();
  await page.getByRole("button", { name: "Continuar" }).waitFor();
  await eventually(async () => expect((await heard(page)).slice(10)).toEqual(["pay-ready"]));

  const element = await page.locator("pay-checkout").elementHandle();
  await page.evaluate(() => (globalThis as unknown as { driver: Driver }).driver.stop());
  expect(await page.locator("pay-checkout").count()).toBe(0);
  await eventually(() => expect([one.followers(), other.followers()]).toEqual([0, 0]));
  await element?.evaluate((gone) => gone.dispatchEvent(new CustomEvent("pay-ready")));
  expect((await heard(page)).slice(11)).toEqual([]);
  expect(complaints).toEqual([]);
}

describe("widget 13: in frameworks", () => {
  for (const framework of frameworks) {
    for (const isHydrated of [false, true]) {
      for (const isFirst of [true, false]) {
        const way = `${isHydrated ? "hydrated" : "in the browser alone"}, the script ${isFirst ? "first" : "last"}`;
        test(`${framework.name}, ${way}: takes properties and their changes, calls each handler, leaves nothing`, () =>
          usesIt(framework, isHydrated, isFirst));
      }
    }
  }
});
