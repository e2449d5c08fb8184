/** Refunding a payment: how much, by which way, and what stands in the way of it. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { inReview, mxn, paid, refund, refundOptions } from "./support/answers.ts";
import { findAccessibilityFaults } from "./support/look.ts";
import { setConsole } from "./support/set-console.ts";

const { bff, open } = setConsole();
const options = refundOptions(paid);

function offer(changes: object): void {
  bff().replies.set(`GET payments/${paid.id}/refund-options`, {
    status: 200,
    body: { ...options, ...changes },
  });
}

async function openDialog(locale = "en"): Promise<Page> {
  const page = await open(`payments/${paid.id}`, { locale });
  await page.locator(".buttons button").nth(1).click();
  await page.getByRole("dialog").waitFor();
  return page;
}

const amountOf = (page: Page) => page.locator('dialog input[name="amount"]');
const submit = (page: Page) => page.locator('dialog button[type="submit"]').click();

describe("the dialog of a refund", () => {
  test("suggests what was paid too much, says beforehand what happens, and shows the customer's link afterwards", async () => {
    bff().replies.set("GET v1/refunds", { status: 200, body: { data: [], nextCursor: null } });
    const page = await openDialog();
    const dialog = page.getByRole("dialog");
    expect(await amountOf(page).inputValue()).toBe("20.00");
    await dialog.getByText("Up to MX$170.00 can be refunded. The customer paid MX$20.00 too much.").waitFor();
    await dialog.getByText("Then paypro-mx pays MX$20.00 to it.").waitFor();
    expect(await dialog.getByLabel("Reason").inputValue()).toBe("overpaid");
    await submit(page);
    await page.getByText(refund.claimUrl).waitFor();
    expect(bff().sent[0]?.body).toEqual({ amount: mxn("20.00"), reason: "overpaid" });
  });

  test("takes what is in other refunds off, and refuses more than is left", async () => {
    offer({ left: mxn("160.00"), held: mxn("10.00") });
    const page = await openDialog();
    await page.getByText("Up to MX$160.00 can be refunded. MX$10.00 is in other refunds already.").waitFor();
    expect(await amountOf(page).inputValue()).toBe("10.00");
    await amountOf(page).fill("160.01");
    await submit(page);
    await page.getByRole("alert").getByText("more than the MX$160.00 that can be refunded").waitFor();
    expect(bff().sent).toEqual([]);
  });

  test("says what only a callback reported, and suggests nothing of it", async () => {
    offer({ left: mxn("150.00"), unconfirmed: mxn("20.00") });
    const page = await openDialog();
    await page.getByText("MX$20.00 was only reported by a callback.").waitFor();
    expect(await amountOf(page).inputValue()).toBe("150.00");
    expect(await page.getByRole("dialog").getByText("too much.").count()).toBe(0);
  });

  test("takes amounts as the language writes them, and refuses those that can be read in two ways", async () => {
    offer({ left: mxn("1700.00") });
    const page = await openDialog("pt-BR");
    await amountOf(page).fill("1.000");
    await submit(page);
    await page.getByRole("alert").getByText("“1.000” pode ser lido de duas maneiras").waitFor();
    expect(bff().sent).toEqual([]);
    await amountOf(page).fill("1.000,50");
    await submit(page);
    await expect.poll(() => bff().sent.length).toBe(1);
    expect(bff().sent[0]?.body).toMatchObject({ amount: mxn("1000.50") });
  });

  test("offers the kinds of accounts that the paying account takes, each with its own fields", async () => {
    const page = await openDialog();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("By a payout: you enter an account").check();
    const kinds = dialog.getByLabel("Kind of number");
    expect(await kinds.locator("option").allInnerTexts()).toEqual(["CLABE", "Card"]);
    expect(await dialog.getByLabel("Bank", { exact: true }).count()).toBe(0);
    await kinds.selectOption("card");
    await dialog.getByLabel("Bank", { exact: true }).fill("Banorte");
    await dialog.getByLabel("Name").fill("Ana Díaz");
    await dialog.getByLabel("Account number, key or address").fill("4242424242424242");
    await dialog.getByText("pays MX$20.00 to the account that you have entered").waitFor();
    await submit(page);
    await expect.poll(() => bff().sent.length).toBe(1);
    expect(bff().sent[0]?.body).toMatchObject({
      beneficiary: {
        name: "Ana Díaz",
        accountType: "card",
        accountNumber: "4242424242424242",
        bankName: "Banorte",
      },
    });
  });

  test("suggests only what the paying account can pay, says so beforehand, and refuses what it would not pay", async () => {
    const whole = options.accounts.map((account) => ({ ...account, decimals: 0 }));
    offer({ left: mxn("169.50"), held: mxn("0.50"), accounts: whole });
    const page = await openDialog("es");
    const dialog = page.getByRole("dialog");
    expect(await amountOf(page).inputValue()).toBe("19.00");
    await dialog.getByText("paypro-mx paga solo importes enteros, sin decimales.").waitFor();
    await dialog.getByText("restantes no se pueden pagar.").waitFor();
    await amountOf(page).fill("19,50");
    await submit(page);
    await dialog.getByRole("alert").getByText("paypro-mx paga solo importes enteros").waitFor();
    expect(bff().sent).toEqual([]);
    await amountOf(page).fill("19");
    await submit(page);
    await expect.poll(() => bff().sent.length).toBe(1);
    expect(bff().sent[0]?.body).toMatchObject({ amount: mxn("19.00") });
  });

  test("suggests nothing where the rest of what was paid too much cannot be paid, and does not ask for it", async () => {
    offer({
      left: mxn("150.50"),
      held: mxn("19.50"),
      accounts: options.accounts.map((account) => ({ ...account, decimals: 0 })),
    });
    const page = await openDialog();
    const dialog = page.getByRole("dialog");
    expect(await amountOf(page).inputValue()).toBe("");
    await dialog.getByText("Up to MX$150.00 can be refunded.").waitFor();
    await dialog.getByText("The remaining MX$0.50 cannot be paid out.").waitFor();
    expect(await dialog.getByText("too much.").count()).toBe(0);
  });

  test("refuses zero before it is sent", async () => {
    const page = await openDialog();
    await amountOf(page).fill("0.00");
    await submit(page);
    await page.getByRole("alert").getByText("The amount must be more than zero.").waitFor();
    expect(bff().sent).toEqual([]);
  });

  test("asks for what the paying account needs, and lets another one be chosen", async () => {
    const second = { ...options.accounts[0], id: "cxpay-mx", needsChannel: true };
    offer({ accounts: [...options.accounts, second] });
    const page = await openDialog();
    await page.getByLabel("Account that pays").selectOption("cxpay-mx");
    await page.getByText("Then cxpay-mx pays").waitFor();
    await page.getByLabel("Pay code of the payout").fill("32911");
    await submit(page);
    await expect.poll(() => bff().sent.length).toBe(1);
    expect(bff().sent[0]?.body).toMatchObject({ account: "cxpay-mx", channel: "32911" });
  });

  test("asks for no account where the provider refunds by itself, and says so", async () => {
    offer({ own: "chainup-1", accounts: [] });
    const page = await openDialog();
    await page.getByText("chainup-1 refunds MX$20.00 to the account from which it was paid.").waitFor();
    expect(await page.locator('dialog input[type="radio"]').count()).toBe(0);
    await submit(page);
    await expect.poll(() => bff().sent.length).toBe(1);
    expect(bff().sent[0]?.body).toEqual({ amount: mxn("20.00"), reason: "overpaid" });
  });

  test.each([390, 320])(
    "has room on a screen of %i px, with all its fields, in light and dark",
    async (width) => {
      for (const colorScheme of ["light", "dark"] as const) {
        const page = await open(`payments/${paid.id}`, { colorScheme, viewport: { width, height: 800 } });
        await page.getByRole("button", { name: "Refund", exact: true }).click();
        await page.getByLabel("By a payout: you enter an account").check();
        expect(await findAccessibilityFaults(page)).toEqual([]);
        const inside = await page
          .locator("dialog")
          .evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
        expect(inside).toBe(0);
      }
    },
  );
});

describe("no refund is offered, and a sentence says why,", () => {
  test.each([
    ["payment_in_review", "The payment is in review. Settle it first"],
    ["payment_being_confirmed", "A reversal of the payment was reported"],
    ["nothing_received", "There is nothing to refund"],
    ["refund_exceeds_received", "All that was received has been refunded"],
  ])("with %s", async (objection, sentence) => {
    offer({ objection });
    const page = await open(`payments/${paid.id}`);
    await page.getByText(sentence).waitFor();
    expect(await page.getByRole("button", { name: "Refund", exact: true }).count()).toBe(0);
  });

  test("where no account pays out the currency", async () => {
    offer({ accounts: [] });
    const page = await open(`payments/${paid.id}`);
    await page.getByText("No account pays out MXN").waitFor();
  });

  test("where less is left than any account can pay", async () => {
    offer({
      left: mxn("0.50"),
      held: mxn("169.50"),
      accounts: options.accounts.map((account) => ({ ...account, decimals: 0 })),
    });
    const page = await open(`payments/${paid.id}`);
    await page.getByText("Only MX$0.50 is left. No account can pay out so small an amount.").waitFor();
    expect(await page.getByRole("button", { name: "Refund", exact: true }).count()).toBe(0);
  });

  test("of a payment in review", async () => {
    const page = await open(`payments/${inReview.id}`);
    await page.getByText("The payment is in review. Settle it first").waitFor();
  });
});

describe("a refund", () => {
  const show = (changes: object) =>
    bff().replies.set(`GET v1/refunds/${refund.id}`, { status: 200, body: { ...refund, ...changes } });

  test("is told in the payment's story", async () => {
    const page = await open(`payments/${paid.id}`);
    await page
      .getByText("ana requested a refund of MX$20.00 (Paid too much), by a link for the customer.")
      .waitFor();
  });

  test("that waits for an approval can be canceled", async () => {
    show({ status: "awaiting_approval", payout: "po_5Vx0cQ2mZk8sYw7LrTn1Bf", claimUrl: null });
    bff().replies.set(`POST v1/refunds/${refund.id}/cancel`, {
      status: 200,
      body: { ...refund, status: "canceled", claimUrl: null },
    });
    const page = await open(`refunds/${refund.id}`);
    await page.getByRole("button", { name: "Cancel the refund" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Back", exact: true }).waitFor();
    await page.getByText("The refund waits for an approval. It is not sent").waitFor();
    await submit(page);
    await page.getByText("The refund was canceled. Nothing was sent.").waitFor();
  });

  test.each([
    ["used", { status: "pending", claimUrl: null }],
    ["canceled", { status: "canceled", claimUrl: null }],
    ["too old by the browser's clock", { expiresAt: "2020-01-01T00:00:00.000Z" }],
  ])("whose link is %s does not show it as if it were good", async (_why, changes) => {
    show(changes);
    const page = await open(`refunds/${refund.id}`);
    await page.getByText("has been used, or is not valid any more").waitFor();
    expect(await page.getByText("/claim#rc_").count()).toBe(0);
  });
});
