import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import type { BrowserPayment } from "../../../../bff/contract.ts";
import { launchBrowser } from "../../../support/browser.ts";
import { makePayment } from "../../../widget/support/fixtures.ts";
import { type FixtureBff, startFixtureBff } from "./fixture-bff.ts";
import type { Scenario } from "./scenario.ts";
import { type Shop, startShop, strictPolicy } from "./shop.ts";

/** An event of the widget, as the page received it. */
export interface Heard {
  readonly name: string;
  readonly detail: Record<string, unknown>;
}

/** An open page with the widget. */
export interface Opened {
  readonly page: Page;
  readonly checkout: Locator;
  /** The widget's events so far, in order. */
  readonly heard: () => Promise<readonly Heard[]>;
  /** Violations of the page's policy so far. */
  readonly violations: () => Promise<readonly string[]>;
}

/** Servers and a browser for one file of tests. */
export interface Stage {
  readonly bff: () => FixtureBff;
  readonly shop: () => Shop;
  readonly browser: () => Browser;
  /** Opens a shop page with the widget for a scenario, under the strict policy. */
  readonly open: (scenario: Scenario, options?: OpenOptions) => Promise<Opened>;
  /** Opens any address and collects the same events and violations. */
  readonly visit: (url: string, context?: BrowserContextOptions) => Promise<Opened>;
}

export interface OpenOptions {
  /** Attributes beside `bff` and `client-token`, e.g. `locale="es-MX"`. */
  readonly attributes?: string;
  readonly context?: BrowserContextOptions;
}

const names = "ready method-selected action succeeded failed expired canceled error"
  .split(" ")
  .map((name) => `pay-${name}`);

/** Listens in the page from the start; given to it by the browser, so that the policy does not forbid it. */
function listen(events: readonly string[]): void {
  const store = globalThis as unknown as { heard: Heard[]; violations: string[] };
  store.heard = [];
  store.violations = [];
  for (const name of events) {
    document.addEventListener(name, (event) => {
      const { detail } = event as CustomEvent<Record<string, unknown>>;
      store.heard.push({ name, detail: JSON.parse(JSON.stringify(detail)) });
    });
  }
  document.addEventListener("securitypolicyviolation", (event) => {
    store.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
  });
}

/** The widget's tag and script, as a merchant writes them. */
export function tag(bff: string, token: string, attributes = ""): string {
  return `<script type="module" src="${bff}/widget/v1/pay-checkout.js"></script>
    <pay-checkout bff="${bff}" client-token="${token}" ${attributes}></pay-checkout>`;
}

/** Starts the servers and the browser for a file of tests, and closes the pages after each test. */
export function setStage(): Stage {
  let bff: FixtureBff;
  let shop: Shop;
  let browser: Browser;

  beforeAll(async () => {
    shop = await startShop();
    bff = await startFixtureBff(() => shop.origin);
    browser = await launchBrowser();
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([bff.close(), shop.close()]);
  });

  async function visit(url: string, options: BrowserContextOptions = {}): Promise<Opened> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.addInitScript(listen, names);
    await page.goto(url);
    return {
      page,
      checkout: page.locator("pay-checkout").first(),
      heard: () => page.evaluate(() => (globalThis as unknown as { heard: Heard[] }).heard),
      violations: () => page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations),
    };
  }

  return {
    bff: () => bff,
    shop: () => shop,
    browser: () => browser,
    visit,
    open: (scenario, { attributes, context } = {}) => {
      const body = tag(bff.origin, scenario.token, attributes);
      return visit(shop.addPage({ body, policy: strictPolicy(bff.origin) }), context);
    },
  };
}

const farFuture = "2030-01-01T00:00:00.000Z";

/** A payment that can be paid for years, so that it never expires during a test. */
export function makeLastingPayment(changes: Partial<BrowserPayment> = {}): BrowserPayment {
  const payment = makePayment({ expiresAt: farFuture, ...changes });
  const action = payment.nextAction;
  return action?.type === "display_code" && changes.nextAction === undefined
    ? { ...payment, nextAction: { ...action, expiresAt: payment.expiresAt } }
    : payment;
}

/** A promise, and the function that resolves it. */
export function makeHold(): { readonly held: Promise<void>; readonly release: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { held: promise, release: resolve };
}

/** Chooses a method and continues. */
export async function pay(page: Page, method: string): Promise<void> {
  await page.getByRole("radio", { name: method, exact: true }).check();
  await page.getByRole("button", { name: "Continue" }).click();
}

/** Waits until the test's condition holds. */
export async function eventually(check: () => Promise<void> | void): Promise<void> {
  await expect
    .poll(
      async () => {
        try {
          await check();
          return null;
        } catch (error) {
          return error instanceof Error ? error.message : String(error);
        }
      },
      { timeout: 30_000, interval: 50 },
    )
    .toBeNull();
}
