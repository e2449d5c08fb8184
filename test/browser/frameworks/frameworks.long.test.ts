import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { Scenario } from "../widget/support/scenario.ts";
import { eventually, makeHold, setStage } from "../widget/support/stage.ts";
import { bundleForBrowser, bundleForServer, type Framework, type ServerPage } from "./support/bundle.ts";
import { change, heard, startIn, stop } from "./support/driver.ts";
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

/** Without it, the browser complains that the shop has none. */
const icon = '<link rel="icon" href="data:,">';

async function addWidget(page: Page): Promise<void> {
  await page.addScriptTag({ url: `${stage.bff().origin}/widget/v1/pay-checkout.js`, type: "module" });
}

interface Way {
  readonly isHydrated: boolean;
  readonly isFirst: boolean;
}

const browserScripts = new Map<string, Promise<string>>();
const serverPages = new Map<string, Promise<ServerPage>>();

function once<Value>(
  kept: Map<string, Promise<Value>>,
  name: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const found = kept.get(name) ?? make();
  kept.set(name, found);
  return found;
}

/** Opens a page of a framework, with the widget's script before or after it, and returns what it complained about. */
async function open(
  framework: Framework,
  { isHydrated, isFirst }: Way,
  { props, scenario }: { readonly props: Props; readonly scenario: Scenario },
): Promise<{ page: Page; complaints: readonly string[] }> {
  const { name, isOurs = false } = framework;
  const complaints: string[] = [];
  const server = isHydrated ? await once(serverPages, name, () => bundleForServer(framework)) : null;
  const script = await once(browserScripts, name, () => bundleForBrowser(framework));
  const body = (await server?.render({ ...props, hear: () => undefined })) ?? '<div id="app"></div>';
  const { held, release } = makeHold();
  if (!isOurs) scenario.hold = held;
  const { page } = await stage.visit(stage.shop().addPage({ head: icon + (server?.head ?? ""), body }));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  if (isFirst) await addWidget(page);
  if (isFirst && isHydrated && isOurs) await page.getByRole("radio").first().waitFor();
  await startIn(page, script, props, isHydrated);
  if (!isFirst) await addWidget(page);
  release();
  return { page, complaints };
}

async function usesIt(framework: Framework, way: Way): Promise<void> {
  const { addScenario, origin } = stage.bff();
  const one = addScenario();
  const other = addScenario({ merchantName: "Tienda Dos" });
  const props = { bff: origin, clientToken: one.token, locale: "en" };
  const { page, complaints } = await open(framework, way, { props, scenario: one });
  await page.getByRole("radio", { name: "Bank transfer" }).check();
  await page.getByRole("button", { name: "Continue" }).waitFor();

  const hears = !(way.isHydrated && framework.isDeafHydrated === true);
  if (hears) {
    await eventually(async () => expect(await heard(page)).toEqual(["pay-ready", "pay-method-selected"]));
    await page.locator("pay-checkout").evaluate((element, names) => {
      for (const name of names) element.dispatchEvent(new CustomEvent(name, { detail: {} }));
    }, eventNames);
    expect((await heard(page)).slice(2)).toEqual(eventNames);
  }
  const before = (await heard(page)).length;

  await change(page, { ...props, clientToken: other.token, locale: "es-MX" });
  await page.getByText("Tienda Dos").waitFor();
  await page.getByRole("button", { name: "Continuar" }).waitFor();
  if (hears) await eventually(async () => expect((await heard(page)).slice(before)).toEqual(["pay-ready"]));

  const element = await page.locator("pay-checkout").elementHandle();
  await stop(page);
  expect(await page.locator("pay-checkout").count()).toBe(0);
  await eventually(() => expect([one.followers(), other.followers()]).toEqual([0, 0]));
  if (!hears) return;
  expect(complaints).toEqual([]);
  if (framework.isOurs !== true) return;
  await element?.evaluate((gone) => gone.dispatchEvent(new CustomEvent("pay-error")));
  expect((await heard(page)).slice(before)).toEqual(["pay-ready"]);
}

/**
 * Each framework has the script first in one of its two ways, and last in the other; which one alternates.
 * `FRAMEWORK_WAYS=all npm test -- test/browser/frameworks` tries all four.
 */
function orders(index: number, isHydrated: boolean): readonly boolean[] {
  return process.env.FRAMEWORK_WAYS === "all" ? [true, false] : [(index % 2 === 0) !== isHydrated];
}

describe("widget 13: in frameworks", () => {
  for (const [index, framework] of frameworks.entries()) {
    for (const isHydrated of [false, true]) {
      for (const isFirst of orders(index, isHydrated)) {
        const way = `${isHydrated ? "hydrated" : "in the browser alone"}, the script ${isFirst ? "first" : "last"}`;
        test(`${framework.name}, ${way}: takes properties and their changes, calls each handler, leaves nothing`, () =>
          usesIt(framework, { isHydrated, isFirst }));
      }
    }
  }
});
