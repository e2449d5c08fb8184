import { describe, expect, test } from "vitest";
import type { NextAction } from "../../../bff/contract.ts";
import { eventually, makeLastingPayment, setStage } from "./support/stage.ts";

const stage = setStage();
const expiresAt = "2030-01-01T00:00:00.000Z";

type Details = Extract<NextAction, { type: "display_code" }>["details"];

const nigerian: Details = [
  { name: "beneficiary", value: "CANTINA DEL SOL" },
  { name: "bank", value: "Providus Bank" },
  { name: "concept", value: "order-1001" },
  { name: "reference", value: "7730019482" },
];

function addTransfer(details: Details) {
  const payment = makeLastingPayment({
    method: "bank_transfer",
    expiresAt,
    nextAction: {
      type: "display_code",
      codeType: "va",
      code: "9012345678",
      barcode: null,
      details,
      expiresAt,
    },
  });
  return stage.bff().addScenario({ status: "requires_action", payment });
}

describe("what a bank's form asks for besides the number", () => {
  test("stands beside it, each under its name, and is copied as it is", async () => {
    const { page } = await stage.open(addTransfer(nigerian), {
      context: { permissions: ["clipboard-read", "clipboard-write"] },
    });
    await page.getByText("Recipient", { exact: true }).waitFor();
    const rows = await page.locator("dl").innerText();
    expect(rows.replace(/\s+/g, " ")).toContain(
      "Recipient CANTINA DEL SOL Bank Providus Bank Payment note order-1001 Payment reference 7730019482",
    );
    await page.getByRole("button", { name: "7730019482" }).click();
    await eventually(async () =>
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("7730019482"),
    );
    expect(await page.getByRole("button", { name: "Providus Bank" }).count()).toBe(0);
  });

  test("is in the text that is shared", async () => {
    const opened = await stage.visit("about:blank");
    await opened.page.addInitScript(() => {
      Object.assign(navigator, {
        canShare: () => false,
        share: async ({ text }: ShareData) => Object.assign(globalThis, { sharedText: text }),
      });
    });
    const scenario = addTransfer(nigerian);
    const body = `<script type="module" src="${stage.bff().origin}/widget/v1/pay-checkout.js"></script>
      <pay-checkout client-token="${scenario.token}"></pay-checkout>`;
    await opened.page.goto(stage.shop().addPage({ body }));
    await opened.page.getByRole("button", { name: "Share" }).click();
    await eventually(async () =>
      expect(await opened.page.evaluate(() => Reflect.get(globalThis, "sharedText"))).toContain(
        "Recipient: CANTINA DEL SOL\nBank: Providus Bank\nPayment note: order-1001\nPayment reference: 7730019482",
      ),
    );
  });

  test("stays while a part of the money is missing, which goes to the same account", async () => {
    const scenario = addTransfer(nigerian);
    const { page } = await stage.open(scenario);
    await page.getByText("Recipient", { exact: true }).waitFor();
    scenario.updatePayment({
      status: "partially_paid",
      amountReceived: { value: "4000.00", currency: "MXN" },
    });
    await page.getByRole("heading", { name: "Part of your payment has arrived" }).waitFor();
    expect(await page.getByRole("button", { name: "CANTINA DEL SOL" }).isVisible()).toBe(true);
  });

  test("breaks no card of 320 px, however long, and is text and no markup", async () => {
    const long: Details = [
      { name: "beneficiary", value: "x".repeat(300) },
      { name: "bank", value: "<b>بنك طويل</b> ".repeat(20) },
    ];
    const { page } = await stage.open(addTransfer(long), {
      context: { viewport: { width: 320, height: 640 } },
    });
    await page.getByText("Recipient", { exact: true }).waitFor();
    const out = await page.locator("pay-checkout").evaluate(({ shadowRoot }) => {
      const card = shadowRoot?.querySelector(".card")?.getBoundingClientRect() ?? new DOMRect();
      return [...(shadowRoot?.querySelectorAll("dl *") ?? [])].filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return left < card.left || right > card.right;
      }).length;
    });
    expect(out).toBe(0);
    expect(await page.locator("dl b").count()).toBe(0);
  });
});
