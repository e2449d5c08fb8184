import { describe, expect, test } from "vitest";
import { scanBarcode, scanQr } from "../../support/read-codes.ts";
import { upi } from "../../widget/support/fixtures.ts";
import { makeLastingPayment, setStage } from "./support/stage.ts";

const stage = setStage();
const code = "6841800930023213210";
const upiUrl =
  "upi://pay?pa=cantina@examplebank&pn=Cantina%20del%20Sol&am=10000.00&cu=INR&tr=20261120120000abcdef";

describe("widget 2: draws everything itself", () => {
  for (const [size, width, deviceScaleFactor] of [
    ["a phone", 390, 2],
    ["a small phone", 320, 2],
    ["a small phone of coarse pixels", 320, 1],
    ["a phone of fine pixels", 360, 3],
    ["a desktop", 1280, 1],
  ] as const) {
    test(`the barcode on ${size} is read back by a decoder`, async () => {
      const payment = makeLastingPayment();
      const scenario = stage.bff().addScenario({ status: "requires_action", payment });
      const { checkout } = await stage.open(scenario, {
        context: { viewport: { width, height: 900 }, deviceScaleFactor },
      });
      const barcode = checkout.getByRole("img", { name: `Barcode of ${code}` });
      expect(await scanBarcode(barcode)).toBe(code);
    });
  }

  for (const scheme of ["light", "dark"] as const) {
    test(`the QR in ${scheme} mode is read back from a screenshot`, async () => {
      const payment = makeLastingPayment({
        method: "upi",
        nextAction: { type: "display_qr", data: upiUrl, links: [], url: null },
      });
      const scenario = stage.bff().addScenario({ status: "requires_action", payment, methods: [upi] });
      const { page, checkout } = await stage.open(scenario, { context: { colorScheme: scheme } });
      await checkout.getByRole("img", { name: /QR code/ }).waitFor();
      expect(await scanQr(page)).toBe(upiUrl);
      expect(
        await checkout
          .getByRole("img", { name: /QR code/ })
          .locator("path")
          .count(),
      ).toBe(1);
    });
  }

  test("calls nobody but the BFF, sets no cookie and stores nothing", async () => {
    const scenario = stage.bff().addScenario();
    const { page } = await stage.open(scenario);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).origin));
    await page.reload();
    await page.getByRole("radio", { name: "Bank transfer" }).check();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("img", { name: /Barcode/ }).waitFor();
    expect(new Set(asked)).toEqual(new Set([stage.bff().origin, stage.shop().origin]));
    expect(asked.filter((origin) => origin === stage.shop().origin).length).toBe(1);
    expect(await page.context().cookies()).toEqual([]);
    const stored = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
    expect(stored).toEqual([0, 0, ""]);
  });
});
