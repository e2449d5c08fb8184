import type { Page } from "playwright-core";
import { type FixtureName, fixtureNames } from "../../../../widget/testing/fixtures.ts";

/** The selection that the gallery shows. */
export interface Wishes {
  /** Which screens; absent: all of them. */
  readonly only?: readonly FixtureName[];
  readonly locale?: string;
  readonly theme?: "light" | "dark";
  readonly look?: string;
  /** How wide each widget may be, in CSS pixels. */
  readonly width?: number;
}

/** The content that a screen must have before the test looks at it, where the first answer is not enough. */
const settled: Readonly<Partial<Record<FixtureName, string>>> = {
  loading: ".bone",
  "methods-busy": ".primary[aria-disabled=true]",
  "methods-notice": ".notice",
  "payer-brazil": "#field-taxId",
  "payer-wrong": "[aria-invalid=true]",
  "payer-coins": "#field-exchangeUid",
  "code-store": ".paper path",
  "methods-order": ".foot a",
  "methods-china": ".brand",
  "code-order": ".foot a",
};

async function stands(page: Page, screen: FixtureName): Promise<void> {
  const checkout = page.locator(`#${screen}`);
  if (screen !== "loading") await checkout.locator("[part=body][aria-busy=false]").waitFor();
  await checkout
    .locator(settled[screen] ?? "h2")
    .first()
    .waitFor();
}

/**
 * Shows screens, all at once, and waits until each stands, with everything pressed that its fixture presses.
 * @param url the gallery's address
 */
export async function showScreens(page: Page, url: string, wishes: Wishes = {}): Promise<void> {
  const { only, locale = "en", theme = "light", look = "", width = 480 } = wishes;
  const address = new URLSearchParams({
    screen: only?.join() ?? "",
    locale,
    theme,
    look,
    width: String(width),
    bare: "1",
  });
  await page.goto("about:blank");
  await page.goto(`${url}#${address}`);
  await Promise.all((only ?? fixtureNames).map((name) => stands(page, name)));
  if (look !== "") await page.waitForFunction(hasLook);
}

/** Whether a theme's style sheet has arrived: only one of these sets the tokens from outside. */
function hasLook(): boolean {
  const checkout = document.querySelector("pay-checkout");
  return checkout !== null && getComputedStyle(checkout).getPropertyValue("--pay-accent") !== "";
}
