import { describe, expect, test } from "vitest";
import { eventually, makeLastingPayment, setStage } from "./support/stage.ts";

const stage = setStage();
const code = "6841800930023213210";

function addCode() {
  const payment = makeLastingPayment();
  return stage.bff().addScenario({ status: "requires_action", payment });
}

/** Replaces the clipboard by one that answers when and how the test says. */
function playClipboard(outcome: "resolves" | "rejects" | "missing" | "missing by policy"): void {
  const written: string[] = [];
  let settle: () => void = () => undefined;
  const clipboard = {
    writeText: (text: string) =>
      new Promise<void>((resolve, reject) => {
        written.push(text);
        settle = outcome === "resolves" ? resolve : () => reject(new DOMException("", "NotAllowedError"));
      }),
  };
  Object.defineProperty(navigator, "clipboard", {
    value: outcome.startsWith("missing") ? undefined : clipboard,
  });
  if (outcome !== "missing by policy") document.execCommand = () => false;
  Object.assign(globalThis, { written, settle: () => settle() });
}

const settle = () => {
  const { settle: go } = globalThis as unknown as { settle: () => void };
  go();
};
const written = () => (globalThis as unknown as { written: string[] }).written;

describe("widget 8: copy tells the truth", () => {
  test("copies the bare number, whatever is displayed", async () => {
    const { page } = await stage.open(addCode(), {
      context: { permissions: ["clipboard-read", "clipboard-write"] },
    });
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);
    await page.getByRole("button", { name: "$10,000.00" }).click();
    await eventually(async () =>
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("10000"),
    );
  });

  test("says Copied only once the browser has done it", async () => {
    const { page } = await stage.open(addCode());
    await page.getByRole("button", { name: "Copy" }).waitFor();
    await page.evaluate(playClipboard, "resolves" as const);
    await page.getByRole("button", { name: "Copy" }).click();
    expect(await page.evaluate(written)).toEqual([code]);
    expect(await page.getByRole("button", { name: "Copied" }).count()).toBe(0);
    await page.evaluate(settle);
    await page.getByRole("button", { name: "Copied" }).waitFor();
  });

  for (const outcome of ["rejects", "missing"] as const) {
    test(`selects the number and says so when the clipboard ${outcome}`, async () => {
      const { page } = await stage.open(addCode());
      await page.getByRole("button", { name: "Copy" }).waitFor();
      await page.evaluate(playClipboard, outcome);
      await page.getByRole("button", { name: "Copy" }).click();
      if (outcome === "rejects") await page.evaluate(settle);
      await page.getByText("Copying was not possible.").first().waitFor();
      expect(await page.getByRole("button", { name: "Copied" }).count()).toBe(0);
      expect(await page.evaluate(() => String(getSelection()).replace(/\s/g, ""))).toBe(code);
    });
  }

  test("copies the old way in a frame without the permission, the bare text, and says Copied", async () => {
    const { page } = await stage.open(addCode());
    await page.getByRole("button", { name: "Copy" }).waitFor();
    await page.evaluate(playClipboard, "missing by policy" as const);
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    await page.getByRole("button", { name: "$10,000.00" }).click();
    const pasted = await page.evaluate(() => {
      const field = document.createElement("textarea");
      document.body.append(field);
      field.focus();
      return field.value;
    });
    expect(pasted).toBe("");
    await page.keyboard.press("Control+V");
    await eventually(async () => expect(await page.locator("body > textarea").inputValue()).toBe("10000"));
  });

  test("copies what is missing of a partly paid amount", async () => {
    const payment = makeLastingPayment({
      status: "partially_paid",
      nextAction: null,
      amountReceived: { value: "4000.50", currency: "MXN" },
    });
    const { page } = await stage.open(stage.bff().addScenario({ status: "processing", payment }), {
      context: { permissions: ["clipboard-read", "clipboard-write"] },
    });
    await page.getByRole("button", { name: "$5,999.50" }).click();
    await eventually(async () =>
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("5999.50"),
    );
  });

  test("selecting the number by hand gives the number without gaps", async () => {
    const { page } = await stage.open(addCode());
    const digits = page.locator("[data-copy=code]");
    await digits.waitFor();
    expect(await digits.locator("span").allTextContents()).toEqual(["6841", "8009", "3002", "3213", "210"]);
    expect(await digits.textContent()).toBe(code);
  });
});
