/** An operator's night, on a phone: from the number on a printed code to the money that went back. */
import type { Page } from "playwright-core";
import { test } from "vitest";
import { z } from "zod";
import { codeOf, stepAt } from "../../../bff/services/operators/totp.ts";
import { everyScope, password, totpSecret, totpText } from "../../support/operators.ts";
import type { Customer } from "./support/customer.ts";
import { networkTrouble, phone, setDemo } from "./support/demo.ts";

const operator = { id: "ana", password, totp: totpText, scopes: everyScope };
const demo = setDemo({ adjustConfig: (config) => ({ ...config, console: { operators: [operator] } }) });

const small = { viewport: phone, isMobile: true, locale: "en" } as const;
/** What the customer pays by mistake instead of 349.00. */
const paid = "400.00";
const clabe = "032180000118359719";

/** Buys, and pays too much at the store. The number is what stands on the printed code. */
async function payTooMuch(customer: Customer): Promise<string> {
  await customer.buy("mx");
  await customer.choose("Cash at a store");
  await customer.sees("Pay with this code");
  const order = await demo.sandbox().onlyOrder();
  await demo.sandbox().play(order, "pay", { amount: paid });
  await customer.sees(/review|check/i);
  return order.detail.code ?? "";
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`${demo.stack().bffUrl}/console`);
  await page.getByLabel("Operator").fill(operator.id);
  await page.getByLabel("Password").fill(password);
  await page.getByLabel("Code from your authenticator app").fill(codeOf(totpSecret, stepAt(Date.now())));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "What needs a person" }).waitFor();
}

/** Presses a button of the page, and then the one of the dialog that says what it will do. */
async function confirm(page: Page, name: string, inDialog: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: inDialog, exact: true }).click();
}

async function claimMoney(customer: Customer, link: string): Promise<void> {
  const { page } = customer;
  await page.goto(link);
  await customer.sees("Where should the money go?");
  await page.getByLabel("CLABE", { exact: true }).last().fill(clabe);
  await page.getByLabel("Account holder’s name").fill("Ana Díaz");
  await customer.button("Continue").click();
  await customer.sees("Is this right?");
  await customer.button("Yes, send it").click();
  await customer.sees("The money is on its way");
}

async function payOut(): Promise<void> {
  const answer = await fetch(`${demo.sandbox().url}/api/payouts`);
  const { data } = payouts.parse(await answer.json());
  for (const { provider, orderNo } of data) {
    await fetch(`${demo.sandbox().url}/api/payouts/${provider}/${orderNo}/pay`, { method: "POST" });
  }
}
const payouts = z.object({ data: z.array(z.object({ provider: z.string(), orderNo: z.string() })) });

test("an operator finds a payment by its printed code, settles it, and refunds the excess by claim", async () => {
  demo.tolerate(networkTrouble);
  const customer = await demo.customer(small);
  const code = await payTooMuch(customer);
  const { page } = await demo.customer(small);
  await signIn(page);
  await page.getByRole("link", { name: /^Look at it/ }).waitFor();

  // From the number on the printed code, as it is read out on the telephone.
  await page.getByLabel("Search").fill(code.replace(/(.{4})/g, "$1 "));
  await page.getByRole("button", { name: "Find" }).click();
  await page.getByText("The customer paid MX$51.00 too much.").waitFor();

  await confirm(page, "Query the provider now", "Query now");
  await page.getByText("reports: paid, MX$400.00. Nothing has changed.").waitFor();

  await page.getByRole("button", { name: "Settle it yourself" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Paid: the shop delivers").check();
  await dialog.getByLabel("Why? (for the timeline)").fill("The store's list has 400.00.");
  await dialog.getByRole("button", { name: "Settle", exact: true }).click();
  await page.getByText("It is paid: MX$400.00 has arrived.").waitFor();

  await page.getByRole("button", { name: "Refund" }).click();
  // What was paid too much is suggested.
  await dialog.getByText("pays MX$51.00 to it.").waitFor();
  await dialog.getByRole("button", { name: "Refund" }).click();
  const link = await page
    .getByText(/\/claim#rc_/)
    .first()
    .innerText();

  await claimMoney(await demo.customer(small), link.trim());
  await payOut();
  // The page follows by itself.
  await page
    .locator("tr", { hasText: /re_\w+/ })
    .getByText("Refunded", { exact: true })
    .waitFor();

  await page
    .getByText("requested a refund of MX$51.00 (Paid too much), by a link for the customer.")
    .waitFor();
  await page.getByText("confirmed that MX$51.00 has been refunded.").waitFor();

  await page.evaluate(() => {
    location.hash = "#/audit";
  });
  const done = page.locator("tr");
  for (const action of [
    "signed in",
    "payment queried",
    "payment settled",
    "refund created",
    "refund claimed",
  ])
    await done.filter({ hasText: action }).first().waitFor();
});
