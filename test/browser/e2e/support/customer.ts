/** A customer of the demo shop, with the order as the shop and the checkout hold it. */
import type { BrowserContext, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { z } from "zod";
import type { DemoStack } from "../../../../scripts/demo-stack.ts";
import { type MerchantSession, merchantOf } from "./merchant.ts";

const shopOrder = z.object({
  number: z.string(),
  status: z.string(),
  sessionId: z.string(),
  notices: z.array(z.string()),
  events: z.array(z.object({ id: z.string(), type: z.string() })),
});

/** Waits until a condition holds. The time limit only ends what hangs. */
export const eventually = <T>(ask: () => T) => expect.poll(ask, { timeout: 30_000, interval: 50 });

/** The countries of the shop. */
export type Market = "mx" | "br" | "in" | "id" | "ng" | "cn" | "usdt";

/** An order at the shop's backend. Only a verified webhook makes it paid. */
export type ShopOrder = z.output<typeof shopOrder>;

export interface Customer {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Buys in a country's shop and waits for the list of methods. */
  readonly buy: (
    market: Market,
    options?: { readonly bags?: number; readonly locale?: string },
  ) => Promise<void>;
  /** Chooses a method and presses "Continue". */
  readonly choose: (method: string) => Promise<void>;
  readonly button: (name: string) => Locator;
  /** Waits for the screen with that heading. */
  readonly sees: (heading: string | RegExp) => Promise<void>;
  /** Waits until the widget shows "Payment received" and the shop's backend has got its verified webhook. */
  readonly seesPaid: () => Promise<void>;
  /** All text of the widget. */
  readonly text: () => Promise<string>;
  /** The navigations of the page until now. */
  readonly loads: () => number;
  readonly order: () => Promise<ShopOrder>;
  /** The session as the merchant's backend reads it. */
  readonly session: () => Promise<MerchantSession>;
}

/** Sends a new customer, who has one tab, to the shop. */
export async function sendCustomer(context: BrowserContext, stack: DemoStack): Promise<Customer> {
  const page = await context.newPage();
  let loads = 0;
  let orderId = "";
  page.on("framenavigated", (frame) => {
    if (frame === page.mainFrame()) loads += 1;
  });

  const sees = (heading: string | RegExp) => page.getByRole("heading", { name: heading }).waitFor();
  const button = (name: string) => page.getByRole("button", { name, exact: true });

  async function order(): Promise<ShopOrder> {
    return shopOrder.parse(await (await fetch(`${stack.shopUrl}/orders/${orderId}.json`)).json());
  }

  return {
    page,
    context,
    button,
    sees,
    order,
    loads: () => loads,
    text: () => page.locator("pay-checkout [part=card]").innerText(),
    async buy(market, { bags = 1, locale = "en" } = {}) {
      await page.goto(`${stack.shopUrl}/?market=${market}`);
      await page.getByLabel("Bags").selectOption(String(bags));
      await page.getByLabel("Checkout in").selectOption(locale);
      await button("Buy now").click();
      await page.getByRole("radiogroup").waitFor();
      orderId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    },
    async choose(method) {
      await page.getByRole("radio", { name: method, exact: true }).check();
      await button("Continue").click();
    },
    async seesPaid() {
      await sees("Payment received");
      await eventually(async () => (await order()).status).toBe("paid");
    },
    async session() {
      return await merchantOf(stack).session((await order()).sessionId);
    },
  };
}
