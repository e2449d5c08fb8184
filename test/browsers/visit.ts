/** A visit to a page with the widget, in any browser: what is on it, and what a customer does there. */
import { setTimeout as delay } from "node:timers/promises";
import type { FixtureBff } from "../browser/widget/support/fixture-bff.ts";
import type { Scenario } from "../browser/widget/support/scenario.ts";
import { type Shop, strictPolicy } from "../browser/widget/support/shop.ts";
import type { Driver } from "./drivers/driver.ts";

/** What a flow works with. */
export interface Visit {
  readonly driver: Driver;
  readonly bff: FixtureBff;
  readonly shop: Shop;
  /** Keeps a picture of the window under a name. */
  readonly keepPicture: (name: string) => Promise<void>;
}

const patienceMs = 20_000;
const pollMs = 100;
const nonce = "flows";

/** The element's shadow root, as an expression for the page. It is null where the widget does not work. */
export const root = '(document.querySelector("pay-checkout") || {}).shadowRoot';
/** The heading of the screen that is shown. */
export const heading = `((${root} && ${root}.querySelector("h2")) || {}).textContent`;

/** Collects what the page hears. It is plain script of 2017, because the oldest browsers run it, too. */
const listener = `<script nonce="${nonce}">
window.heard = []; window.violations = [];
["ready", "method-selected", "action", "succeeded", "failed", "expired", "canceled", "error"].forEach(function (name) {
  document.addEventListener("pay-" + name, function (event) { window.heard.push("pay-" + name); });
});
document.addEventListener("securitypolicyviolation", function (event) {
  if (/favicon.ico$/.test(event.blockedURI)) return; // Firefox asks for the icon by itself.
  window.violations.push(event.violatedDirective + " " + event.blockedURI);
});
</script>`;

/** Waits until an expression is true in the page. Rejects with what was waited for. */
export async function see(driver: Driver, expression: string, what: string): Promise<void> {
  const endMs = performance.now() + patienceMs;
  let trouble = "";
  while (performance.now() < endMs) {
    try {
      if (await driver.evaluate(`!!(${expression})`)) return;
    } catch (error) {
      // While a page is being replaced, nothing can be evaluated in it.
      trouble = error instanceof Error ? ` (${error.message})` : "";
    }
    await delay(pollMs);
  }
  throw new Error(`no ${what}${trouble}`);
}

export const seeHeading = (driver: Driver, text: string) =>
  see(driver, `${heading} === ${JSON.stringify(text)}`, `"${text}"`);

/** The button or link with a text, as an expression. */
export function named(text: string): string {
  return `Array.from(${root}.querySelectorAll("button, a")).find(function (one) { return one.textContent.trim() === ${JSON.stringify(text)} })`;
}

/** Clicks in the middle of an element, as a hand does. */
export async function press(driver: Driver, element: string, what: string): Promise<void> {
  await see(driver, element, what);
  const at = await driver.evaluate(`(function () {
    var element = ${element};
    element.scrollIntoView({ block: "center" });
    var box = element.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  })()`);
  if (!Array.isArray(at)) throw new Error(`no place for ${what}`);
  await driver.click(Number(at[0]), Number(at[1]));
}

/** The widget's script and tag. */
export function widgetTag(bff: string, { token }: Scenario, inside = ""): string {
  return `<script type="module" src="${bff}/widget/v1/pay-checkout.js"></script>
    <pay-checkout bff="${bff}" client-token="${token}" locale="en">${inside}</pay-checkout>`;
}

/** Opens a page of the shop with the widget. */
export async function openShop(
  { driver, bff, shop }: Visit,
  scenario: Scenario,
  { isStrict = false, policy = "", inside = "", after = "" } = {},
): Promise<void> {
  const body = widgetTag(bff.origin, scenario, inside) + after;
  const strict = strictPolicy(bff.origin).replace("script-src ", `script-src 'nonce-${nonce}' `);
  const used = isStrict ? strict : policy;
  await driver.open(shop.addPage({ body, head: listener, ...(used === "" ? {} : { policy: used }) }));
}

/** Waits for the list, chooses its first method and continues. */
export async function pay(driver: Driver): Promise<void> {
  const radio = `${root} && ${root}.querySelector("input[type=radio]")`;
  await see(driver, radio, "list of methods");
  await press(driver, radio, "first method");
  await press(driver, `${root}.querySelector("button.primary")`, "main button");
}

/** The events that the page has heard. */
export async function heard(driver: Driver): Promise<readonly string[]> {
  const names = await driver.evaluate("window.heard");
  return Array.isArray(names) ? names.map(String) : [];
}

export async function violations(driver: Driver): Promise<readonly string[]> {
  const found = await driver.evaluate("window.violations");
  return Array.isArray(found) ? found.map(String) : [];
}
