/** What is tried in a browser in which the widget cannot work: what the customer sees instead, and what the page hears. */
import type { Flow } from "./flows.ts";
import { heard, openShop, see, type Visit, violations } from "./visit.ts";

const bodyText = "document.body.innerText";

async function runShop(visit: Visit): Promise<void> {
  const { driver, bff } = visit;
  const after = `<script src="${bff.origin}/widget/v1/fallback.js" defer></script>`;
  await openShop(visit, bff.addScenario(), { isStrict: true, inside: "<p>Call us to pay</p>", after });
  await see(driver, `${bodyText}.indexOf("Something went wrong.") >= 0`, "sentence");
  await see(driver, `document.querySelector("a[href*='/pay#ct_']")`, "link to the hosted page");
  await see(driver, `${bodyText}.indexOf("Call us to pay") >= 0`, "content of the page's own");
  await visit.keepPicture("below-shop");
  const names = await heard(driver);
  if (names.join() !== "pay-error") throw new Error(`the page heard ${names.join(", ") || "nothing"}`);
  const found = await violations(driver);
  if (found.length > 0) throw new Error(`policy violated: ${found.join(", ")}`);
}

async function runShopAlone(visit: Visit): Promise<void> {
  await openShop(visit, visit.bff.addScenario(), { inside: "<p>Call us to pay</p>" });
  await see(visit.driver, `${bodyText}.indexOf("Call us to pay") >= 0`, "content of the page's own");
}

async function runHosted(visit: Visit): Promise<void> {
  const { driver, bff } = visit;
  await driver.open(`${bff.origin}/pay#${bff.addScenario().token}`);
  await see(driver, `${bodyText}.indexOf("This page cannot show the ways to pay.") >= 0`, "advice");
  await see(driver, `document.querySelector("button")`, "button to try again");
  await visit.keepPicture("below-hosted");
}

export const belowFloorFlows: readonly Flow[] = [
  { name: "a page with `fallback.js`", run: runShop },
  { name: "a page without it", run: runShopAlone },
  { name: "the hosted page", run: runHosted },
];
