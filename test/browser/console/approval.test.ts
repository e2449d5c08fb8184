/** Deciding about a payout: by whom, and with whose names in sight. */
import { expect, test } from "vitest";
import { paid, payout, payoutApproval, refund } from "./support/answers.ts";
import { findAccessibilityFaults } from "./support/look.ts";
import { setConsole } from "./support/set-console.ts";

const { bff, open } = setConsole();

const known = (name: string) => ({ kind: "known", name });

function know(changes: object): void {
  const body = { ...payoutApproval, ...changes };
  bff().replies.set(`GET payouts/${payout.id}/approval`, { status: 200, body });
}

test("who approves sees payer and beneficiary side by side, on the screen and in the dialog", async () => {
  const page = await open(`payouts/${payout.id}`);
  const names = page.locator(".names");
  await names.getByText("Ana Díaz").waitFor();
  await names.getByText("Eva Gómez").waitFor();
  await names.getByText("The names differ. Check before you approve.").waitFor();
  await page.getByRole("button", { name: "Approve the payout" }).click();
  await page.getByRole("dialog").getByText("Eva Gómez").waitFor();
  expect(page.url()).not.toMatch(/Ana|Eva/);
  know({ mayDecide: false, names: null });
  await page.getByRole("button", { name: "Approve and send ₹5,000.00" }).click();
  await page.getByText("Approved.").waitFor();
  await names.waitFor({ state: "detached" });
});

test("the same name is said to be the same", async () => {
  know({ names: { payer: known("Ana Díaz"), beneficiary: known("DIAZ ANA"), isSame: true } });
  const page = await open(`payouts/${payout.id}`);
  await page.getByText("Both names are the same.").waitFor();
});

test("a name that cannot be read is not that of whoever has paid, and no payer is named where nothing is refunded", async () => {
  know({ names: { payer: null, beneficiary: { kind: "unreadable" }, isSame: null } });
  const page = await open(`payouts/${payout.id}`);
  const names = page.locator(".names");
  await names.getByText("The name cannot be read. Do not approve before somebody knows it.").waitFor();
  expect(await names.locator("dt").allTextContents()).toEqual(["Beneficiary"]);
});

test("who asked for the payout has no button to approve it, and reads why", async () => {
  know({ requestedBy: "operator:ana", mayDecide: false });
  const page = await open(`payouts/${payout.id}`);
  await page.getByText("You requested this payout, so another person has to approve or reject it.").waitFor();
  expect(await page.getByRole("button", { name: /Approve|Reject/ }).count()).toBe(0);
});

test("the BFF's refusal is a sentence in the operator's language", async () => {
  const problem = { type: "urn:x", title: "No", detail: "Another API key.", requestId: "req_1" };
  bff().replies.set(`POST v1/payouts/${payout.id}/approve`, {
    status: 403,
    body: { ...problem, status: 403, code: "same_actor" },
  });
  const page = await open(`payouts/${payout.id}`, { locale: "es" });
  await page.getByRole("button", { name: "Aprobar el envío de dinero" }).click();
  await page.locator('dialog button[type="submit"]').click();
  await page.getByRole("alert").getByText("Quien solicitó este envío de dinero no puede aprobarlo").waitFor();
});

test("a refund's payout leads to the refund and the payment, and says who asked for it", async () => {
  bff().replies.set(`GET v1/payouts/${payout.id}`, {
    status: 200,
    body: { ...payout, reference: refund.id },
  });
  const page = await open(`payouts/${payout.id}`);
  const facts = page.locator(".facts");
  await facts.getByText("eva", { exact: true }).waitFor();
  expect(await facts.getByRole("link", { name: paid.id }).getAttribute("href")).toBe(`#/payments/${paid.id}`);
  await facts.getByRole("link", { name: refund.id }).click();
  await page.getByRole("heading", { name: "Refund · MX$20.00" }).waitFor();
});

test("who may not read refunds sees the refund's id alone", async () => {
  bff().scopes = ["payouts:approve"];
  const page = await open(`payouts/${payout.id}`);
  await page.locator(".facts").getByText(refund.id).waitFor();
  expect(await page.locator(".facts").getByRole("link", { name: refund.id }).count()).toBe(0);
});

test.each([390, 320])(
  "the names have room on a screen of %i px, without a fault that axe finds",
  async (width) => {
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await open(`payouts/${payout.id}`, { colorScheme, viewport: { width, height: 800 } });
      await page.locator(".names").waitFor();
      expect(await findAccessibilityFaults(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  },
);
