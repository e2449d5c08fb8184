/** Runs the whole product, with a browser in front of it. */
import type { Browser, BrowserContext, BrowserContextOptions } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { type DemoStack, type DemoStackOptions, startDemoStack } from "../../../../scripts/demo-stack.ts";
import { launchBrowser } from "../../../support/browser.ts";
import { type Customer, sendCustomer } from "./customer.ts";
import { type Merchant, merchantOf } from "./merchant.ts";
import { controlSandbox, type Sandbox } from "./sandbox.ts";

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1280, height: 800 };

/**
 * The browser's messages about requests that a test makes fail. A part of the widget that is fetched meanwhile gets an
 * answer without the headers for other origins, too.
 */
export const networkTrouble =
  /^Failed to load resource:|^Access to script at '[^']*' .* blocked by CORS policy/;

export interface Demo {
  readonly stack: () => DemoStack;
  readonly sandbox: () => Sandbox;
  readonly merchant: () => Merchant;
  readonly browser: () => Browser;
  /** A person with a browser of their own. */
  readonly customer: (options?: BrowserContextOptions) => Promise<Customer>;
  /** Allows this message on the console of the test's pages. Any other message fails the test. */
  readonly tolerate: (message: RegExp) => void;
}

export interface DemoOptions extends Pick<DemoStackOptions, "adjustConfig"> {
  /** Whether the browser has its back/forward cache, as people's browsers do. */
  readonly hasBackCache?: boolean;
}

/** Runs the demo for one file of tests: the shop, the BFF, the providers' sandbox, each a process of its own. */
export function setDemo({ adjustConfig, hasBackCache = false }: DemoOptions = {}): Demo {
  let stack: DemoStack;
  let sandbox: Sandbox;
  let browser: Browser;
  let contexts: BrowserContext[] = [];
  let complaints: string[] = [];
  let tolerated: RegExp[] = [];

  beforeAll(async () => {
    [stack, browser] = await Promise.all([
      startDemoStack(adjustConfig === undefined ? {} : { adjustConfig }),
      launchBrowser({ hasBackCache }),
    ]);
    sandbox = controlSandbox(stack.sandboxControlUrl);
  }, 120_000);

  beforeEach(async () => {
    contexts = [];
    complaints = [];
    tolerated = [];
    await sandbox.turnPage();
  });

  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    expect(complaints.filter((text) => !tolerated.some((pattern) => pattern.test(text)))).toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  return {
    stack: () => stack,
    sandbox: () => sandbox,
    merchant: () => merchantOf(stack),
    browser: () => browser,
    async customer(contextOptions = { viewport: desktop }) {
      const context = await browser.newContext(contextOptions);
      contexts.push(context);
      context.setDefaultTimeout(60_000);
      context.on("console", (message) => complaints.push(message.text()));
      context.on("weberror", (error) => complaints.push(String(error.error())));
      return await sendCustomer(context, stack);
    },
    tolerate: (message) => tolerated.push(message),
  };
}
